package dev.syncline.engine.match.header;

/**
 * What a message says of itself.
 *
 * @param timeNs its stamp, ns; for DepthAI the one on the host's clock; {@link #ABSENT} where it has none
 * @param deviceNs its stamp on the device's own clock, ns; {@link #ABSENT} where it has none
 * @param number the number that its sender gave it; {@link #ABSENT} where it has none
 * @param exposureNs exposure of a row, ns; 0 where it is not known
 */
public record MessageHeader(long timeNs, long deviceNs, long number, long exposureNs) {
    /** Stands for a time or a number that is not there. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** Beyond 73 years sums of times could overflow. */
    private static final long LIMIT_S = (1L << 61) / 1_000_000_000L;

    private static final long NS_PER_S = 1_000_000_000L;

    /** A stamp of whole seconds and nanoseconds, ns; {@link #ABSENT} where that is no time. */
    static long stampNs(long seconds, long nanoseconds) {
        boolean valid = Math.abs(seconds) < LIMIT_S && nanoseconds >= 0 && nanoseconds < NS_PER_S;
        return valid ? seconds * NS_PER_S + nanoseconds : ABSENT;
    }

    /** Only a stamp. */
    static MessageHeader stamped(long timeNs) {
        return new MessageHeader(timeNs, ABSENT, ABSENT, 0);
    }
}
