package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.LumaFrame;

/**
 * Points followed from one frame to the next: parallel arrays of length {@code id.length}, px of the working picture,
 * the centre of the first pixel at (½, ½).
 *
 * @param from frame before (its luma may be gone: only times and kinds are kept here)
 * @param to frame after
 * @param id number of each track: the same point keeps its number from pair to pair
 * @param x0 column in the first frame, px
 * @param y0 row in the first frame, px
 * @param x1 column in the second frame, px
 * @param y1 row in the second frame, px
 * @param faultPx forward–backward distance, px
 */
public record FlowPair(
        FrameStamp from, FrameStamp to, int[] id, float[] x0, float[] y0, float[] x1, float[] y1, float[] faultPx) {
    /**
     * Checks that the arrays belong together.
     *
     * @throws IllegalArgumentException when they differ in length
     */
    public FlowPair {
        int n = id.length;
        if (x0.length != n || y0.length != n || x1.length != n || y1.length != n || faultPx.length != n) {
            throw new IllegalArgumentException("arrays of a flow pair differ in length");
        }
    }

    /** {@return number of points} */
    public int size() {
        return id.length;
    }

    /**
     * {@return the same with the numbers of all tracks counted from another}
     *
     * @param first added to each number
     */
    public FlowPair numberedFrom(int first) {
        int[] numbers = id.clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += first;
        }
        return new FlowPair(from, to, numbers, x0, y0, x1, y1, faultPx);
    }

    /**
     * A frame without its picture.
     *
     * @param timeNs presentation time, video clock, ns
     * @param kind how the encoder made it
     * @param keptAsReference false where no other frame is predicted from it
     * @param quantizer mean quantiser of the frame as the decoder reports it, or NaN
     */
    public record FrameStamp(
            long timeNs, dev.syncline.engine.video.FrameKind kind, boolean keptAsReference, double quantizer) {
        /**
         * {@return what to remember of a frame}
         *
         * @param frame whose luma is left behind
         */
        public static FrameStamp of(LumaFrame frame) {
            return new FrameStamp(frame.timeNs(), frame.kind(), frame.keptAsReference(), frame.quantizer());
        }
    }
}
