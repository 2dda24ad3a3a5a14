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
    private static final int STRIDE = ImageKernels.PATCH_STRIDE;

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

    static void sample(float[] region, int at, float fx, float fy, int columns, int rows, float[] out) {
        for (int x = 0; x < columns; x += LANES) {
            FloatVector above = between(region, at + x, fx);
            for (int k = x; k < x + rows * STRIDE; k += STRIDE) {
                FloatVector below = between(region, at + k + STRIDE, fx);
                below.sub(above).fma(FloatVector.broadcast(FLOATS, fy), above).intoArray(out, k);
                above = below;
            }
        }
    }

    private static FloatVector between(float[] region, int at, float fx) {
        FloatVector left = load(region, at);
        return load(region, at + 1).sub(left).fma(FloatVector.broadcast(FLOATS, fx), left);
    }

    static void slopes(float[] patch, int side, float[] gx, float[] gy, float[] tensor) {
        Arrays.fill(tensor, 0, 3, 0);
        int padded = (side + PAD - 1) / PAD * PAD;
        for (int x = 0; x < padded; x += LANES) {
            slopes(patch, x, side, gx, gy);
            tensor(x, side, gx, gy, tensor);
        }
    }

    /** Slopes of one block of columns; in two parts, as the compiler gives up on keeping more in registers. */
    private static void slopes(float[] patch, int x, int side, float[] gx, float[] gy) {
        VectorMask<Float> outside = beyond(side - x);
        FloatVector across0 = across(load(patch, x), load(patch, x + 2));
        FloatVector across1 = across(load(patch, x + STRIDE), load(patch, x + STRIDE + 2));
        for (int k = x; k < x + side * STRIDE; k += STRIDE) {
            FloatVector across2 = across(load(patch, k + 2 * STRIDE), load(patch, k + 2 * STRIDE + 2));
            across0.add(across2)
                    .mul(3f)
                    .add(across1.mul(10f))
                    .blend(0f, outside)
                    .intoArray(gx, k);
            across0 = across1;
            across1 = across2;
        }
        for (int k = x; k < x + side * STRIDE; k += STRIDE) {
            int b = k + 2 * STRIDE;
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

    private static void tensor(int x, int side, float[] gx, float[] gy, float[] tensor) {
        FloatVector xx = FloatVector.zero(FLOATS);
        FloatVector xy = xx;
        FloatVector yy = xx;
        for (int k = x; k < x + side * STRIDE; k += STRIDE) {
            FloatVector gX = load(gx, k);
            FloatVector gY = load(gy, k);
            xx = gX.fma(gX, xx);
            xy = gX.fma(gY, xy);
            yy = gY.fma(gY, yy);
        }
        FloatVector both = LaneSum.of(xx, xy);
        tensor[0] += LaneSum.first(both);
        tensor[1] += LaneSum.second(both);
        tensor[2] += LaneSum.of(yy);
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
            int side,
            float[] sums) {
        FloatVector down = FloatVector.broadcast(FLOATS, fy);
        FloatVector sumX = FloatVector.zero(FLOATS);
        FloatVector sumY = sumX;
        for (int x = 0; x < side; x += LANES) {
            FloatVector above = between(region, at + x, fx);
            for (int k = x; k < x + side * STRIDE; k += STRIDE) {
                FloatVector below = between(region, at + k + STRIDE, fx);
                FloatVector d = below.sub(above).fma(down, above).sub(load(patch, patchAt + k));
                sumX = d.fma(load(gx, k), sumX);
                sumY = d.fma(load(gy, k), sumY);
                above = below;
            }
        }
        FloatVector both = LaneSum.of(sumX, sumY);
        sums[0] = LaneSum.first(both);
        sums[1] = LaneSum.second(both);
    }

    static void moments(float[] gx, float[] gy, int side, float[] moments) {
        Arrays.fill(moments, 0, 6, 0);
        for (int x = 0; x < side; x += LANES) {
            momentsAcross(gx, gy, x, side, moments);
            momentsDown(gx, gy, x, side, moments);
        }
    }

    private static void momentsAcross(float[] gx, float[] gy, int x, int side, float[] moments) {
        FloatVector xx = FloatVector.zero(FLOATS);
        FloatVector xy = xx;
        FloatVector yy = xx;
        for (int k = x; k < x + side * STRIDE; k += STRIDE) {
            FloatVector gX = load(gx, k);
            FloatVector gY = load(gy, k);
            xx = gX.fma(gX, xx);
            xy = gX.fma(gY, xy);
            yy = gY.fma(gY, yy);
        }
        // Columns are the same in every row.
        FloatVector u = STEPS.add(x - 0.5f * (side - 1));
        FloatVector both = LaneSum.of(xx.mul(u), xy.mul(u));
        moments[0] += LaneSum.first(both);
        moments[2] += LaneSum.second(both);
        moments[4] += LaneSum.of(yy.mul(u));
    }

    private static void momentsDown(float[] gx, float[] gy, int x, int side, float[] moments) {
        FloatVector xx = FloatVector.zero(FLOATS);
        FloatVector xy = xx;
        FloatVector yy = xx;
        float down = -0.5f * (side - 1);
        for (int k = x; k < x + side * STRIDE; k += STRIDE, down++) {
            FloatVector gX = load(gx, k);
            FloatVector gY = load(gy, k);
            FloatVector v = FloatVector.broadcast(FLOATS, down);
            FloatVector gXv = gX.mul(v);
            xx = gXv.fma(gX, xx);
            xy = gXv.fma(gY, xy);
            yy = gY.mul(v).fma(gY, yy);
        }
        FloatVector both = LaneSum.of(xx, xy);
        moments[1] += LaneSum.first(both);
        moments[3] += LaneSum.second(both);
        moments[5] += LaneSum.of(yy);
    }

    static void compare(float[] a, float[] b, int side, float[] sums) {
        Arrays.fill(sums, 0, 5, 0);
        for (int x = 0; x < side; x += LANES) {
            compareSlopes(a, b, x, side, sums);
            compareLevels(a, b, x, side, sums);
        }
    }

    private static void compareSlopes(float[] a, float[] b, int x, int side, float[] sums) {
        VectorMask<Float> outside = beyond(side - x);
        FloatVector xx = FloatVector.zero(FLOATS);
        FloatVector xy = xx;
        FloatVector yy = xx;
        for (int k = STRIDE + x + 1; k < STRIDE + x + 1 + side * STRIDE; k += STRIDE) {
            FloatVector gx = slope(a, b, k, 1).blend(0f, outside);
            FloatVector gy = slope(a, b, k, STRIDE).blend(0f, outside);
            xx = gx.fma(gx, xx);
            xy = gx.fma(gy, xy);
            yy = gy.fma(gy, yy);
        }
        FloatVector both = LaneSum.of(xx, xy);
        sums[0] += LaneSum.first(both);
        sums[1] += LaneSum.second(both);
        sums[2] += LaneSum.of(yy);
    }

    private static void compareLevels(float[] a, float[] b, int x, int side, float[] sums) {
        VectorMask<Float> outside = beyond(side - x);
        FloatVector d1 = FloatVector.zero(FLOATS);
        FloatVector d2 = d1;
        for (int k = STRIDE + x + 1; k < STRIDE + x + 1 + side * STRIDE; k += STRIDE) {
            FloatVector d = load(b, k).sub(load(a, k)).blend(0f, outside);
            d1 = d1.add(d);
            d2 = d.fma(d, d2);
        }
        FloatVector both = LaneSum.of(d1, d2);
        sums[3] += LaneSum.first(both);
        sums[4] += LaneSum.second(both);
    }

    /** Mean slope of two patches along a step, by central differences. */
    private static FloatVector slope(float[] a, float[] b, int at, int step) {
        FloatVector inA = load(a, at + step).sub(load(a, at - step));
        return inA.add(load(b, at + step)).sub(load(b, at - step)).mul(0.25f);
    }
}
