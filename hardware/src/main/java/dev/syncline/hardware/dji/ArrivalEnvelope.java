package dev.syncline.hardware.dji;

import java.util.Arrays;

/**
 * The earliest that packets of the last two seconds came after their own time. What comes later than that was held up, by
 * the line or by a busy host; so this tells when a packet would have come had nothing held it up, which is soon enough
 * after its pulse to tell one pulse from the next.
 */
final class ArrivalEnvelope {
    private static final int BUCKETS = 20;
    private static final long BUCKET_NS = 100_000_000L;
    /** Packets are watched this long before the envelope is believed. */
    private static final long LEAST_NS = 300_000_000L;

    private final long[] least = new long[BUCKETS];
    private long bucket = Long.MIN_VALUE;
    private long firstArrivalNs;
    private long lastArrivalNs;

    ArrivalEnvelope() {
        Arrays.fill(least, Long.MAX_VALUE);
    }

    /** A packet of a time came. */
    void add(long flightNs, long arrivalNs) {
        long now = Math.floorDiv(arrivalNs, BUCKET_NS);
        if (bucket == Long.MIN_VALUE) {
            firstArrivalNs = arrivalNs;
            bucket = now;
        }
        for (int i = 0; bucket < now && i < BUCKETS; i++) {
            bucket++;
            least[(int) Math.floorMod(bucket, (long) BUCKETS)] = Long.MAX_VALUE;
        }
        bucket = now;
        lastArrivalNs = arrivalNs;
        int at = (int) Math.floorMod(now, (long) BUCKETS);
        least[at] = Math.min(least[at], arrivalNs - flightNs);
    }

    /** True once it has seen enough to be believed. */
    boolean isSettled() {
        return lastArrivalNs - firstArrivalNs >= LEAST_NS;
    }

    /** When a packet of a time would have come had nothing held it up, ns. Only after {@link #add}. */
    long earliestNs(long flightNs) {
        long smallest = Long.MAX_VALUE;
        for (long candidate : least) {
            smallest = Math.min(smallest, candidate);
        }
        return flightNs + smallest;
    }
}
