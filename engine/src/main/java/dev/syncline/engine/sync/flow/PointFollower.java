package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.LumaFrame;

/**
 * What differs between trackers that keep to {@link SpreadTracker}'s rules: how points get from one frame to the next, and
 * where corners are. Places are px with the first pixel's centre at (0, 0). Not thread-safe.
 */
public interface PointFollower extends AutoCloseable {
    /** {@return border that points keep away from, px} */
    int marginPx();

    /**
     * Takes a frame without following anything into it: the first one. It must not change until the one after the next is
     * taken.
     *
     * @param frame the first, of any size
     */
    void begin(LumaFrame frame);

    /**
     * Takes the next frame, of the same size, and follows points into it from the frame before.
     *
     * @param frame the next in order of time
     * @param n number of points
     * @param start x, y of each point in the frame before: float[2·n]
     * @param end receives x, y in this frame: float[2·n]; undefined for points that were lost
     * @param faultPx receives the distance between a point and where it came back to: float[n]
     * @param fault receives what became of each point: TrackFault[n]
     */
    void follow(LumaFrame frame, int n, float[] start, float[] end, float[] faultPx, TrackFault[] fault);

    /**
     * Corner strength of every pixel of the frame taken last, as {@link CornerGrid#strength} wants it.
     *
     * @param strength receives float[height · width]
     */
    void corners(float[] strength);

    @Override
    void close();
}
