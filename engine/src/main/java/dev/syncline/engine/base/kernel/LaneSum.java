package dev.syncline.engine.base.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums a vector's lanes in a fixed order, by halves. {@code reduceLanes} leaves the order of floating-point sums open, and
 * the interpreter and the compiler do differ in it: the same clip would give another last digit once the JVM is warm.
 */
final class LaneSum {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(FLOATS, 1, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(FLOATS, 2, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(FLOATS, 4, 1, true);
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(FLOATS, 8, 1, true);
    private static final VectorShuffle<Float> BY_16 = VectorShuffle.iota(FLOATS, 16, 1, true);
    private static final VectorShuffle<Float> BY_HALF = VectorShuffle.iota(FLOATS, LANES / 2, 1, true);

    private static final int HALF = LANES / 2;
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(FLOATS, -1L << HALF);

    private LaneSum() {}

    /** Sum of all lanes of a vector of the preferred species. */
    static float of(FloatVector v) {
        return halves(v.add(v.rearrange(BY_HALF))).lane(0);
    }

    /** {@return two vectors' sums at the cost of one: the first's in lane 0, the second's where {@link #second} finds it} */
    static FloatVector of(FloatVector a, FloatVector b) {
        return halves(a.add(a.rearrange(BY_HALF)).blend(b.add(b.rearrange(BY_HALF)), UPPER));
    }

    static float first(FloatVector sums) {
        return sums.lane(0);
    }

    static float second(FloatVector sums) {
        return sums.lane(HALF);
    }

    /** Sums each half of the lanes into its first one. */
    private static FloatVector halves(FloatVector v) {
        FloatVector sum = v;
        // The longest vectors there are have 64 lanes: 2048 bits.
        if (LANES > 32) {
            sum = sum.add(sum.rearrange(BY_16));
        }
        if (LANES > 16) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (LANES > 8) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(BY_2));
        }
        return LANES > 2 ? sum.add(sum.rearrange(BY_1)) : sum;
    }
}
