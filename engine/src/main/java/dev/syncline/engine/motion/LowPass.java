package dev.syncline.engine.motion;

/**
 * A low-pass filter that shifts nothing in time: Butterworth's of second order, run forwards and backwards over each stretch
 * without a gap. At its corner a rate comes out at half its size.
 */
public final class LowPass {
    private static final double Q = Math.sqrt(0.5);

    private final double b0;
    private final double a1;
    private final double a2;

    private LowPass(double cornerHz, double rateHz) {
        double w = 2 * Math.PI * cornerHz / rateHz;
        double alpha = Math.sin(w) / (2 * Q);
        double a0 = 1 + alpha;
        b0 = (1 - Math.cos(w)) / 2 / a0;
        a1 = -2 * Math.cos(w) / a0;
        a2 = (1 - alpha) / a0;
    }

    /**
     * {@return the same track, filtered}
     *
     * @param track at a rate above twice the corner's
     * @param cornerHz above 0
     * @throws IllegalArgumentException when the corner is not below half the track's rate
     */
    public static GyroTrack of(GyroTrack track, double cornerHz) {
        double rateHz = 1e9 / track.periodNs();
        if (!(cornerHz > 0 && cornerHz < rateHz / 2)) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "a low-pass at %.4g Hz, and the log has %.4g samples a second: it must be below half of that",
                    cornerHz,
                    rateHz));
        }
        LowPass filter = new LowPass(cornerHz, rateHz);
        int n = track.size();
        long[] timesNs = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            timesNs[i] = track.timeNs(i);
            rates[0][i] = track.x(i);
            rates[1][i] = track.y(i);
            rates[2][i] = track.z(i);
        }
        int from = 0;
        for (int i = 1; i <= n; i++) {
            if (i == n || timesNs[i] - timesNs[i - 1] > track.gapNs()) {
                for (float[] rate : rates) {
                    filter.run(rate, from, i, 1);
                    filter.run(rate, i - 1, from - 1, -1);
                }
                from = i;
            }
        }
        return new GyroTrack(timesNs, rates[0], rates[1], rates[2]);
    }

    /** In place, from a first sample up to, not including, a last; begins as if the first had been there for ever. */
    private void run(float[] rate, int first, int last, int step) {
        double x1 = rate[first];
        double x2 = x1;
        double y1 = x1;
        double y2 = x1;
        for (int i = first; i != last; i += step) {
            double x = rate[i];
            double y = b0 * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            rate[i] = (float) y;
        }
    }
}
