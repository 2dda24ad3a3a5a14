package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * An answer that picture and log do not bear out: the rates of turn differ about some axis by far more than the lens that was
 * found explains. A refinement may find an offset all the same, and make up for the rest with lens, readout or bias.
 */
public final class Implausible {
    /**
     * Noise, exposure and near ground change the amounts about two axes by less than this factor against each other. (A picture
     * that is coded coarsely or covered in part by things at rest may show half of all turning, but about every axis alike.)
     */
    static final double MOST = 1.4;

    /** A map between picture and log must explain so much to be held against an answer. */
    static final double EXPLAINS = 0.8;

    /** An axis with less of the log's turning is not asked. */
    static final double SEEN = 0.05;

    private Implausible() {}

    /**
     * Why an answer cannot be right; null where nothing speaks against it.
     *
     * @param seen what the sync saw, its peak that of the answer
     * @param focalScale focal length that came out, over the profile's
     */
    public static @Nullable Refusal of(Evidence seen, double focalScale) {
        return seen.peak() == null
                ? null
                : of(
                        AxisGains.at(
                                seen.peak().offsetNs(), seen.seen(), seen.log().gyro()),
                        seen,
                        focalScale);
    }

    static @Nullable Refusal of(@Nullable AxisGains gains, Evidence seen, double focalScale) {
        if (gains == null || gains.explained() < EXPLAINS) {
            return null;
        }
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < a; b++) {
                // Turns about the line of sight look the same through any lens.
                double expected = a == 2 ? 1 / focalScale : 1;
                boolean both = gains.tells(a, SEEN) && gains.tells(b, SEEN);
                if (both && !StretchedAxes.isNear(gains.gain()[a] / gains.gain()[b] / expected, MOST)) {
                    return refusal(gains, seen, focalScale);
                }
            }
        }
        return null;
    }

    private static Refusal refusal(AxisGains gains, Evidence seen, double focalScale) {
        Refusal named = StretchedAxes.judged(seen, gains).refusal();
        return named != null
                ? named
                : StretchedAxes.facts(
                                Finding.refusal(
                                        RefusalCode.IMPOSSIBLE_LENS,
                                        "%s, which a lens %.2f times as long as the profile's does not explain",
                                        gains.words(),
                                        focalScale),
                                gains)
                        .with("scale", focalScale)
                        .with(new Remedy.NoLens());
    }
}
