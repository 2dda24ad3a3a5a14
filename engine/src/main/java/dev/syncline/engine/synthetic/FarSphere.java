package dev.syncline.engine.synthetic;

import java.util.stream.IntStream;

/**
 * Luma by direction, infinitely far away: six faces of a cube, painted once and sampled bilinearly. Each face has a rim
 * beyond its edge, so that the function has no seams.
 */
final class FarSphere {
    /** Luma of a direction in world axes; need not be a unit vector. */
    @FunctionalInterface
    interface Paint {
        /** In [0, 255]. */
        double luma(double x, double y, double z);
    }

    private static final int RIM = 1;
    private static final double STEPS = 256; // of one luma step

    private final int size;
    private final int stride;
    private final char[][] faces;

    private FarSphere(int size, char[][] faces) {
        this.size = size;
        this.stride = size + 2 * RIM;
        this.faces = faces;
    }

    /**
     * Paints the sphere and limits its band to the texels'.
     *
     * @param size texels along a cube edge; with three texels to a pixel of focal length, 1.5 texels make a pixel
     */
    static FarSphere painted(int size, Paint paint) {
        int stride = size + 2 * RIM;
        char[][] faces = new char[6][];
        for (int face = 0; face < 6; face++) {
            faces[face] = limited(raw(face, size, paint), stride);
        }
        return new FarSphere(size, faces);
    }

    private static float[] raw(int face, int size, Paint paint) {
        int wide = size + 4 * RIM;
        float[] luma = new float[wide * wide];
        double sign = (face & 1) == 0 ? 1 : -1;
        IntStream.range(0, wide).parallel().forEach(row -> {
            double v = 2 * (row - 2 * RIM + 0.5) / size - 1;
            for (int column = 0; column < wide; column++) {
                double u = 2 * (column - 2 * RIM + 0.5) / size - 1;
                luma[row * wide + column] = (float)
                        switch (face >> 1) {
                            case 0 -> paint.luma(sign, v, u);
                            case 1 -> paint.luma(u, sign, v);
                            default -> paint.luma(u, v, sign);
                        };
            }
        });
        return luma;
    }

    /** A binomial filter over three texels each way; eats half of the raw rim. */
    private static char[] limited(float[] raw, int stride) {
        int wide = stride + 2 * RIM;
        char[] out = new char[stride * stride];
        IntStream.range(0, stride).parallel().forEach(row -> {
            float[] down = new float[wide];
            for (int c = 0; c < wide; c++) {
                int at = row * wide + c;
                down[c] = (raw[at] + 2 * raw[at + wide] + raw[at + 2 * wide]) / 4;
            }
            for (int c = 0; c < stride; c++) {
                float across = (down[c] + 2 * down[c + 1] + down[c + 2]) / 4;
                out[row * stride + c] = (char) Math.clamp((long) (across * STEPS + 0.5), 0, 65_535);
            }
        });
        return out;
    }

    /** Luma of a direction, in [0, 255]. */
    double luma(double x, double y, double z) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double az = Math.abs(z);
        int face;
        double u;
        double v;
        if (az >= ax && az >= ay) {
            double scale = 1 / az;
            face = z > 0 ? 4 : 5;
            u = x * scale;
            v = y * scale;
        } else if (ax >= ay) {
            double scale = 1 / ax;
            face = x > 0 ? 0 : 1;
            u = z * scale;
            v = y * scale;
        } else {
            double scale = 1 / ay;
            face = y > 0 ? 2 : 3;
            u = x * scale;
            v = z * scale;
        }
        double half = 0.5 * size;
        double shift = half - 0.5 + RIM;
        double tx = u * half + shift;
        double ty = v * half + shift;
        int ix = (int) tx;
        int iy = (int) ty;
        double fx = tx - ix;
        double fy = ty - iy;
        char[] texels = faces[face];
        int at = iy * stride + ix;
        double top = texels[at] + fx * (texels[at + 1] - texels[at]);
        double bottom = texels[at + stride] + fx * (texels[at + stride + 1] - texels[at + stride]);
        return (top + fy * (bottom - top)) / STEPS;
    }
}
