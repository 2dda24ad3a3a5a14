package dev.syncline.engine.project;

import dev.syncline.engine.motion.GyroTrack;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much later than the truth Gyroflow wants an offset. It integrates each gyro sample over the interval before it, so
 * its orientations fit a video best at the true offset plus half a sample: 1.25 ms at 400 Hz. (Seen by running its core
 * 1.6.3 on logs of 0.3, 2.5 and 10 ms a sample.) Where the rate varies, the interval near the time in question counts.
 */
public final class LogInterval {
    /** Nothing is added: true offsets. */
    public static final LogInterval NONE = new LogInterval(null);

    /** Samples on either side that count: enough for jitter not to matter, few enough to see a change of rate. */
    private static final int AROUND = 100;

    private final @Nullable GyroTrack log;

    private LogInterval(@Nullable GyroTrack log) {
        this.log = log;
    }

    /**
     * {@return the intervals of a log}
     *
     * @param log its samples
     */
    public static LogInterval of(GyroTrack log) {
        return new LogInterval(log);
    }

    /**
     * {@return half the interval between samples near a time, ns; outside the log, that at its end; 0 for {@link
     * #NONE}}
     *
     * @param logNs ns on the log's own clock
     */
    public double halfNsAt(long logNs) {
        if (log == null) {
            return 0;
        }
        int at = Math.clamp(log.indexAtOrBefore(logNs), 0, log.size() - 1);
        int from = Math.max(0, at - AROUND);
        int to = Math.min(log.size() - 1, at + AROUND + 1);
        long[] steps = new long[to - from];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = log.timeNs(from + i + 1) - log.timeNs(from + i);
        }
        Arrays.sort(steps);
        // What is twice the usual is a gap. The mean of the others, since jitter cancels in it.
        long usual = steps[steps.length / 2];
        return 0.5
                * Arrays.stream(steps)
                        .filter(step -> step < 2 * usual)
                        .average()
                        .orElse((double) usual);
    }
}
