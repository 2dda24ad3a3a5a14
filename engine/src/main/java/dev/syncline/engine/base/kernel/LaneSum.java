package dev.syncline.engine.base.kernel;

import jdk.incubator.vector.FloatVector;
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
    private static final VectorShuffle<Float> BY_32 = VectorShuffle.iota(FLOATS, 32, 1, true);

    private LaneSum() {}

    /** Sum of all lanes of a vector of the preferred species. */
    static float of(FloatVector v) {
        FloatVector sum = v;
        // The longest vectors there are have 64 lanes: 2048 bits.
        if (LANES > 32) {
            sum = sum.add(sum.rearrange(BY_32));
        }
        if (LANES > 16) {
            sum = sum.add(sum.rearrange(BY_16));
        }
        if (LANES > 8) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        if (LANES > 2) {
            sum = sum.add(sum.rearrange(BY_2));
        }
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }
}
