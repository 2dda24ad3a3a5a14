package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;

/**
 * Where a camera's own frames lie on its wall clock, with steps of that clock taken out: late timestamps are smoothed,
 * missing frames counted, and corrections that were asked for known before they show.
 */
final class OwnFrames {
    private static final int MEMORY = 48;
    /** A wall clock that moves so much against the sensor's between two frames was stepped, ns. */
    private static final double STEP_NS = 500_000;

    private static final double STEP_PER_NS = 200e-6;
    private static final int OUTLIERS_THAT_COUNT = 3;
    private static final double NARROWEST_GATE_NS = 100_000;
    private static final double LONGEST_GAP_FRAMES = 1e9;

    private final FrameTiming timing;
    private final PhaseTracker phase = new PhaseTracker(MEMORY);
    /** What frames to come are shorter by, by ordinal modulo the length, ns. */
    private final long[] shorterNs;

    private long frames;
    private long ordinal;
    private long missed;
    private long steps;
    private long stepSumNs;
    private long latestStepNs;
    private long previousSensorNs;
    private long previousWallNs;
    private double scatterNs;
    private int outliers;
    private double outlierNs;
    private boolean interrupted;

    OwnFrames(FrameTiming timing) {
        this.timing = timing;
        this.shorterNs = new long[timing.controlDelayFrames() + 3];
    }

    /** Takes a frame. */
    void onFrame(long sensorNs, long wallNs) {
        latestStepNs = 0;
        interrupted = false;
        if (frames == 0) {
            phase.begin(wallNs, (double) timing.nominalFrameNs());
            scatterNs = NARROWEST_GATE_NS / 8;
        } else {
            noticeStep(sensorNs, wallNs);
            follow(wallNs - stepSumNs);
        }
        frames++;
        previousSensorNs = sensorNs;
        previousWallNs = wallNs;
    }

    private void noticeStep(long sensorNs, long wallNs) {
        double sensorStep = sensorNs - previousSensorNs;
        double differenceNs = (wallNs - previousWallNs) - sensorStep;
        if (Math.abs(differenceNs) > STEP_NS + STEP_PER_NS * Math.abs(sensorStep)) {
            latestStepNs = (long) differenceNs;
            stepSumNs += latestStepNs;
            steps++;
        }
    }

    private void follow(long timeNs) {
        long elapsed = elapsedFrames(timeNs);
        double residualNs = phase.sinceNs(timeNs) - elapsed * phase.periodNs() + shorterBy(elapsed);
        phase.advance(elapsed, -shorterBy(elapsed));
        clearUpTo(elapsed);
        ordinal += elapsed;
        missed += elapsed - 1;
        interrupted = elapsed > OUTLIERS_THAT_COUNT;
        double gateNs = Math.clamp(8 * scatterNs, NARROWEST_GATE_NS, phase.periodNs() / 8);
        if (Math.abs(residualNs) <= gateNs) {
            outliers = 0;
            scatterNs += (Math.abs(residualNs) - scatterNs) / 32;
            // Over a gap the rate shows as well as over one frame, not better: the oscillator wandered meanwhile.
            phase.learn(residualNs, elapsed);
            return;
        }
        outliers = outliers > 0 && Math.abs(residualNs - outlierNs) <= gateNs ? outliers + 1 : 1;
        outlierNs = residualNs;
        if (outliers >= OUTLIERS_THAT_COUNT) {
            phase.rebase(timeNs);
            outliers = 0;
        }
    }

    /** Frames since the previous one, 1 or more: the count that explains the time best. */
    private long elapsedFrames(long timeNs) {
        double sinceNs = phase.sinceNs(timeNs);
        long guess = Math.round(Math.clamp(sinceNs / phase.periodNs(), 0, LONGEST_GAP_FRAMES));
        long best = 1;
        double bestNs = Double.POSITIVE_INFINITY;
        for (long n = Math.max(1, guess - 1); n <= guess + 1; n++) {
            double residualNs = Math.abs(sinceNs - n * phase.periodNs() + shorterBy(n));
            if (residualNs < bestNs) {
                best = n;
                bestNs = residualNs;
            }
        }
        return best;
    }

    /** By how much corrections bring the frame {@code elapsed} frames after the latest forward, ns. */
    private long shorterBy(long elapsed) {
        long sumNs = 0;
        long known = Math.min(elapsed, shorterNs.length);
        for (long n = 0; n < known; n++) {
            sumNs += shorterNs[slot(ordinal + n)];
        }
        return sumNs;
    }

    private void clearUpTo(long elapsed) {
        long known = Math.min(elapsed, shorterNs.length);
        for (long n = 0; n < known; n++) {
            shorterNs[slot(ordinal + n)] = 0;
        }
    }

    private int slot(long frame) {
        return (int) (frame % shorterNs.length);
    }

    /** Remembers that the camera was asked at the latest frame to make one shorter, ns; replaces an earlier request. */
    void corrected(long byNs) {
        shorterNs[slot(ordinal + Math.max(1, timing.controlDelayFrames()))] = byNs;
    }

    /** What corrections that do not show yet will bring the frames forward by, ns. */
    long pendingNs() {
        return shorterBy(shorterNs.length);
    }

    /** When the latest frame began, smoothed, wall clock without its steps, ns. */
    long steadyNs() {
        return phase.phaseNs();
    }

    /** What the wall clock's steps add up to, ns. */
    long stepSumNs() {
        return stepSumNs;
    }

    /** By how much the wall clock was stepped just before the latest frame, ns; 0 if it was not. */
    long latestStepNs() {
        return latestStepNs;
    }

    /** Length of an uncorrected frame, wall clock, ns. */
    double periodNs() {
        return phase.periodNs();
    }

    /** Whether the latest frame lies where the frames before it say. */
    boolean isSteady() {
        return outliers == 0 && !interrupted;
    }

    /** Whether frames are missing before the latest, as after the machine slept. */
    boolean isInterrupted() {
        return interrupted || outliers > 0;
    }

    /** Frames seen. */
    long frames() {
        return frames;
    }

    /** Frames counted, missing ones included. */
    long counted() {
        return ordinal;
    }

    long missed() {
        return missed;
    }

    long steps() {
        return steps;
    }
}
