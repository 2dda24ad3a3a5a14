package dev.syncline.hardware.rig.trim;

import dev.syncline.hardware.camera.FrameTiming;
import dev.syncline.hardware.camera.SteerableCamera;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps a camera's frames in phase with a reference by changing the length of single frames by whole lines.
 *
 * <p>A correction shows only after the camera's control delay, in which the clocks drift on. So the controller keeps the
 * corrections that are under way, estimates phase and drift from the measurements (the line of least squares through the
 * last frames, in its recursive form, told what was corrected), predicts the phase at the first frame that a new correction can move, and corrects that. Ignoring the
 * measurements for the length of the delay would be simpler, and would let 417 ppm grow to several lines.
 */
public final class FrameTrim {
    /** A measurement that is further off the prediction is a late timestamp, until some come in a row. */
    private static final int SURPRISE_LINES = 3;

    private static final int SURPRISES_TO_BEGIN_AGAIN = 4;

    private final SteerableCamera camera;
    private final FrameTiming timing;
    private final TrimSettings settings;
    private final long periodNs;

    /** Corrections asked for whose effect no measured frame shows yet, oldest first. */
    private final Deque<Correction> underWay = new ArrayDeque<>();

    private int measurements;
    private int surprises;
    private long lastSequence;
    private double phaseNs;
    private double driftNs;

    /**
     * A correction under way.
     *
     * @param firstMoved the first frame that begins at another time because of it
     */
    private record Correction(long firstMoved, long shortenedNs) {}

    /**
     * A controller for a camera.
     *
     * @param referencePeriodNs time between frames of the reference, ns
     */
    public FrameTrim(SteerableCamera camera, long referencePeriodNs, TrimSettings settings) {
        if (referencePeriodNs <= 0) {
            throw new IllegalArgumentException("referencePeriodNs=" + referencePeriodNs + ", expected above 0");
        }
        this.camera = camera;
        this.timing = camera.timing();
        this.settings = settings;
        this.periodNs = referencePeriodNs;
        // The camera's whole lines rarely make the reference's period: that part of the drift is known beforehand.
        this.driftNs = (double) timing.nominalFrameNs() - referencePeriodNs;
    }

    /**
     * Takes a frame of the camera, and steers a later one.
     *
     * @param sequence the frame's number, larger than the last; numbers left out are frames that were lost
     * @param timeNs its timestamp
     * @param referenceNs the timestamp of any frame of the reference, on the same clock; the nearest is best
     * @throws IllegalArgumentException if the number is not larger than the last
     */
    public TrimState observe(long sequence, long timeNs, long referenceNs) {
        long measuredNs = wrap(timeNs - referenceNs);
        if (measurements == 0) {
            begin(measuredNs);
        } else {
            if (sequence <= lastSequence) {
                throw new IllegalArgumentException(
                        "frame " + sequence + " after frame " + lastSequence + ": numbers must grow");
            }
            follow(sequence, measuredNs);
        }
        lastSequence = sequence;
        return new TrimState(sequence, measuredNs, phaseNs, driftNs, steer(sequence));
    }

    private void begin(long measuredNs) {
        phaseNs = measuredNs;
        measurements = 1;
        surprises = 0;
    }

    private void follow(long sequence, long measuredNs) {
        long frames = sequence - lastSequence;
        double predictedNs = phaseNs + frames * driftNs;
        while (!underWay.isEmpty() && underWay.getFirst().firstMoved() <= sequence) {
            predictedNs -= underWay.removeFirst().shortenedNs();
        }
        double innovationNs = wrap(measuredNs - Math.round(predictedNs));
        boolean surprise = Math.abs(innovationNs) > SURPRISE_LINES * timing.lineNs();
        surprises = surprise ? surprises + 1 : 0;
        if (surprises == SURPRISES_TO_BEGIN_AGAIN) {
            // Not a late timestamp but another phase: the stream was restarted or slept, a correction was not made.
            begin(measuredNs);
            return;
        }
        measurements = Math.min(measurements + 1, settings.memoryFrames());
        if (surprise && measurements == settings.memoryFrames()) {
            innovationNs = Math.copySign((double) SURPRISE_LINES * timing.lineNs(), innovationNs);
        }
        double n = measurements;
        phaseNs = predictedNs + 2 * (2 * n - 1) / (n * (n + 1)) * innovationNs;
        driftNs += 6 / (n * (n + 1)) * innovationNs / frames;
    }

    private long steer(long sequence) {
        long firstMoved = sequence + timing.controlDelayFrames() + 1;
        double thereNs = phaseNs + (firstMoved - sequence) * driftNs;
        for (Correction correction : underWay) {
            thereNs -= correction.shortenedNs();
        }
        double wantedNs = wrap(Math.round(thereNs));
        if (Math.abs(wantedNs) < settings.deadBandLines() * timing.lineNs()) {
            return 0;
        }
        boolean catchUp = Math.abs(wantedNs) > settings.catchUpNs();
        double stepNs = catchUp ? shorterWay(wantedNs) : settings.gain() * wantedNs;
        long largestNs = catchUp ? Long.MAX_VALUE / 4 : settings.largestStepLines() * timing.lineNs();
        long lines = Math.round(Math.clamp(stepNs, -(double) largestNs, (double) largestNs) / timing.lineNs());
        if (lines == 0) {
            return 0;
        }
        long shortenedNs = camera.shortenNextFrame(lines * timing.lineNs());
        underWay.addLast(new Correction(firstMoved, shortenedNs));
        return shortenedNs;
    }

    /**
     * A frame that is late can be caught up by shorter frames or by one longer frame, up to the next slot. Where there is
     * little blanking, shortening takes many frames: the longer frame is the shorter way.
     */
    private double shorterWay(double lateNs) {
        if (lateNs <= 0) {
            return lateNs;
        }
        double shortenableNs = timing.nominalFrameNs() - timing.shortestFrameNs();
        double lengthenableNs = timing.longestFrameNs() - timing.nominalFrameNs();
        double framesShortening = shortenableNs > 0 ? Math.ceil(lateNs / shortenableNs) : Double.POSITIVE_INFINITY;
        double framesLengthening =
                lengthenableNs > 0 ? Math.ceil((periodNs - lateNs) / lengthenableNs) : Double.POSITIVE_INFINITY;
        return framesLengthening < framesShortening ? lateNs - periodNs : lateNs;
    }

    /** Into ± half a period. */
    private long wrap(long differenceNs) {
        long wrapped = Math.floorMod(differenceNs, periodNs);
        return wrapped >= (periodNs + 1) / 2 ? wrapped - periodNs : wrapped;
    }
}
