package dev.syncline.engine.base.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Patches on vectors, a block of columns at a time and down its rows. Methods are kept so short that the compiler keeps
 * every vector in a register: it puts those of longer ones on the heap.
 */
final class VectorPatches {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int PAD = ImageKernels.PAD;

    /** 0, 1, 2, … */
    private static final FloatVector STEPS = FloatVector.zero(FLOATS).addIndex(1);

    private VectorPatches() {}

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(FLOATS, a, at);
    }

    /** Lanes from a number on. A comparison, since the species' own way to say this allocates. */
    private static VectorMask<Float> beyond(int lanes) {
        return STEPS.compare(VectorOperators.GE, (float) lanes);
    }

    /**
     * Sum of the lanes in a fixed order, by way of memory. The species' own sum may add in another order once it is
     * compiled, and results would then depend on when that was; and a vector handed to another method may have to be put
     * on the heap.
     *
     * @param room first of {@link ImageKernels#PAD} elements that may be written
     */
    private static float sum(float[] a, int room) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = room; i < room + half; i++) {
                a[i] += a[i + half];
            }
        }
        return a[room];
    }

    static void sample(
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

    static void slopes(float[] patch, int stride, int side, float[] gx, float[] gy, float[] tensor) {
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
        xx.intoArray(tensor, 3);
        tensor[0] += sum(tensor, 3);
        xy.intoArray(tensor, 3);
        tensor[1] += sum(tensor, 3);
        yy.intoArray(tensor, 3);
        tensor[2] += sum(tensor, 3);
    }

    private static FloatVector across(FloatVector left, FloatVector right) {
        return right.sub(left).mul(1f / 32);
    }

    static void mismatch(
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
        sumX.intoArray(sums, 2);
        sums[0] = sum(sums, 2);
        sumY.intoArray(sums, 2);
        sums[1] = sum(sums, 2);
    }

    static void moments(float[] gx, float[] gy, int stride, int side, float[] moments) {
        Arrays.fill(moments, 0, 6, 0);
        for (int x = 0; x < side; x += LANES) {
            momentsAcross(gx, gy, x, stride, side, moments);
            momentsDown(gx, gy, x, stride, side, moments);
        }
    }

    private static void momentsAcross(float[] gx, float[] gy, int x, int stride, int side, float[] moments) {
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
        // Columns are the same in every row.
        FloatVector u = STEPS.add(x - 0.5f * (side - 1));
        xx.mul(u).intoArray(moments, 6);
        moments[0] += sum(moments, 6);
        xy.mul(u).intoArray(moments, 6);
        moments[2] += sum(moments, 6);
        yy.mul(u).intoArray(moments, 6);
        moments[4] += sum(moments, 6);
    }

    private static void momentsDown(float[] gx, float[] gy, int x, int stride, int side, float[] moments) {
        FloatVector xx = FloatVector.zero(FLOATS);
        FloatVector xy = xx;
        FloatVector yy = xx;
        for (int y = 0, k = x; y < side; y++, k += stride) {
            FloatVector gX = load(gx, k);
            FloatVector gY = load(gy, k);
            FloatVector v = FloatVector.broadcast(FLOATS, y - 0.5f * (side - 1));
            FloatVector gXv = gX.mul(v);
            xx = gXv.fma(gX, xx);
            xy = gXv.fma(gY, xy);
            yy = gY.mul(v).fma(gY, yy);
        }
        xx.intoArray(moments, 6);
        moments[1] += sum(moments, 6);
        xy.intoArray(moments, 6);
        moments[3] += sum(moments, 6);
        yy.intoArray(moments, 6);
        moments[5] += sum(moments, 6);
    }

    static void compare(float[] a, float[] b, int stride, int side, float[] sums) {
        Arrays.fill(sums, 0, 5, 0);
        for (int x = 0; x < side; x += LANES) {
            compareSlopes(a, b, x, stride, side, sums);
            compareLevels(a, b, x, stride, side, sums);
        }
    }

    private static void compareSlopes(float[] a, float[] b, int x, int stride, int side, float[] sums) {
        VectorMask<Float> outside = beyond(side - x);
        FloatVector xx = FloatVector.zero(FLOATS);
        FloatVector xy = xx;
        FloatVector yy = xx;
        for (int y = 0, k = stride + x + 1; y < side; y++, k += stride) {
            FloatVector gx = slope(a, b, k, 1).blend(0f, outside);
            FloatVector gy = slope(a, b, k, stride).blend(0f, outside);
            xx = gx.fma(gx, xx);
            xy = gx.fma(gy, xy);
            yy = gy.fma(gy, yy);
        }
        xx.intoArray(sums, 5);
        sums[0] += sum(sums, 5);
        xy.intoArray(sums, 5);
        sums[1] += sum(sums, 5);
        yy.intoArray(sums, 5);
        sums[2] += sum(sums, 5);
    }

    private static void compareLevels(float[] a, float[] b, int x, int stride, int side, float[] sums) {
        VectorMask<Float> outside = beyond(side - x);
        FloatVector d1 = FloatVector.zero(FLOATS);
        FloatVector d2 = d1;
        for (int y = 0, k = stride + x + 1; y < side; y++, k += stride) {
            FloatVector d = load(b, k).sub(load(a, k)).blend(0f, outside);
            d1 = d1.add(d);
            d2 = d.fma(d, d2);
        }
        d1.intoArray(sums, 5);
        sums[3] += sum(sums, 5);
        d2.intoArray(sums, 5);
        sums[4] += sum(sums, 5);
    }

    /** Mean slope of two patches along a step, by central differences. */
    private static FloatVector slope(float[] a, float[] b, int at, int step) {
        FloatVector inA = load(a, at + step).sub(load(a, at - step));
        return inA.add(load(b, at + step)).sub(load(b, at - step)).mul(0.25f);
    }
}
