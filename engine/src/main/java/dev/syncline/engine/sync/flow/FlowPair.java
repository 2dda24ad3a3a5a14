package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.LumaFrame;

/**
 * Points followed from one frame to the next: parallel arrays of length {@code id.length}, px of the working picture,
 * the centre of the first pixel at (½, ½).
 *
 * @param from frame before (its luma may be gone: only times and kinds are kept here)
 * @param id number of each track: the same point keeps its number from pair to pair
 * @param x0,y0 where the point is in the first frame
 * @param x1,y1 where it is in the second
 * @param faultPx forward–backward distance, px
 */
public record FlowPair(
        FrameStamp from, FrameStamp to, int[] id, float[] x0, float[] y0, float[] x1, float[] y1, float[] faultPx) {
    public FlowPair {
        int n = id.length;
        if (x0.length != n || y0.length != n || x1.length != n || y1.length != n || faultPx.length != n) {
            throw new IllegalArgumentException("arrays of a flow pair differ in length");
        }
    }

    /** Number of points. */
    public int size() {
        return id.length;
    }

    /** A frame without its picture. */
    public record FrameStamp(
            long timeNs, dev.syncline.engine.video.FrameKind kind, boolean keptAsReference, double quantizer) {
        /** What to remember of {@code frame}. */
        public static FrameStamp of(LumaFrame frame) {
            return new FrameStamp(frame.timeNs(), frame.kind(), frame.keptAsReference(), frame.quantizer());
        }
    }
}
