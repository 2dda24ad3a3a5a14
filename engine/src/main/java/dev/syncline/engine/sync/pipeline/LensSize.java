package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.refine.RefineSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the lens is over its profile, as known beforehand. Where the profile is of another mode (a digital zoom, a
 * crop), the rates of turn are too large or too small by that factor, and another size is tried too.
 *
 * @param log logarithm of the focal length over the profile's
 * @param widthLog its standard deviation
 * @param assumed whether there is no profile, and the field of view is a guess
 */
record LensSize(double log, double widthLog, boolean assumed) {
    /** A guessed field of view is right within a third. */
    private static final double WIDTH_ASSUMED = 0.3;

    private static final double WIDTH_TRIED = 0.1;

    /** Rates that differ by less are no reason to try another size: exposure and noise do as much. */
    private static final double OTHER = 0.12;

    /** No lens is longer or shorter than a guess, or than its profile, by more. */
    private static final double MOST_ASSUMED = Math.log(2.5);

    private static final double MOST = Math.log(2.2);

    /** A profile that is off by more is another mode's. */
    private static final double OFF = 0.06;

    static LensSize of(LensProfile lens) {
        return new LensSize(0, lens.assumed() ? WIDTH_ASSUMED : RefineSettings.DEFAULT.logFocal(), lens.assumed());
    }

    /** Whether a lens can be so long. */
    boolean isPlausible(double foundLog) {
        return Math.abs(foundLog) <= (assumed ? MOST_ASSUMED : MOST);
    }

    /**
     * Sizes to be tried beside this one.
     *
     * @param gain rate seen in the picture over the log's
     * @param foundLog what came out with this one
     */
    List<LensSize> others(double gain, double foundLog) {
        List<LensSize> out = new ArrayList<>();
        double rates = gain > 0 ? Math.log(gain) : 0;
        // What gave way so far against what the profile says is further off than it could go.
        double byRates = Math.abs(foundLog) > Math.abs(rates) ? foundLog : rates;
        if (!assumed && Math.abs(byRates) > OTHER && Math.abs(byRates) <= MOST) {
            // Turns about the line of sight are the same through any lens, so the rates tell it roughly.
            out.add(new LensSize(byRates, WIDTH_ASSUMED, false));
        }
        if (!isPlausible(foundLog)) {
            out.add(new LensSize(0, WIDTH_TRIED, assumed));
        }
        return out;
    }

    /** Why a lens as it was found cannot be, or null. */
    @Nullable
    Refusal refusal(double foundLog) {
        return isPlausible(foundLog)
                ? null
                : Refusal.of(
                                RefusalCode.IMPOSSIBLE_LENS,
                                Verdict.format(
                                        "picture and log agree only with a lens %.1f times as long as %s",
                                        Math.exp(foundLog), assumed ? "the one that was assumed" : "its profile says"))
                        .with("scale", Math.exp(foundLog));
    }

    /** What a user should hear of a lens as it was found. */
    List<Warning> warnings(double foundLog, double sigmaLog) {
        return !assumed && Math.abs(foundLog) > Math.max(OFF, StatedReadout.CONTRADICTS * sigmaLog)
                ? List.of(new Warning(
                        WarningCode.LENS_DIFFERS,
                        Verdict.format(
                                "the motion shows a lens %.2f times as long as its profile says (± %.2f): a zoom, a crop or"
                                        + " another camera's profile?",
                                Math.exp(foundLog), Math.exp(foundLog) * sigmaLog)))
                : List.of();
    }
}
