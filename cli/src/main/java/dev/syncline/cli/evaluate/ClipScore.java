package dev.syncline.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a method did on a clip.
 *
 * @param note one line, what was odd; may be empty
 * @param points errors of its points
 * @param trackErrorMs errors of the whole track at {@link #TRACK_AT} of the clip, ms; empty where there is none
 * @param orientationRight null where it is not known
 * @param cost null where it was not measured
 */
record ClipScore(
        String clip,
        Verdict verdict,
        String note,
        List<PointError> points,
        List<Double> trackErrorMs,
        @Nullable Boolean orientationRight,
        @Nullable Cost cost) {
    /** Shares of the clip's length. */
    static final List<Double> TRACK_AT = List.of(0.1, 0.3, 0.5, 0.7, 0.9);

    /** Farther off than this is wrong whatever the error bar says. */
    static final double WRONG_MS = 5;

    /** Farther off than this is wrong where it is beyond {@link #WRONG_SIGMAS} error bars too. */
    static final double WRONG_BEYOND_BAR_MS = 1;

    static final double WRONG_SIGMAS = 3;

    /** What came of it. */
    enum Verdict {
        RIGHT("right"),
        /** An answer was given that does not hold. */
        WRONG("wrong"),
        /** No answer was given, and there is one. */
        MISSED("missed"),
        RIGHTLY_REFUSED("rightly refused"),
        /** An answer was given where there is none. */
        SHOULD_REFUSE("should refuse"),
        FAILED("failed"),
        ABSENT("absent");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** For people. */
        String words() {
            return words;
        }
    }

    /**
     * @param errorMs found less true, ms
     * @param sigmaMs the error bar; NaN for none
     */
    record PointError(double videoS, double errorMs, double sigmaMs) {
        /** Error in error bars, without its sign; NaN where there is none. */
        double z() {
            return Math.abs(errorMs) / sigmaMs;
        }
    }

    /**
     * Processor time of the whole process, warm.
     *
     * @param syncCpuS the whole sync
     * @param syncWallS the same on the clock
     * @param decodeCpuS the same windows decoded and thrown away; NaN where no window was looked at
     */
    record Cost(double syncCpuS, double syncWallS, double decodeCpuS) {}

    ClipScore {
        points = List.copyOf(points);
        trackErrorMs = List.copyOf(trackErrorMs);
    }

    static ClipScore of(Truth truth, Answer answer, @Nullable Cost cost) {
        return switch (answer) {
            case Answer.Synced synced -> synced(truth, synced, cost);
            case Answer.Refused refused ->
                empty(truth, truth.mustBeRefused() ? Verdict.RIGHTLY_REFUSED : Verdict.MISSED, refused.reason(), cost);
            case Answer.Failed failed -> empty(truth, Verdict.FAILED, failed.reason(), cost);
            case Answer.Absent absent -> empty(truth, Verdict.ABSENT, "", cost);
        };
    }

    private static ClipScore empty(Truth truth, Verdict verdict, String note, @Nullable Cost cost) {
        return new ClipScore(truth.name(), verdict, note, List.of(), List.of(), null, cost);
    }

    private static ClipScore synced(Truth truth, Answer.Synced synced, @Nullable Cost cost) {
        if (truth.mustBeRefused()) {
            return empty(truth, Verdict.SHOULD_REFUSE, "", cost);
        }
        List<PointError> points = new ArrayList<>();
        PointError worst = null;
        for (Answer.Point point : synced.points()) {
            PointError error = new PointError(
                    point.videoS(), point.offsetMs() - truth.offsetMsAt(point.videoS()), point.sigmaMs());
            points.add(error);
            if (isWrong(error) && (worst == null || Math.abs(error.errorMs()) > Math.abs(worst.errorMs()))) {
                worst = error;
            }
        }
        List<Double> track = new ArrayList<>();
        double farthest = 0;
        for (double share : TRACK_AT) {
            double videoS = share * truth.durationS();
            double error = synced.offsetMsAt().applyAsDouble(videoS) - truth.offsetMsAt(videoS);
            track.add(error);
            farthest = Math.max(farthest, Math.abs(error));
        }
        String found = synced.orientation();
        String mounted = truth.orientation();
        Boolean orientationRight = null;
        if (found != null && mounted != null) {
            orientationRight = found.equals(mounted);
        }
        String note = "";
        Verdict verdict = Verdict.RIGHT;
        if (worst != null) {
            verdict = Verdict.WRONG;
            note = String.format(Locale.ROOT, "a point is %+.2f ms off", worst.errorMs())
                    + (Double.isNaN(worst.sigmaMs()) ? "" : String.format(Locale.ROOT, ", %.1f error bars", worst.z()));
        } else if (farthest > WRONG_MS) {
            verdict = Verdict.WRONG;
            note = String.format(Locale.ROOT, "the track is %.2f ms off", farthest);
        } else if (Boolean.FALSE.equals(orientationRight)) {
            note = "orientation " + found + ", is " + mounted;
        }
        return new ClipScore(truth.name(), verdict, note, points, track, orientationRight, cost);
    }

    private static boolean isWrong(PointError error) {
        double off = Math.abs(error.errorMs());
        // Not "at most": an error that is no number is no right answer.
        return !(off <= WRONG_MS) || (off > WRONG_BEYOND_BAR_MS && error.z() > WRONG_SIGMAS);
    }
}
