package dev.syncline.hardware.clocks;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How often and how patiently another host is asked for its time.
 *
 * @param count answers wanted
 * @param pauseNs pause between two questions, ns
 * @param timeoutMs longest wait for an answer, ms
 * @param maxTimeouts questions in a row without an answer that are a failure
 * @param from address to ask from, which chooses the interface; null: the system's choice
 */
public record ExchangeSettings(
        int count,
        long pauseNs,
        int timeoutMs,
        int maxTimeouts,
        @Nullable InetSocketAddress from) {
    /** The most questions of one measurement. */
    public static final int MOST = 100_000;

    public ExchangeSettings {
        if (count < 1 || count > MOST || pauseNs < 0 || timeoutMs < 1 || maxTimeouts < 1) {
            throw new IllegalArgumentException("count=" + count + " must be 1 to " + MOST + ", pauseNs=" + pauseNs
                    + " 0 or more, timeoutMs=" + timeoutMs + " and maxTimeouts=" + maxTimeouts + " 1 or more");
        }
    }

    /** 300 questions, 5 ms apart; half a second of patience, ten times. */
    public static ExchangeSettings usual() {
        return new ExchangeSettings(300, 5_000_000, 500, 10, null);
    }

    /** The same with another number of questions. */
    public ExchangeSettings withCount(int wanted) {
        return new ExchangeSettings(wanted, pauseNs, timeoutMs, maxTimeouts, from);
    }

    /** The same with another pause, ns. */
    public ExchangeSettings withPauseNs(long ns) {
        return new ExchangeSettings(count, ns, timeoutMs, maxTimeouts, from);
    }

    /** The same, asked from an address of this host. */
    public ExchangeSettings withFrom(InetSocketAddress address) {
        return new ExchangeSettings(count, pauseNs, timeoutMs, maxTimeouts, address);
    }
}
