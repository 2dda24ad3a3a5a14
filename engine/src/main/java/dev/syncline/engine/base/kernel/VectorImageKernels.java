package dev.syncline.engine.base.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API lane: vector body, and the scalar lane itself for edges and tails. */
public final class VectorImageKernels implements ImageKernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());

    // As many bytes or shorts as there are floats in a vector; at least the 64 bits that a vector has.
    private static final VectorSpecies<Byte> QUARTER_BYTES = VectorSpecies.of(byte.class, shape(4));
    private static final VectorSpecies<Short> HALF_SHORTS = VectorSpecies.of(short.class, shape(2));

    private final ScalarImageKernels scalar = new ScalarImageKernels();

    private static VectorShape shape(int part) {
        return VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / part));
    }

    @Override
    public String name() {
        return "vector-" + FLOATS.vectorBitSize();
    }

    @Override
    public void halve(Luma8 in, Luma8 out, short[] scratch) {
        VectorHalving.halve(in, out, scratch);
    }

    @Override
    public void halve(Luma16 in, Luma16 out, int[] scratch) {
        VectorHalving.halve(in, out, scratch);
    }

    private static IntVector ints(byte[] a, int at) {
        return (IntVector)
                ByteVector.fromArray(QUARTER_BYTES, a, at).convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    private static IntVector ints(short[] a, int at) {
        return (IntVector)
                ShortVector.fromArray(HALF_SHORTS, a, at).convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
    }

    private static FloatVector floats(IntVector v) {
        return (FloatVector) v.convert(VectorOperators.I2F, 0);
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(FLOATS, a, at);
    }

    @Override
    public void region(LumaPlane plane, int left, int top, int columns, int rows, float[] out) {
        int border = plane.borderPx();
        boolean within = left >= -border
                && top >= -border
                && left + columns <= plane.widthPx() + border
                && top + rows <= plane.heightPx() + border;
        int end = (columns + LANES - 1) / LANES * LANES;
        int first = plane.from() + top * plane.stride() + left;
        int lastVector = first + (rows - 1) * plane.stride() + end - LANES;
        if (within && plane instanceof Luma8 p && lastVector + QUARTER_BYTES.length() <= p.luma().length) {
            for (int x = 0; x < end; x += LANES) {
                column(p.luma(), first + x, p.stride(), rows, out, x);
            }
        } else if (within && plane instanceof Luma16 p && lastVector + HALF_SHORTS.length() <= p.luma().length) {
            for (int x = 0; x < end; x += LANES) {
                column(p.luma(), first + x, p.stride(), rows, out, x);
            }
        } else {
            scalar.region(plane, left, top, columns, rows, out);
        }
    }

    /** Copies what is one vector wide, from the top down. */
    private static void column(byte[] luma, int from, int lumaStride, int rows, float[] out, int to) {
        int end = to + rows * PATCH_STRIDE;
        for (int k = to, l = from; k < end; k += PATCH_STRIDE, l += lumaStride) {
            floats(ints(luma, l)).intoArray(out, k);
        }
    }

    private static void column(short[] luma, int from, int lumaStride, int rows, float[] out, int to) {
        int end = to + rows * PATCH_STRIDE;
        for (int k = to, l = from; k < end; k += PATCH_STRIDE, l += lumaStride) {
            floats(ints(luma, l)).intoArray(out, k);
        }
    }

    @Override
    public void slopesRow(LumaPlane plane, int row, float[] gx, float[] gy, int at) {
        int width = plane.widthPx();
        int up = plane.from() + Math.max(0, row - 1) * plane.stride();
        int middle = plane.from() + row * plane.stride();
        int down = plane.from() + Math.min(plane.heightPx() - 1, row + 1) * plane.stride();
        int x = 1;
        switch (plane) {
            case Luma8 p -> {
                byte[] a = p.luma();
                int end = Math.min(width - LANES, a.length - down - 1 - QUARTER_BYTES.length());
                for (; x < end; x += LANES) {
                    IntVector ul = ints(a, up + x - 1);
                    IntVector ur = ints(a, up + x + 1);
                    IntVector dl = ints(a, down + x - 1);
                    IntVector dr = ints(a, down + x + 1);
                    IntVector l = ints(a, middle + x - 1);
                    IntVector r = ints(a, middle + x + 1);
                    sobel(ul, ur, dl, dr, r.sub(l)).intoArray(gx, at + x);
                    sobel(ul, dl, ur, dr, ints(a, down + x).sub(ints(a, up + x)))
                            .intoArray(gy, at + x);
                }
            }
            case Luma16 p -> {
                short[] a = p.luma();
                int end = Math.min(width - LANES, a.length - down - 1 - HALF_SHORTS.length());
                for (; x < end; x += LANES) {
                    IntVector ul = ints(a, up + x - 1);
                    IntVector ur = ints(a, up + x + 1);
                    IntVector dl = ints(a, down + x - 1);
                    IntVector dr = ints(a, down + x + 1);
                    IntVector l = ints(a, middle + x - 1);
                    IntVector r = ints(a, middle + x + 1);
                    sobel(ul, ur, dl, dr, r.sub(l)).intoArray(gx, at + x);
                    sobel(ul, dl, ur, dr, ints(a, down + x).sub(ints(a, up + x)))
                            .intoArray(gy, at + x);
                }
            }
        }
        scalar.slopesRow(plane, row, 0, Math.min(1, width), gx, gy, at);
        scalar.slopesRow(plane, row, x, width, gx, gy, at);
    }

    /** {@code ((b0 − a0) + 2·middle + (b1 − a1)) / 8}. */
    private static FloatVector sobel(IntVector a0, IntVector b0, IntVector a1, IntVector b1, IntVector middle) {
        return floats(b0.sub(a0).add(b1.sub(a1)).add(middle).add(middle)).mul(0.125f);
    }

    @Override
    public void tensorRow(float[] gx, float[] gy, int n, float[] xx, float[] xy, float[] yy) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector sumXx = FloatVector.zero(FLOATS);
            FloatVector sumXy = sumXx;
            FloatVector sumYy = sumXx;
            for (int k = i; k <= i + 2 * TENSOR_REACH; k++) {
                FloatVector x = load(gx, k);
                FloatVector y = load(gy, k);
                sumXx = x.fma(x, sumXx);
                sumXy = x.fma(y, sumXy);
                sumYy = y.fma(y, sumYy);
            }
            sumXx.intoArray(xx, i);
            sumXy.intoArray(xy, i);
            sumYy.intoArray(yy, i);
        }
    }

    @Override
    public void cornerRow(float[][] rows, int n, float[] out, int at) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector xx = fiveRows(rows, 0, i);
            FloatVector xy = fiveRows(rows, 1, i);
            FloatVector yy = fiveRows(rows, 2, i);
            FloatVector half = xx.sub(yy).mul(0.5f);
            FloatVector root = half.fma(half, xy.mul(xy)).sqrt();
            xx.add(yy).mul(0.5f).sub(root).max(0f).mul(1f / 25).intoArray(out, at + i);
        }
        scalar.cornerRow(rows, i, n, out, at);
    }

    private static FloatVector fiveRows(float[][] rows, int product, int i) {
        return load(rows[product], i)
                .add(load(rows[3 + product], i))
                .add(load(rows[6 + product], i))
                .add(load(rows[9 + product], i).add(load(rows[12 + product], i)));
    }

    @Override
    public float largest(float[] a, int from, int n) {
        float largest = Float.NEGATIVE_INFINITY;
        int i = 0;
        if (n >= LANES) {
            FloatVector most = load(a, from);
            for (i = LANES; i + LANES <= n; i += LANES) {
                most = most.max(load(a, from + i));
            }
            largest = most.reduceLanes(VectorOperators.MAX);
        }
        return Math.max(largest, scalar.largest(a, from + i, n - i));
    }

    @Override
    public void sample(float[] region, int at, float fx, float fy, int columns, int rows, float[] out) {
        VectorPatches.sample(region, at, fx, fy, columns, rows, out);
    }

    @Override
    public void slopes(float[] patch, int side, float[] gx, float[] gy, float[] tensor) {
        VectorPatches.slopes(patch, side, gx, gy, tensor);
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
        VectorPatches.mismatch(region, at, fx, fy, patch, patchAt, gx, gy, side, sums);
    }

    @Override
    public void moments(float[] gx, float[] gy, int side, float[] moments) {
        VectorPatches.moments(gx, gy, side, moments);
    }

    @Override
    public void compare(float[] a, float[] b, int side, float[] sums) {
        VectorPatches.compare(a, b, side, sums);
    }
}
