package dev.syncline.engine.kernel;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
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

    /** 0, 1, 2, … */
    private static final FloatVector STEPS = FloatVector.zero(FLOATS).addIndex(1);

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

    /** Lanes from a number on. A comparison, since the species' own way to say this allocates. */
    private static VectorMask<Float> beyond(int lanes) {
        return STEPS.compare(VectorOperators.GE, (float) lanes);
    }

    @Override
    public void region(LumaPlane plane, int left, int top, int columns, int rows, float[] out, int stride) {
        int border = plane.borderPx();
        if (left < -border || left + columns > plane.widthPx() + border) {
            scalar.region(plane, left, top, columns, rows, out, stride);
            return;
        }
        int end = (columns + LANES - 1) / LANES * LANES;
        for (int y = 0; y < rows; y++) {
            int row = Math.clamp(top + y, 0, plane.heightPx() - 1);
            int from = plane.from() + row * plane.stride() + left;
            boolean copied =
                    switch (plane) {
                        case Luma8 p -> copied(p.luma(), from, end, out, y * stride);
                        case Luma16 p -> copied(p.luma(), from, end, out, y * stride);
                    };
            if (!copied) {
                scalar.regionRow(plane, left, row, columns, out, y * stride);
            }
        }
    }

    /** Copies one row; false where vectors would read past the end of the array. */
    private static boolean copied(byte[] luma, int from, int end, float[] out, int to) {
        if (from + end - LANES + QUARTER_BYTES.length() > luma.length) {
            return false;
        }
        for (int i = 0; i < end; i += LANES) {
            floats(ints(luma, from + i)).intoArray(out, to + i);
        }
        return true;
    }

    private static boolean copied(short[] luma, int from, int end, float[] out, int to) {
        if (from + end - LANES + HALF_SHORTS.length() > luma.length) {
            return false;
        }
        for (int i = 0; i < end; i += LANES) {
            floats(ints(luma, from + i)).intoArray(out, to + i);
        }
        return true;
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
    public void sample(
            float[] region, int at, int stride, float fx, float fy, int columns, int rows, float[] out, int outStride) {
        for (int x = 0; x < columns; x += LANES) {
            FloatVector above = between(region, at + x, fx);
            for (int y = 0; y < rows; y++) {
                FloatVector below = between(region, at + x + (y + 1) * stride, fx);
                below.sub(above).fma(FloatVector.broadcast(FLOATS, fy), above).intoArray(out, y * outStride + x);
                above = below;
            }
        }
    }

    private static FloatVector between(float[] region, int at, float fx) {
        FloatVector left = load(region, at);
        return load(region, at + 1).sub(left).fma(FloatVector.broadcast(FLOATS, fx), left);
    }

    @Override
    public void slopes(float[] patch, int stride, int side, float[] gx, float[] gy, float[] tensor) {
        Arrays.fill(tensor, 0, 3, 0);
        int padded = (side + PAD - 1) / PAD * PAD;
        for (int x = 0; x < padded; x += LANES) {
            slopes(patch, x, stride, side, gx, gy);
            tensor(x, stride, side, gx, gy, tensor);
        }
    }

    /** Slopes of one block of columns; in two parts, as the compiler gives up on keeping more in registers. */
    private static void slopes(float[] patch, int x, int stride, int side, float[] gx, float[] gy) {
        VectorMask<Float> outside = beyond(side - x);
        FloatVector across0 = across(load(patch, x), load(patch, x + 2));
        FloatVector across1 = across(load(patch, x + stride), load(patch, x + stride + 2));
        for (int y = 0, k = x; y < side; y++, k += stride) {
            FloatVector across2 = across(load(patch, k + 2 * stride), load(patch, k + 2 * stride + 2));
            across0.add(across2)
                    .mul(3f)
                    .add(across1.mul(10f))
                    .blend(0f, outside)
                    .intoArray(gx, k);
            across0 = across1;
            across1 = across2;
        }
        for (int y = 0, k = x; y < side; y++, k += stride) {
            int b = k + 2 * stride;
            FloatVector middle = load(patch, b + 1).sub(load(patch, k + 1));
            FloatVector left = load(patch, b).sub(load(patch, k));
            FloatVector right = load(patch, b + 2).sub(load(patch, k + 2));
            left.add(right)
                    .mul(3f / 32)
                    .add(middle.mul(10f / 32))
                    .blend(0f, outside)
                    .intoArray(gy, k);
        }
    }

    private static void tensor(int x, int stride, int side, float[] gx, float[] gy, float[] tensor) {
        FloatVector xx = FloatVector.zero(FLOATS);
        FloatVector xy = xx;
        FloatVector yy = xx;
        for (int y = 0, k = x; y < side; y++, k += stride) {
            FloatVector gX = load(gx, k);
            FloatVector gY = load(gy, k);
            xx = gX.fma(gX, xx);
            xy = gX.fma(gY, xy);
            yy = gY.fma(gY, yy);
        }
        tensor[0] += LaneSum.of(xx);
        tensor[1] += LaneSum.of(xy);
        tensor[2] += LaneSum.of(yy);
    }

    private static FloatVector across(FloatVector left, FloatVector right) {
        return right.sub(left).mul(1f / 32);
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
            int stride,
            int side,
            float[] sums) {
        FloatVector down = FloatVector.broadcast(FLOATS, fy);
        FloatVector sumX = FloatVector.zero(FLOATS);
        FloatVector sumY = sumX;
        for (int x = 0; x < side; x += LANES) {
            FloatVector above = between(region, at + x, fx);
            for (int y = 0, k = x; y < side; y++, k += stride) {
                FloatVector below = between(region, at + k + stride, fx);
                FloatVector d = below.sub(above).fma(down, above).sub(load(patch, patchAt + k));
                sumX = d.fma(load(gx, k), sumX);
                sumY = d.fma(load(gy, k), sumY);
                above = below;
            }
        }
        sums[0] = LaneSum.of(sumX);
        sums[1] = LaneSum.of(sumY);
    }

    @Override
    public void moments(float[] gx, float[] gy, int stride, int side, float[] moments) {
        Arrays.fill(moments, 0, 6, 0);
        float middle = 0.5f * (side - 1);
        for (int x = 0; x < side; x += LANES) {
            FloatVector xx = FloatVector.zero(FLOATS);
            FloatVector xy = xx;
            FloatVector yy = xx;
            FloatVector xxV = xx;
            FloatVector xyV = xx;
            FloatVector yyV = xx;
            for (int y = 0; y < side; y++) {
                int k = y * stride + x;
                FloatVector v = FloatVector.broadcast(FLOATS, y - middle);
                FloatVector gX = load(gx, k);
                FloatVector gY = load(gy, k);
                FloatVector gXx = gX.mul(gX);
                FloatVector gXy = gX.mul(gY);
                FloatVector gYy = gY.mul(gY);
                xx = xx.add(gXx);
                xy = xy.add(gXy);
                yy = yy.add(gYy);
                xxV = gXx.fma(v, xxV);
                xyV = gXy.fma(v, xyV);
                yyV = gYy.fma(v, yyV);
            }
            // Columns are the same in every row.
            FloatVector u = STEPS.add(x - middle);
            moments[0] += LaneSum.of(xx.mul(u));
            moments[1] += LaneSum.of(xxV);
            moments[2] += LaneSum.of(xy.mul(u));
            moments[3] += LaneSum.of(xyV);
            moments[4] += LaneSum.of(yy.mul(u));
            moments[5] += LaneSum.of(yyV);
        }
    }

    @Override
    public void compare(float[] a, float[] b, int stride, int side, float[] sums) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector xx = zero;
        FloatVector xy = zero;
        FloatVector yy = zero;
        FloatVector d1 = zero;
        FloatVector d2 = zero;
        for (int x = 0; x < side; x += LANES) {
            VectorMask<Float> outside = beyond(side - x);
            for (int y = 1; y <= side; y++) {
                int k = y * stride + x + 1;
                FloatVector gx = slope(a, b, k, 1).blend(zero, outside);
                FloatVector gy = slope(a, b, k, stride).blend(zero, outside);
                FloatVector d = load(b, k).sub(load(a, k)).blend(zero, outside);
                xx = gx.fma(gx, xx);
                xy = gx.fma(gy, xy);
                yy = gy.fma(gy, yy);
                d1 = d1.add(d);
                d2 = d.fma(d, d2);
            }
        }
        sums[0] = LaneSum.of(xx);
        sums[1] = LaneSum.of(xy);
        sums[2] = LaneSum.of(yy);
        sums[3] = LaneSum.of(d1);
        sums[4] = LaneSum.of(d2);
    }

    /** Mean slope of two patches along a step, by central differences. */
    private static FloatVector slope(float[] a, float[] b, int at, int step) {
        FloatVector inA = load(a, at + step).sub(load(a, at - step));
        return inA.add(load(b, at + step)).sub(load(b, at - step)).mul(0.25f);
    }
}
