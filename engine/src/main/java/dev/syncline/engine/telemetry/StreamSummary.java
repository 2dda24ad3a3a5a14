package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.SensorTrack;
import java.util.Arrays;

/**
 * What the samples of another stream than the gyro's tell.
 *
 * @param samples their number
 * @param rateHz samples a second, by the median step; NaN for a single sample
 * @param startNs,endNs times of the first and the last, log clock
 * @param least,most,mean lengths of its vectors, or of its numbers where they are single, in its unit; NaN for turns
 */
public record StreamSummary(
        int samples, double rateHz, long startNs, long endNs, double least, double most, double mean) {
    private static final int ENOUGH = 20_001;

    /** The summary of a stream. */
    public static StreamSummary of(SensorTrack stream) {
        int n = stream.size();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double length = stream.length(i);
            least = Math.min(least, length);
            most = Math.max(most, length);
            sum += length;
        }
        boolean turns = stream.quantity().isTurn();
        return new StreamSummary(
                n,
                1e9 / medianStepNs(stream),
                stream.timeNs(0),
                stream.timeNs(n - 1),
                turns ? Double.NaN : least,
                turns ? Double.NaN : most,
                turns ? Double.NaN : sum / n);
    }

    private static double medianStepNs(SensorTrack stream) {
        int n = stream.size() - 1;
        if (n == 0) {
            return Double.NaN;
        }
        long[] steps = new long[Math.min(n, ENOUGH)];
        for (int i = 0; i < steps.length; i++) {
            int at = (int) ((long) i * n / steps.length);
            steps[i] = stream.timeNs(at + 1) - stream.timeNs(at);
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
