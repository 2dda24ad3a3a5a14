package dev.syncline.hardware.framesync.check;

import java.util.Arrays;

/**
 * How the frames of one recording lie against those of another.
 *
 * <p>Each frame of B is put to the nearest frame of A. Where that is the frame of the same number throughout, frame N of B
 * is frame N of A; a constant difference is a shift; a difference that changes is a dropped frame on one side, or drift.
 */
public final class FrameComparison {
    /** Frame lengths that differ by more than this are of two frame rates, not of two oscillators. */
    private static final double SAME_RATE = 0.005;

    private final RecordedFrames a;
    private final RecordedFrames b;
    private final long frameNs;
    private final long[] timeNs; // (pair) since A's first frame
    private final long[] offsetNs; // (pair) B's frame less the nearest of A
    private final long firstShift;
    private final long shiftChanges;
    private final long misnumbered;
    private final double driftPpm;
    private final double scatterNs;
    private final long[] sorted; // (pair) absolute offsets

    /**
     * Compares.
     *
     * @throws IllegalArgumentException if the recordings do not overlap in time, or their times count from different
     *     things: one line
     */
    public FrameComparison(RecordedFrames a, RecordedFrames b) {
        if (a.kind() != b.kind()) {
            throw new IllegalArgumentException(a.name() + " has times of kind " + word(a) + " and " + b.name()
                    + " of kind " + word(b) + ": compare files of one kind");
        }
        this.a = a;
        this.b = b;
        this.frameNs = a.frameNs();
        long[] ordinalsA = a.ordinals();
        long[] ordinalsB = b.ordinals();
        long firstOrdinals = 0;
        double[] unwrapped = new double[b.count()];
        long[] times = new long[b.count()];
        long[] offsets = new long[b.count()];
        int pairs = 0;
        int nearest = 0;
        long first = 0;
        long latest = 0;
        long changes = 0;
        long wrongNumbers = 0;
        for (int i = 0; i < b.count(); i++) {
            nearest = nearest(b.timeNs(i), nearest);
            long offset = b.timeNs(i) - a.timeNs(nearest);
            // Where A has no frame there is nothing to compare with: before its first, after its last, in its gaps.
            if (2 * Math.abs(offset) > frameNs) {
                continue;
            }
            long shift = (long) nearest - i;
            long ordinals = ordinalsA[nearest] - ordinalsB[i];
            if (pairs == 0) {
                first = shift;
                firstOrdinals = ordinals;
            } else if (shift != latest) {
                changes++;
            }
            latest = shift;
            boolean numbers =
                    a.syncFrame(nearest) != RecordedFrames.UNKNOWN && b.syncFrame(i) != RecordedFrames.UNKNOWN;
            if (numbers && a.syncFrame(nearest) != b.syncFrame(i)) {
                wrongNumbers++;
            }
            // Where it drifts past half a frame the nearest frame is another one, and the drift goes on.
            unwrapped[pairs] = offset + (double) (ordinals - firstOrdinals) * frameNs;
            times[pairs] = b.timeNs(i) - a.timeNs(0);
            offsets[pairs++] = offset;
        }
        if (pairs < 2) {
            throw new IllegalArgumentException(
                    a.name() + " and " + b.name() + " have no frames of the same time: they end "
                            + "before each other begins, or their clocks differ");
        }
        this.timeNs = Arrays.copyOf(times, pairs);
        this.offsetNs = Arrays.copyOf(offsets, pairs);
        this.firstShift = first;
        this.shiftChanges = changes;
        this.misnumbered = wrongNumbers;
        double[] line = line(unwrapped);
        this.driftPpm = line[1] * 1e6;
        this.scatterNs = line[2];
        this.sorted = Arrays.stream(offsetNs).map(Math::abs).sorted().toArray();
    }

    private static String word(RecordedFrames frames) {
        return frames.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private int nearest(long time, int from) {
        int i = from;
        while (i + 1 < a.count() && Math.abs(a.timeNs(i + 1) - time) <= Math.abs(a.timeNs(i) - time)) {
            i++;
        }
        return i;
    }

    /** Mean offset, slope and standard deviation around the line, by least squares. */
    private double[] line(double[] unwrappedNs) {
        int n = timeNs.length;
        double meanT = 0;
        double meanO = 0;
        for (int i = 0; i < n; i++) {
            meanT += (timeNs[i] - meanT) / (i + 1);
            meanO += (unwrappedNs[i] - meanO) / (i + 1);
        }
        double tt = 0;
        double to = 0;
        double oo = 0;
        for (int i = 0; i < n; i++) {
            double t = timeNs[i] - meanT;
            double o = unwrappedNs[i] - meanO;
            tt += t * t;
            to += t * o;
            oo += o * o;
        }
        double slope = tt > 0 ? to / tt : 0;
        return new double[] {meanO, slope, Math.sqrt(Math.max(0, oo - slope * to) / n)};
    }

    /** The recording that is compared with. */
    public RecordedFrames a() {
        return a;
    }

    /** The recording that is compared. */
    public RecordedFrames b() {
        return b;
    }

    /** Frames of B that have a frame of A near them. */
    public int pairs() {
        return offsetNs.length;
    }

    /** When a pair was, since A's first frame, ns. */
    public long timeNs(int pair) {
        return timeNs[pair];
    }

    /** By how much B's frame of a pair began later than A's, ns. */
    public long offsetNs(int pair) {
        return offsetNs[pair];
    }

    /** The middle offset, ns. */
    public long medianOffsetNs() {
        long[] signed = offsetNs.clone();
        Arrays.sort(signed);
        return signed[signed.length / 2];
    }

    /**
     * What a share of all offsets lies within, ns.
     *
     * @param share 0 to 1
     */
    public long withinNs(double share) {
        return sorted[(int) Math.clamp(Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    /** B's frame N is A's frame N plus this, at the beginning. */
    public long firstShift() {
        return firstShift;
    }

    /** How often that changes: a frame dropped on one side, or a slip by a whole frame. */
    public long shiftChanges() {
        return shiftChanges;
    }

    /** Pairs whose numbers on the server's timeline, which both files tell, differ. */
    public long misnumbered() {
        return misnumbered;
    }

    /** By how much B's frames come slower than A's, parts per million. */
    public double driftPpm() {
        return driftPpm;
    }

    /** Standard deviation of the offsets around their line, ns. */
    public double scatterNs() {
        return scatterNs;
    }

    /** Whether the two run at one frame rate; frames of two rates have no numbers in common. */
    public boolean isSameRate() {
        return Math.abs(b.frameNs() - frameNs) <= SAME_RATE * frameNs;
    }

    /** Whether the times tell when the recordings began against each other. Those that count from the first frame do not. */
    public boolean tellsBeginnings() {
        return a.kind() != RecordedFrames.TimeKind.RELATIVE;
    }

    /** Whether frame N of B is frame N of A from the first to the last. */
    public boolean isSameFrame() {
        return isSameRate() && firstShift == 0 && shiftChanges == 0 && misnumbered == 0;
    }
}
