package dev.syncline.engine.clock;

/**
 * An edge on a pulse line: an exact time without a name.
 *
 * @param localNs local time of the edge, ns, corrected for what is known of the source's latency
 * @param lostBefore edges that the source knows to have lost since the one before, 0 where it cannot tell
 */
public record Pulse(long localNs, int lostBefore) {
    public Pulse {
        if (lostBefore < 0) {
            throw new IllegalArgumentException("lostBefore is negative: " + lostBefore);
        }
    }

    /** An edge with none known to be lost before it. */
    public static Pulse at(long localNs) {
        return new Pulse(localNs, 0);
    }
}
