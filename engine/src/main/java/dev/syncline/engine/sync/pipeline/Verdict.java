package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.correlate.SeenAxes;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a peak may be believed: judged against what the same log gives where there is no relation, against its rivals
 * and by what the picture itself shows. Every refusal says what was seen.
 */
final class Verdict {
    /** A peak must be this improbable without a relation. */
    private static final double LARGEST_P = 1e-6;

    private static final double LEAST_SCORE = 0.75;

    /** Below this the picture's rates are the tracker's noise. */
    private static final double LEAST_RATE_RAD_S = 0.008;

    private Verdict() {}

    /** Why the picture cannot be synced to anything, or null. */
    static @Nullable Refusal ofPicture(List<TrackedWindow> windows) {
        List<VisualRates> seen = rates(windows);
        if (seen.isEmpty()) {
            return Refusal.of(
                    RefusalCode.NOTHING_TO_FOLLOW,
                    "nothing in the picture can be followed: it is too dark, too blurred or without texture");
        }
        double best = 0;
        for (VisualRates w : seen) {
            best = Math.max(best, changeRadS(w));
        }
        if (best < LEAST_RATE_RAD_S) {
            return refusal(
                            RefusalCode.NO_ROTATION,
                            "the video does not rotate: in its liveliest window the camera's rate changes by only %.2f°/s",
                            Math.toDegrees(best))
                    .with("rate_deg_s", Math.toDegrees(best));
        }
        return null;
    }

    /** A picture that turns by less than this share of what the log shows was stabilised, or is not the log's. */
    private static final double STABILISED = 0.3;

    /** Why the picture cannot belong to a log that turns so much more, or null. */
    static @Nullable Refusal ofTurning(List<TrackedWindow> windows, GyroTrack log) {
        double seen = 0;
        double frameNs = 0;
        int frames = 0;
        for (VisualRates w : rates(windows)) {
            seen = Math.max(seen, changeRadS(w));
            frameNs = w.stepNs();
            frames = Math.max(frames, w.size());
        }
        if (frames == 0) {
            return null;
        }
        // The quietest stretch of the log, as long as a window: wherever the clip lies, the log turns at least so much.
        double quietest = Double.POSITIVE_INFINITY;
        float[][] rates = new float[3][frames];
        float[] known = new float[frames];
        double step = frames * frameNs / 2;
        for (double at = log.startNs() + frameNs; at + frames * frameNs < log.endNs(); at += step) {
            BoxAveragedRates.of(log).fill(at, frameNs, frameNs, frames, rates, known);
            VisualRates stretch = new VisualRates(at, frameNs, rates, known);
            if (stretch.weightSum() > 0.8 * frames) {
                quietest = Math.min(quietest, changeRadS(stretch));
            }
        }
        if (!Double.isFinite(quietest) || seen >= STABILISED * quietest) {
            return null;
        }
        return refusal(
                        RefusalCode.PICTURE_STABILISED,
                        "the picture turns far less than the log: its rate changes by %.1f°/s, the log's by %.1f°/s at the"
                                + " least; stabilised in the camera, or another recording's log",
                        Math.toDegrees(seen),
                        Math.toDegrees(quietest))
                .with("picture_deg_s", Math.toDegrees(seen))
                .with("log_deg_s", Math.toDegrees(quietest));
    }

    /** Log and video meet nowhere. */
    static Refusal ofNoOverlap() {
        return Refusal.of(RefusalCode.NO_OVERLAP, "the log does not overlap the video anywhere in the search range");
    }

    /** Why the best offset is not to be believed, or null. */
    static @Nullable Refusal ofPeak(CoarseOffset peak) {
        return ofPeak(peak, 1);
    }

    /** The same of a peak among rates that were found in another way, after the first showed none: chance had two tries. */
    static @Nullable Refusal ofSecondPeak(CoarseOffset peak) {
        return ofPeak(peak, 2);
    }

    private static @Nullable Refusal ofPeak(CoarseOffset peak, int tries) {
        if (tries * chance(peak) > LARGEST_P || peak.score() < LEAST_SCORE) {
            return refusal(
                            RefusalCode.NO_PEAK,
                            "no offset stands out: score %.2f at the likeliest offset, %.2f elsewhere"
                                    + " (chance of that without any relation: %.1g);"
                                    + " is it the right log, and is the video free of in-camera stabilisation?",
                            peak.score(),
                            peak.rival(),
                            chance(peak))
                    .with("score", peak.score())
                    .with("rival", peak.rival())
                    .with("chance", chance(peak));
        }
        if (peak.isAmbiguous()) {
            return repeated(peak);
        }
        return null;
    }

    /** Two offsets fit alike. */
    static Refusal repeated(CoarseOffset peak) {
        return refusal(
                        RefusalCode.AMBIGUOUS,
                        "two offsets fit alike: score %.3f and, elsewhere, %.3f; the motion repeats itself",
                        peak.score(),
                        peak.rival())
                .with("score", peak.score())
                .with("rival", peak.rival());
    }

    /** A peak that rests on a single window must be this improbable without a relation. */
    private static final double LARGEST_SINGLE_P = 1e-8;

    private static final double LEAST_SINGLE_SCORE = 0.9;

    /** Whether a single window's peak is plain enough to be believed without another. */
    static boolean isPlain(CoarseOffset peak) {
        return chance(peak) <= LARGEST_SINGLE_P && peak.score() >= LEAST_SINGLE_SCORE;
    }

    /** Turns closer than this to a square mounting are alike: the rates tell no better. */
    private static final double SQUARE_FLOOR_RAD = Math.toRadians(4);

    /**
     * Probability of such a peak without any relation. Where the turn was free to come out as it likes, that it came
     * out square counts too: of all turns, the share within an angle θ of a given one is (θ − sin θ)/π, and there are 24
     * square ones.
     */
    private static double chance(CoarseOffset peak) {
        if (peak.turnGiven()) {
            return peak.pValue();
        }
        double tilt = OrientationChoice.of(peak.sums(), null, 0).angleRad();
        double angle = Math.max(SQUARE_FLOOR_RAD, tilt);
        // Where one axis alone was seen: of all directions the share within an angle of one of six is 3·(1 − cos θ).
        double share = SeenAxes.of(peak.sums()).count() < 2
                ? 3 * (1 - Math.cos(angle))
                : 24 * (angle - Math.sin(angle)) / Math.PI;
        return peak.pValue() * Math.min(1, share);
    }

    /** A turn this far from every square mounting is more likely chance than a tilted camera, unless the peak is plain. */
    private static final double LARGEST_TILT_RAD = Math.toRadians(20);

    /** Larger than any gyro's bias: a refinement that ends there has no relation to the log. */
    private static final double LARGEST_BIAS_RAD_S = 0.6;

    /** Why what the refinement found cannot be, or null. */
    static @Nullable Refusal ofRefinement(Refinement refinement, double tiltRad, boolean turnGiven) {
        if (!turnGiven && tiltRad > LARGEST_TILT_RAD) {
            return refusal(
                            RefusalCode.MOUNTED_ASKEW,
                            "the best turn between camera and log is %.0f° off any square mounting, which is more likely"
                                    + " chance",
                            Math.toDegrees(tiltRad))
                    .with("tilt_deg", Math.toDegrees(tiltRad));
        }
        double bias = 0;
        for (double b : refinement.state().biasRadS()) {
            bias = Math.max(bias, Math.abs(b));
        }
        if (bias > LARGEST_BIAS_RAD_S) {
            return refusal(
                            RefusalCode.IMPOSSIBLE_BIAS,
                            "picture and log agree only with a gyro bias of %.0f°/s, more than any sensor has",
                            Math.toDegrees(bias))
                    .with("bias_deg_s", Math.toDegrees(bias));
        }
        return null;
    }

    /** No window's own rates fit the log well enough for it to be refined. */
    static Refusal ofNoWindow() {
        return Refusal.of(RefusalCode.MOTION_TOO_WEAK, "the motion is too weak to tell the offset in any window");
    }

    /** Why the windows, each with an offset of its own, do not carry an answer together. */
    static Refusal ofPoints(List<SyncPoint> points) {
        double sharpest = Double.POSITIVE_INFINITY;
        int usable = 0;
        for (SyncPoint p : points) {
            if (p.quality() != Quality.BAD && p.sigmaNs() > 0) {
                sharpest = Math.min(sharpest, p.sigmaNs());
                usable++;
            }
        }
        if (usable < 2) {
            return Refusal.of(
                    RefusalCode.ONE_WINDOW_UNCHECKED,
                    "only one window tells anything of the offset, and it cannot be checked against another");
        }
        return refusal(
                        RefusalCode.WINDOWS_DISAGREE,
                        "the windows do not agree on an offset well enough to trust it (the best is good for ± %.1f ms)",
                        sharpest * 1e-6)
                .with("best_sigma_ms", sharpest * 1e-6);
    }

    /** Why an offset that a single window carries is not to be believed, or null. */
    static @Nullable Refusal ofSingle(CoarseOffset peak, Refined refined) {
        if (refined.halves() == null) {
            return Refusal.of(
                    RefusalCode.ONE_WINDOW_TOO_SHORT,
                    "only one window tells the offset, and it is too short to be checked against itself");
        }
        double best = 0;
        for (double score : refined.localScore()) {
            best = Math.max(best, score);
        }
        if (chance(peak) > LARGEST_SINGLE_P || best < LEAST_SINGLE_SCORE) {
            return refusal(
                            RefusalCode.ONE_WINDOW_UNCLEAR,
                            "only one window tells the offset, and not clearly enough: score %.2f"
                                    + " (chance of that without any relation: %.1g)",
                            best,
                            chance(peak))
                    .with("score", best)
                    .with("chance", chance(peak));
        }
        Refinement.Window a = refined.halves().windows().get(0);
        Refinement.Window b = refined.halves().windows().get(1);
        double apart = Math.abs(a.offsetNs() - b.offsetNs());
        if (!(apart <= 3 * Math.hypot(a.sigmaNs(), b.sigmaNs()))) {
            return refusal(
                            RefusalCode.HALVES_DISAGREE,
                            "only one window tells the offset, and its halves contradict each other by %.2f ms",
                            apart * 1e-6)
                    .with("apart_ms", apart * 1e-6);
        }
        return null;
    }

    /**
     * Times by which the refinement's own error bars are too small: it holds each track's distance for known and the
     * picture's errors for independent from window to window. Measured on clips rendered with known truth.
     */
    private static final double OPTIMISM = 1.35;

    /**
     * Why the graded points do not carry an answer, or null.
     *
     * @param tiltRad between the turn that was refined and the nearest square mounting
     * @param turnGiven whether the caller said how the log's axes lie
     */
    static @Nullable Refusal ofAnswer(
            Grading grading,
            Refined refined,
            Refinement refinement,
            CoarseOffset peak,
            double tiltRad,
            boolean turnGiven) {
        int good = grading.good();
        boolean alone = refined.used().size() == 1 && good == 1;
        if (grading.graded().parts().isEmpty() || (good < 2 && !alone)) {
            return ofPoints(grading.graded().points());
        }
        Refusal single = alone ? ofSingle(peak, refined) : null;
        Refusal found = single != null ? single : ofRefinement(refinement, tiltRad, turnGiven || isPlain(peak));
        found = found != null
                ? found
                : refined.size().refusal(refinement.state().logFocal());
        return found != null ? found : ofReadout(refined, refinement.state().readoutS());
    }

    /** A frame is read out before the next one: frame intervals are known to better than this share. */
    private static final double LONGEST_READOUT = 1.02;

    /** Errors by which a readout must be longer than a frame to be held against an answer. */
    private static final double SURELY = 3;

    private static @Nullable Refusal ofReadout(Refined refined, double readoutS) {
        VisualRates rates = refined.used().getFirst().rates();
        double frameMs = rates == null ? Double.POSITIVE_INFINITY : rates.stepNs() * 1e-6;
        double ms = readoutS * 1e3;
        double sigmaMs = refined.readoutSigmaS() * 1e3;
        if (!(Math.abs(ms) - SURELY * sigmaMs > LONGEST_READOUT * frameMs)) {
            return null;
        }
        return refusal(
                        RefusalCode.IMPOSSIBLE_READOUT,
                        "picture and log agree only with a readout of %.1f ms ± %.1f, longer than a frame lasts (%.1f ms)",
                        ms,
                        sigmaMs,
                        frameMs)
                .with("readout_ms", ms)
                .with("sigma_ms", sigmaMs)
                .with("frame_ms", frameMs);
    }

    /** Standard error of something that the refinement estimated together with the offsets, in its own unit. */
    static double sigma(double ofRefinement) {
        return OPTIMISM * ofRefinement;
    }

    /** Error bar of a window; where it was cut in two, no smaller than half of what its halves are apart. */
    static double sigmaNs(Refinement.Window window, @Nullable Refinement halves) {
        double own = sigma(window.sigmaNs());
        if (halves == null) {
            return own;
        }
        double apart = Math.abs(
                halves.windows().get(0).offsetNs() - halves.windows().get(1).offsetNs());
        return Math.max(own, apart / 2);
    }

    /** Root mean square of the rate about its mean, rad/s. */
    static double changeRadS(VisualRates w) {
        double sum = 0;
        double n = w.weightSum();
        for (int a = 0; a < 3; a++) {
            double s = 0;
            double s2 = 0;
            for (int i = 0; i < w.size(); i++) {
                double v = w.rates()[a][i];
                s += w.weight()[i] * v;
                s2 += w.weight()[i] * v * v;
            }
            sum += Math.max(0, s2 / n - s * s / (n * n));
        }
        return Math.sqrt(sum);
    }

    static List<VisualRates> rates(List<TrackedWindow> windows) {
        return windows.stream()
                .map(TrackedWindow::rates)
                .filter(java.util.Objects::nonNull)
                .map(java.util.Objects::requireNonNull)
                .toList();
    }

    private static Refusal refusal(RefusalCode code, String pattern, Object... values) {
        return Refusal.of(code, format(pattern, values));
    }

    static String format(String pattern, @Nullable Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
