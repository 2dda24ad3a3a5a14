package dev.syncline.engine.preview;

/**
 * Whether an offset stills the picture at one place of a clip: the rotation that is left there, at the offset and beside it.
 *
 * @param videoNs the place, video clock, ns
 * @param offsetNs the offset there, video minus log, ns
 * @param originalRadS root mean square of the rate seen in the original picture; NaN where nothing could be followed
 * @param left rotation energy left over the original's, for each of {@link #SHIFTS_MS}: double[7]; NaN where unknown
 * @param minimumMs where beside the offset the least is left, ms; NaN where that is not seen
 * @param verdict what to think of it
 */
public record PointCheck(
        long videoNs, long offsetNs, double originalRadS, double[] left, double minimumMs, Verdict verdict) {
    /** What is added to the offset, ms. */
    private static final double[] SHIFTS_MS = {-5, -2, -1, 0, 1, 2, 5};

    private static final int AT_OFFSET = 3;

    /** Below this the picture's rate is the tracker's noise. */
    private static final double LEAST_RATE_RAD_S = 0.01;

    /** The least must be left nearer to the offset than this: half way to the next that is looked at, and some for noise. */
    private static final double FARTHEST_MS = 0.75;

    /** More than this left is no stabilised picture. */
    private static final double MOST_LEFT = 0.25;

    /** Keeps a copy of the array. */
    public PointCheck {
        left = left.clone();
    }

    /** {@return a copy: double[7]} */
    @Override
    public double[] left() {
        return left.clone();
    }

    /** {@return what is added to the offset, ms: a copy, double[7]} */
    public static double[] shiftsMs() {
        return SHIFTS_MS.clone();
    }

    /** What to think of a point. */
    public enum Verdict {
        /** Little is left, and less than beside the offset. */
        STILL,
        /** Less is left a good part of a millisecond or more beside the offset. */
        BESIDE,
        /** Much is left wherever one looks near the offset. */
        TURNS,
        /** The picture does not turn, or nothing in it could be followed. */
        UNSEEN;

        /** {@return the word in results: lower case} */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static PointCheck of(long videoNs, long offsetNs, RotationLeft.Window window) {
        double[] left = window.left();
        double minimum = minimumMs(window.sharpLeft());
        Verdict verdict;
        if (!(window.originalRadS() >= LEAST_RATE_RAD_S) || !Double.isFinite(left[AT_OFFSET])) {
            verdict = Verdict.UNSEEN;
        } else if (left[least(left)] > MOST_LEFT) {
            verdict = Verdict.TURNS;
        } else {
            verdict = Math.abs(minimum) < FARTHEST_MS ? Verdict.STILL : Verdict.BESIDE;
        }
        return new PointCheck(videoNs, offsetNs, window.originalRadS(), left, minimum, verdict);
    }

    /** {@return rotation energy left at the offset itself over the original's} */
    public double leftAtOffset() {
        return left[AT_OFFSET];
    }

    private static int least(double[] left) {
        int best = AT_OFFSET;
        for (int i = 0; i < left.length; i++) {
            if (left[i] < left[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The lowest place of a parabola through the least and its neighbours; an end where the least lies there. */
    private static double minimumMs(double[] left) {
        int at = least(left);
        if (!Double.isFinite(left[at])) {
            return Double.NaN;
        }
        if (at == 0 || at == left.length - 1) {
            return SHIFTS_MS[at];
        }
        double x0 = SHIFTS_MS[at - 1];
        double x1 = SHIFTS_MS[at];
        double x2 = SHIFTS_MS[at + 1];
        double before = (left[at] - left[at - 1]) / (x1 - x0);
        double after = (left[at + 1] - left[at]) / (x2 - x1);
        double curvature = (after - before) / (x2 - x0);
        return curvature > 0 ? (x0 + x1) / 2 - before / (2 * curvature) : Double.NaN;
    }
}
