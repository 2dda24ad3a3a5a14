package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.SensorTrack;

/**
 * What the samples of another stream than the gyro's tell.
 *
 * @param samples their number
 * @param rateHz samples a second, the mean with gaps left out, as the gyro's in {@link LogSummary}; NaN for a single sample
 * @param startNs,endNs times of the first and the last, log clock
 * @param least,most,mean lengths of its vectors, or of its numbers where they are single, in its unit; NaN for turns
 */
public record StreamSummary(
        int samples, double rateHz, long startNs, long endNs, double least, double most, double mean) {
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
                rateHz(stream),
                stream.timeNs(0),
                stream.timeNs(n - 1),
                turns ? Double.NaN : least,
                turns ? Double.NaN : most,
                turns ? Double.NaN : sum / n);
    }

    private static double rateHz(SensorTrack stream) {
        long gapNs = stream.gapNs();
        double sampledNs = 0;
        int steps = 0;
        for (int i = 1; i < stream.size(); i++) {
            long step = stream.timeNs(i) - stream.timeNs(i - 1);
            if (step <= gapNs) {
                sampledNs += step;
                steps++;
            }
        }
        return steps == 0 ? Double.NaN : 1e9 * steps / sampledNs;
    }
}
