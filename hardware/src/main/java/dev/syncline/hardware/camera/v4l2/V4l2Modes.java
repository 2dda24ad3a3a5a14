package dev.syncline.hardware.camera.v4l2;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.linux.v4l2.V4l2FormatDescription;
import dev.syncline.hardware.camera.PixelFormat;
import java.io.IOException;
import java.util.List;

/** Which of a device's pixel formats to take. */
final class V4l2Modes {
    private V4l2Modes() {}

    /**
     * The first of {@link PixelFormat}'s that the device has.
     *
     * @throws IOException if it has none of them: says what it has
     */
    static int preferred(FileDescriptor device) throws IOException {
        List<V4l2FormatDescription> offered = V4l2FormatDescription.of(device);
        for (PixelFormat format : PixelFormat.values()) {
            for (V4l2FormatDescription description : offered) {
                if (description.fourcc() == format.fourcc()) {
                    return format.fourcc();
                }
            }
        }
        throw new IOException(device.name() + " gives frames as "
                + String.join(
                        ", ",
                        offered.stream()
                                .map(d -> PixelFormat.characters(d.fourcc()))
                                .toList())
                + "; expected NV12, YU12, YUYV, UYVY or GREY among them");
    }
}
