package dev.syncline.hardware.framesync.clockrecovery;

import org.jspecify.annotations.Nullable;

/**
 * Turns a sensor's timestamps into wall-clock time, from pairs of both clocks that are read once for each frame. Sleep,
 * which the monotonic clock does not count, looks like a step of the wall clock, and a step begins the fit anew; a single
 * pair that was read badly changes little. No clocks inside; one thread.
 */
public final class WallClockRecovery {
    private final RecoverySettings settings;
    private ClockFit fit;
    private @Nullable ClockFit before;
    private long since;
    private long samples;
    private long steps;
    private int strays;
    private long strayNs;

    /** A recovery that knows nothing yet. */
    public WallClockRecovery(RecoverySettings settings) {
        this.settings = settings;
        this.fit = newFit();
    }

    private ClockFit newFit() {
        return new ClockFit(settings.samples(), settings.minSamples());
    }

    /**
     * Takes a pair.
     *
     * @param sensorClockNs the clock of the sensor's timestamps, ns
     * @param wallNs the wall clock at the same moment, ns since the Unix epoch
     */
    public void add(long sensorClockNs, long wallNs) {
        if (samples == 0) {
            begin(sensorClockNs, wallNs);
            return;
        }
        long errorNs = wallNs - fit.wallNs(sensorClockNs);
        if (Math.abs(errorNs) <= settings.maxJitterNs()) {
            strays = 0;
            fit.add(sensorClockNs, wallNs);
            samples++;
            return;
        }
        strays = strays > 0 && Math.abs(errorNs - strayNs) <= settings.maxJitterNs() ? strays + 1 : 1;
        strayNs = errorNs;
        if (Math.abs(errorNs) > settings.stepNs() || strays >= settings.stepConfirmations()) {
            steps++;
            before = fit;
            fit = newFit();
            begin(sensorClockNs, wallNs);
        }
    }

    private void begin(long sensorClockNs, long wallNs) {
        since = sensorClockNs;
        strays = 0;
        samples++;
        fit.add(sensorClockNs, wallNs);
    }

    /**
     * The wall-clock time of a timestamp. For one from before the latest step, it is the time that the wall clock showed
     * then.
     *
     * @throws IllegalStateException before the first pair
     */
    public long wallNs(long sensorNs) {
        if (samples == 0) {
            throw new IllegalStateException("no pair of clock readings yet");
        }
        return before != null && sensorNs < since ? before.wallNs(sensorNs) : fit.wallNs(sensorNs);
    }

    /** By how much the wall clock runs faster than the sensor's, parts per million. */
    public double ratePpm() {
        return fit.slope() * 1e6;
    }

    /** Steps of the wall clock, sleep included, that were noticed. */
    public long steps() {
        return steps;
    }
}
