package dev.syncline.bindings.gpu;

import java.util.List;

/** The corner strength of every pixel of a picture. */
final class CornerStep extends Step {
    final Picture picture;
    final HostBuffer map;

    /** Where the map is on the device, in the arena's units. */
    int at = -1;

    /** @param map receives a float of each pixel */
    CornerStep(Picture picture, HostBuffer map) {
        this.picture = picture;
        this.map = map;
    }

    long mapBytes() {
        return picture.bytes() * Float.BYTES;
    }

    @Override
    List<Picture> pictures() {
        return List.of(picture);
    }
}
