package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.correlate.CoarseOffset;
import org.jspecify.annotations.Nullable;

/** When something else that is tried explains the picture, where the log as it stands does not. */
final class Fit {
    /** It must leave so many times less unexplained than the log as it stands. */
    static final double FAR_BETTER = 2;

    /** A peak among all that was tried must be this improbable without a relation. */
    static final double LARGEST_P = 1e-7;

    static final double LEAST_SCORE = 0.85;

    private Fit() {}

    /**
     * @param tries how many things alike were tried
     * @param before score of the log as it stands
     */
    static boolean isFarBetter(@Nullable CoarseOffset other, int tries, double before) {
        return other != null && isFarBetter(other.score(), tries * other.pValue(), before);
    }

    /** @param p probability of such a peak without a relation, all that was tried counted */
    static boolean isFarBetter(double score, double p, double before) {
        return p <= LARGEST_P && score >= LEAST_SCORE && FAR_BETTER * (1 - score * score) < 1 - before * before;
    }
}
