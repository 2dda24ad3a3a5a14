package dev.syncline.engine.clock;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether packets of pulses come as often as pulses do. Where they come more often, the flag that marks them says
 * nothing, and any of them could be taken for the pulse's.
 */
final class FlagWatch {
    private static final int INTERVALS = 32;
    private static final int LEAST = 8;

    /** Shortest usual time between packets, of the pulses' own, that is believed: pulses may be lost too. */
    private static final double MORE_OFTEN = 0.7;

    private final long[] intervalsNs = new long[INTERVALS];
    private long count;
    private long lastRemoteNs = Long.MIN_VALUE;

    /** Takes the remote time of a packet of a pulse. */
    void add(long remoteNs) {
        if (lastRemoteNs != Long.MIN_VALUE && remoteNs > lastRemoteNs) {
            intervalsNs[(int) (count++ % INTERVALS)] = remoteNs - lastRemoteNs;
        }
        lastRemoteNs = remoteNs;
    }

    /**
     * What is wrong with the flag, in words; null where nothing is, or it is too early to tell.
     *
     * @param pulseNs time between pulses that few are below, ns; 0 where it is not known
     */
    @Nullable
    String doubt(long pulseNs) {
        int n = (int) Math.min(count, INTERVALS);
        if (n < LEAST || pulseNs == 0) {
            return null;
        }
        long[] sorted = Arrays.copyOf(intervalsNs, n);
        Arrays.sort(sorted);
        long usualNs = sorted[n / 2];
        if (usualNs >= MORE_OFTEN * pulseNs) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "packets marked as a pulse's come every %.3f ms and pulses every %.3f ms: the mark does not tell which"
                        + " packet is a pulse's; ask for one pulse and one packet a second",
                usualNs * 1e-6,
                pulseNs * 1e-6);
    }
}
