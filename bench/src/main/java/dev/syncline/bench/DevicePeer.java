package dev.syncline.bench;

import dev.syncline.engine.video.LumaFrame;

/** Another library's way through the frames of a window. Not thread-safe. */
interface DevicePeer extends AutoCloseable {
    /** Points that are looked for in each frame. */
    int POINTS = 300;

    /** As {@link dev.syncline.engine.sync.flow.FlowSettings#DEFAULT}: side of a patch, px. */
    int WINDOW_PX = 21;

    /** Halvings of a picture. */
    int HALVINGS = 3;

    /** Iterations on a level, at most. */
    int ITERATIONS = 30;

    /** Least distance of points, px. */
    int APART_PX = 12;

    /** What a corner's strength must be of the best's. */
    double QUALITY = 0.01;

    /**
     * Takes the next frame: copies it to the device, finds corners in the frame before it, follows them here and back.
     *
     * @return points that were found before and followed; 0 for the first frame
     */
    int next(LumaFrame frame);

    @Override
    void close();
}
