package dev.syncline.engine.base.kernel;

import java.util.Arrays;

/** Plain loops: the definition that the vector lane is tested against. */
public final class ScalarImageKernels implements ImageKernels {
    private static final int TENSOR_SIDE = 2 * TENSOR_REACH + 1;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void halve(Luma8 in, Luma8 out, short[] scratch) {
        checkHalf(in, out);
        for (int row = 0; row < out.heightPx(); row++) {
            halveRow(in, row, 0, out.widthPx(), out.luma(), out.from() + row * out.stride());
        }
    }

    @Override
    public void halve(Luma16 in, Luma16 out, int[] scratch) {
        checkHalf(in, out);
        for (int row = 0; row < out.heightPx(); row++) {
            int to = out.from() + row * out.stride();
            for (int column = 0; column < out.widthPx(); column++) {
                out.luma()[to + column] = (short) halved(in, column, row);
            }
        }
    }

    private static void halveRow(Luma8 in, int row, int from, int end, byte[] out, int to) {
        for (int column = from; column < end; column++) {
            out[to + column] = (byte) halved(in, column, row);
        }
    }

    private static int halved(LumaPlane in, int column, int row) {
        int sum = 0;
        for (int v = -2; v <= 2; v++) {
            int y = mirrored(2 * row + v, in.heightPx());
            sum += binomial(v)
                    * (in.at(mirrored(2 * column - 2, in.widthPx()), y)
                            + 4 * in.at(mirrored(2 * column - 1, in.widthPx()), y)
                            + 6 * in.at(2 * column, y)
                            + 4 * in.at(mirrored(2 * column + 1, in.widthPx()), y)
                            + in.at(mirrored(2 * column + 2, in.widthPx()), y));
        }
        return (sum + 128) >>> 8;
    }

    private static int binomial(int tap) {
        return tap == 0 ? 6 : Math.abs(tap) == 1 ? 4 : 1;
    }

    /** A place up to two pixels outside, mirrored about the outermost pixel; tiny pictures repeat it. */
    static int mirrored(int i, int size) {
        int inside = i < 0 ? -i : i >= size ? 2 * size - 2 - i : i;
        return Math.clamp(inside, 0, size - 1);
    }

    static void checkHalf(LumaPlane in, LumaPlane out) {
        if (out.widthPx() != (in.widthPx() + 1) / 2 || out.heightPx() != (in.heightPx() + 1) / 2) {
            throw new IllegalArgumentException("half of " + in + " is not " + out);
        }
    }

    @Override
    public void region(LumaPlane plane, int left, int top, int columns, int rows, float[] out) {
        for (int y = 0; y < rows; y++) {
            regionRow(plane, left, top + y, columns, out, y * PATCH_STRIDE);
        }
    }

    void regionRow(LumaPlane plane, int left, int row, int columns, float[] out, int at) {
        int inside = Math.clamp(row, 0, plane.heightPx() - 1);
        for (int x = 0; x < columns; x++) {
            out[at + x] = plane.at(Math.clamp(left + x, 0, plane.widthPx() - 1), inside);
        }
    }

    @Override
    public void slopesRow(LumaPlane plane, int row, float[] gx, float[] gy, int at) {
        slopesRow(plane, row, 0, plane.widthPx(), gx, gy, at);
    }

    void slopesRow(LumaPlane plane, int row, int from, int end, float[] gx, float[] gy, int at) {
        int up = Math.max(0, row - 1);
        int down = Math.min(plane.heightPx() - 1, row + 1);
        for (int x = from; x < end; x++) {
            int l = Math.max(0, x - 1);
            int r = Math.min(plane.widthPx() - 1, x + 1);
            int right = plane.at(r, up) + 2 * plane.at(r, row) + plane.at(r, down);
            int left = plane.at(l, up) + 2 * plane.at(l, row) + plane.at(l, down);
            int below = plane.at(l, down) + 2 * plane.at(x, down) + plane.at(r, down);
            int above = plane.at(l, up) + 2 * plane.at(x, up) + plane.at(r, up);
            gx[at + x] = 0.125f * (right - left);
            gy[at + x] = 0.125f * (below - above);
        }
    }

    @Override
    public void tensorRow(float[] gx, float[] gy, int n, float[] xx, float[] xy, float[] yy) {
        for (int i = 0; i < n; i++) {
            float sumXx = 0;
            float sumXy = 0;
            float sumYy = 0;
            for (int k = i; k < i + TENSOR_SIDE; k++) {
                sumXx += gx[k] * gx[k];
                sumXy += gx[k] * gy[k];
                sumYy += gy[k] * gy[k];
            }
            xx[i] = sumXx;
            xy[i] = sumXy;
            yy[i] = sumYy;
        }
    }

    @Override
    public void cornerRow(float[][] rows, int n, float[] out, int at) {
        cornerRow(rows, 0, n, out, at);
    }

    void cornerRow(float[][] rows, int from, int n, float[] out, int at) {
        for (int i = from; i < n; i++) {
            float xx = 0;
            float xy = 0;
            float yy = 0;
            for (int row = 0; row < TENSOR_SIDE; row++) {
                xx += rows[3 * row][i];
                xy += rows[3 * row + 1][i];
                yy += rows[3 * row + 2][i];
            }
            float half = 0.5f * (xx - yy);
            float least = 0.5f * (xx + yy) - (float) Math.sqrt(half * half + xy * xy);
            out[at + i] = Math.max(0, least) * (1f / (TENSOR_SIDE * TENSOR_SIDE));
        }
    }

    @Override
    public float largest(float[] a, int from, int n) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + n; i++) {
            largest = Math.max(largest, a[i]);
        }
        return largest;
    }

    @Override
    public void sample(float[] region, int at, float fx, float fy, int columns, int rows, float[] out) {
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                out[y * PATCH_STRIDE + x] = between(region, at + y * PATCH_STRIDE + x, fx, fy);
            }
        }
    }

    private static float between(float[] region, int at, float fx, float fy) {
        float above = region[at] + fx * (region[at + 1] - region[at]);
        float below = region[at + PATCH_STRIDE] + fx * (region[at + PATCH_STRIDE + 1] - region[at + PATCH_STRIDE]);
        return above + fy * (below - above);
    }

    @Override
    public void slopes(float[] patch, int side, float[] gx, float[] gy, float[] tensor) {
        float xx = 0;
        float xy = 0;
        float yy = 0;
        int padded = (side + PAD - 1) / PAD * PAD;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int k = y * PATCH_STRIDE + x;
                int m = k + PATCH_STRIDE;
                int b = m + PATCH_STRIDE;
                float gX = (3 * (patch[k + 2] - patch[k] + patch[b + 2] - patch[b]) + 10 * (patch[m + 2] - patch[m]))
                        * (1f / 32);
                float gY =
                        (3 * (patch[b] - patch[k] + patch[b + 2] - patch[k + 2]) + 10 * (patch[b + 1] - patch[k + 1]))
                                * (1f / 32);
                gx[k] = gX;
                gy[k] = gY;
                xx += gX * gX;
                xy += gX * gY;
                yy += gY * gY;
            }
            Arrays.fill(gx, y * PATCH_STRIDE + side, y * PATCH_STRIDE + padded, 0);
            Arrays.fill(gy, y * PATCH_STRIDE + side, y * PATCH_STRIDE + padded, 0);
        }
        tensor[0] = xx;
        tensor[1] = xy;
        tensor[2] = yy;
    }

    @Override
    public void mismatch(
            float[] region,
            int at,
            float fx,
            float fy,
            float[] patch,
            int patchAt,
            float[] gx,
            float[] gy,
            int side,
            float[] sums) {
        float sumX = 0;
        float sumY = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int k = y * PATCH_STRIDE + x;
                float difference = between(region, at + k, fx, fy) - patch[patchAt + k];
                sumX += difference * gx[k];
                sumY += difference * gy[k];
            }
        }
        sums[0] = sumX;
        sums[1] = sumY;
    }

    @Override
    public void moments(float[] gx, float[] gy, int side, float[] moments) {
        Arrays.fill(moments, 0, 6, 0);
        float middle = 0.5f * (side - 1);
        for (int y = 0; y < side; y++) {
            float v = y - middle;
            for (int x = 0; x < side; x++) {
                float u = x - middle;
                float gX = gx[y * PATCH_STRIDE + x];
                float gY = gy[y * PATCH_STRIDE + x];
                moments[0] += gX * gX * u;
                moments[1] += gX * gX * v;
                moments[2] += gX * gY * u;
                moments[3] += gX * gY * v;
                moments[4] += gY * gY * u;
                moments[5] += gY * gY * v;
            }
        }
    }

    @Override
    public void compare(float[] a, float[] b, int side, float[] sums) {
        float xx = 0;
        float xy = 0;
        float yy = 0;
        float d1 = 0;
        float d2 = 0;
        for (int y = 1; y <= side; y++) {
            for (int x = 1; x <= side; x++) {
                int k = y * PATCH_STRIDE + x;
                float gx = 0.25f * (a[k + 1] - a[k - 1] + b[k + 1] - b[k - 1]);
                float gy =
                        0.25f * (a[k + PATCH_STRIDE] - a[k - PATCH_STRIDE] + b[k + PATCH_STRIDE] - b[k - PATCH_STRIDE]);
                float d = b[k] - a[k];
                xx += gx * gx;
                xy += gx * gy;
                yy += gy * gy;
                d1 += d;
                d2 += d * d;
            }
        }
        sums[0] = xx;
        sums[1] = xy;
        sums[2] = yy;
        sums[3] = d1;
        sums[4] = d2;
    }
}
