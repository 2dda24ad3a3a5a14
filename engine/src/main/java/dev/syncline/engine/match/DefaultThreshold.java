package dev.syncline.engine.match;

/** How far apart the messages of a group may be where nobody says. */
public final class DefaultThreshold {
    /** By time: that of DepthAI's Sync node, 10 ms. */
    public static final long BY_TIME_NS = 10_000_000;

    private DefaultThreshold() {}

    /**
     * {@return the threshold for streams that are matched by sequence number, ns} Messages that share a number are at odds
     * with their times where they lie nearer to a neighbour's: half the shortest period, 10 ms at least.
     *
     * @param shortestPeriodNs period of the fastest stream, ns; 0 where it is not known
     */
    public static long bySequenceNs(long shortestPeriodNs) {
        return Math.max(BY_TIME_NS, shortestPeriodNs / 2);
    }
}
