package dev.syncline.engine.motion;

/**
 * A log whose clock is made to run at another rate, as where a video plays slower than it was filmed. Turns from one sample
 * to the next stay what they were: times are stretched about the log's first sample, and rates shrink with them.
 *
 * @param originNs time that stays where it is, ns on the log's clock
 * @param rate video seconds per log second, above 0
 */
public record StretchedClock(long originNs, double rate) {
    public StretchedClock {
        if (!(rate > 0 && rate < 1000)) {
            throw new IllegalArgumentException("a clock's rate must be above 0 and below 1000: " + rate);
        }
    }

    /** Stretched time of a log time, ns. */
    public long stretchedNs(long logNs) {
        return originNs + Math.round((logNs - originNs) * rate);
    }

    /** Log time of a stretched time, ns. */
    public double logNs(double stretchedNs) {
        return originNs + (stretchedNs - originNs) / rate;
    }

    /**
     * A track on the stretched clock.
     *
     * @throws IllegalArgumentException when two samples would fall on one nanosecond
     */
    public GyroTrack of(GyroTrack track) {
        int n = track.size();
        long[] times = new long[n];
        float[] x = new float[n];
        float[] y = new float[n];
        float[] z = new float[n];
        for (int i = 0; i < n; i++) {
            times[i] = stretchedNs(track.timeNs(i));
            x[i] = (float) (track.x(i) / rate);
            y[i] = (float) (track.y(i) / rate);
            z[i] = (float) (track.z(i) / rate);
        }
        return new GyroTrack(times, x, y, z);
    }
}
