package dev.syncline.engine.sync.correlate;

/**
 * Offsets to search, video minus log, both ends included, ns. Empty where the last lies before the first.
 */
public record OffsetRange(double firstNs, double lastNs) {
    /** All offsets. */
    public static final OffsetRange ALL = new OffsetRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Within {@code reachNs} of {@code middleNs}. */
    public static OffsetRange about(long middleNs, long reachNs) {
        return new OffsetRange(middleNs - reachNs, (double) middleNs + reachNs);
    }

    /** Whether no offset is left out. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** What lies in this and in another range. */
    public OffsetRange within(OffsetRange other) {
        return new OffsetRange(Math.max(firstNs, other.firstNs), Math.min(lastNs, other.lastNs));
    }

    /** From first to last, ns; below 0 where nothing lies in it. */
    public double lengthNs() {
        return lastNs - firstNs;
    }

    /** Whether there is no offset in it. */
    public boolean isEmpty() {
        return !(lastNs >= firstNs);
    }
}
