package dev.syncline.engine.clock;

/**
 * An edge on a pulse line: an exact time without a name.
 *
 * @param localNs local time of the edge, ns, corrected for what is known of the source's latency
 * @param lostBefore edges that the source knows to have lost since the one before, 0 where it cannot tell
 */
public record Pulse(long localNs, int lostBefore) {
    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException when lostBefore is negative
     */
    public Pulse {
        if (lostBefore < 0) {
            throw new IllegalArgumentException("lostBefore is negative: " + lostBefore);
        }
    }

    /**
     * {@return an edge with none known to be lost before it}
     *
     * @param localNs local time of the edge, ns
     */
    public static Pulse at(long localNs) {
        return new Pulse(localNs, 0);
    }
}
