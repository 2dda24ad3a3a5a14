package dev.syncline.bench.motionvectors;

import java.nio.ByteBuffer;

/**
 * Where the blocks of a frame were predicted from on one side, thinned to a few hundred: px of the working picture, the
 * centre of the first pixel at (½, ½).
 *
 * @param x,y centres of the blocks
 * @param fromX,fromY where they lie in the frame that they are predicted from
 */
record BlockMotion(float[] x, float[] y, float[] fromX, float[] fromY) {
    /** More points than this cost the rotation estimate more than they tell it. */
    private static final int MOST_POINTS = 600;

    // struct AVMotionVector (libavutil/motion_vector.h).
    private static final int STRUCT_BYTES = 40;
    private static final int SOURCE = 0; // int32_t: negative for the past, positive for the future
    private static final int DST_X = 10; // int16_t, as DST_Y
    private static final int DST_Y = 12;
    private static final int MOTION_X = 24; // int32_t, as MOTION_Y
    private static final int MOTION_Y = 28;
    private static final int MOTION_SCALE = 32; // uint16_t

    /**
     * @param vectors an array of AVMotionVector
     * @param sign of the source: −1 for blocks predicted from the past, 1 from the future
     * @param scale working picture over decoded picture
     */
    static BlockMotion read(ByteBuffer vectors, int sign, double scale) {
        int all = vectors.remaining() / STRUCT_BYTES;
        int count = 0;
        for (int i = 0; i < all; i++) {
            if (sign * vectors.getInt(i * STRUCT_BYTES + SOURCE) > 0) {
                count++;
            }
        }
        int stride = Math.max(1, (count + MOST_POINTS - 1) / MOST_POINTS);
        int n = (count + stride - 1) / stride;
        BlockMotion out = new BlockMotion(new float[n], new float[n], new float[n], new float[n]);
        int seen = 0;
        for (int i = 0; i < all; i++) {
            int at = i * STRUCT_BYTES;
            if (sign * vectors.getInt(at + SOURCE) > 0 && seen++ % stride == 0) {
                int k = (seen - 1) / stride;
                double unit = 1.0 / (vectors.getShort(at + MOTION_SCALE) & 0xffff);
                double x = vectors.getShort(at + DST_X);
                double y = vectors.getShort(at + DST_Y);
                out.x[k] = (float) (scale * x);
                out.y[k] = (float) (scale * y);
                out.fromX[k] = (float) (scale * (x + unit * vectors.getInt(at + MOTION_X)));
                out.fromY[k] = (float) (scale * (y + unit * vectors.getInt(at + MOTION_Y)));
            }
        }
        return out;
    }

    int size() {
        return x.length;
    }
}
