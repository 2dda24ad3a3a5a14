package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import java.util.Arrays;

/**
 * What the samples of a log tell about it.
 *
 * @param samples number of gyro samples
 * @param rateHz samples a second, the mean with gaps left out
 * @param startNs,endNs times of the first and the last sample, log clock
 * @param gaps steps that are too long to be one sample's
 * @param longestGapNs the longest of them, 0 where there is none
 * @param jitterNs how far nine in ten steps lie from the median step at most, gaps left out, ns
 * @param largestRadS the largest rate about any axis, rad/s
 * @param saturatedSpans spans at the sensor's limit
 * @param saturatedNs their length in all
 */
public record LogSummary(
        int samples,
        double rateHz,
        long startNs,
        long endNs,
        int gaps,
        long longestGapNs,
        long jitterNs,
        float largestRadS,
        int saturatedSpans,
        long saturatedNs) {
    private static final int ENOUGH = 200_000;

    /** The summary of a log. */
    public static LogSummary of(MotionLog log) {
        GyroTrack gyro = log.gyro();
        int n = gyro.size();
        int gaps = 0;
        long longest = 0;
        float largest = 0;
        long[] off = new long[Math.min(n - 1, ENOUGH)];
        int steps = 0;
        double sampledNs = 0;
        int every = Math.max(1, (n - 1) / Math.max(1, off.length));
        for (int i = 0; i < n; i++) {
            largest = Math.max(
                    largest, Math.max(Math.abs(gyro.x(i)), Math.max(Math.abs(gyro.y(i)), Math.abs(gyro.z(i)))));
            if (i == 0) {
                continue;
            }
            long step = gyro.timeNs(i) - gyro.timeNs(i - 1);
            if (step > gyro.gapNs()) {
                gaps++;
                longest = Math.max(longest, step);
                continue;
            }
            sampledNs += (double) step;
            if (i % every == 0 && steps < off.length) {
                off[steps++] = Math.abs(step - gyro.periodNs());
            }
        }
        Arrays.sort(off, 0, steps);
        long saturated = 0;
        for (MotionLog.TimeSpan span : log.saturated()) {
            saturated += span.toNs() - span.fromNs() + gyro.periodNs();
        }
        return new LogSummary(
                n,
                1e9 * (n - 1 - gaps) / sampledNs,
                gyro.startNs(),
                gyro.endNs(),
                gaps,
                longest,
                steps == 0 ? 0 : off[(int) (steps * 9L / 10)],
                largest,
                log.saturated().size(),
                saturated);
    }
}
