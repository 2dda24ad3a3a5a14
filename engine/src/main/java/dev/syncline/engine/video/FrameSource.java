package dev.syncline.engine.video;

import java.io.IOException;

/** A video whose frames can be had window by window, scaled to a working size, in order of time. Not thread-safe. */
public interface FrameSource extends AutoCloseable {
    /** {@return what the container says} */
    VideoInfo info();

    /** {@return width of the frames that this source delivers, px} */
    int workingWidthPx();

    /** {@return height of the frames that this source delivers, px} */
    int workingHeightPx();

    /**
     * Decodes the frames with {@code fromNs <= time < toNs}, from the keyframe before them, and hands each to the sink
     * in order of time. Frames before the window are decoded but neither converted nor delivered.
     *
     * @param fromNs start of the window, video clock, ns
     * @param toNs end of the window, outside it, video clock, ns
     * @param sink takes each frame; may end the window early
     * @return number of frames delivered
     * @throws IOException when the stream cannot be read or decoded; the message names file, place and cause
     */
    int decode(long fromNs, long toNs, FrameSink sink) throws IOException;

    /**
     * Where a window begins at the least cost: a frame from which decoding can start.
     *
     * @param timeNs where the window is wanted, video clock, ns
     * @return time of the last such frame at or before that time, ns; the time itself where any frame is as good as
     *     another, or nobody knows
     */
    default long keyframeNs(long timeNs) {
        return timeNs;
    }

    /**
     * {@return when the first frame is shown, on the container's clock, ns: what the times of frames count from}
     *
     * @throws IOException when the container's times make no sense
     */
    default long firstFrameNs() throws IOException {
        return 0;
    }

    /**
     * {@return what decoded the frames that were delivered so far, such as {@code nvdec} for a device; {@code ffmpeg}
     * for FFmpeg on the processor; {@code none} where nothing is decoded}
     */
    default String decoder() {
        return "none";
    }

    @Override
    void close();

    /** Takes frames one at a time. */
    @FunctionalInterface
    interface FrameSink {
        /**
         * Takes the next frame.
         *
         * @param frame the receiver's to keep
         * @return false to stop decoding this window
         */
        boolean accept(LumaFrame frame);
    }
}
