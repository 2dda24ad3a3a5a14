package dev.syncline.engine.clock;

/**
 * A clock that was read between two readings of another.
 *
 * @param beforeNs,afterNs the local clock before and after, ns
 * @param otherNs the other clock between, ns
 */
public record BracketedReading(long beforeNs, long otherNs, long afterNs) {
    public BracketedReading {
        if (afterNs < beforeNs) {
            throw new IllegalArgumentException("the clock ran back from " + beforeNs + " to " + afterNs + " ns");
        }
    }

    /** The pair of times: the other clock's, and the middle of the local one's. */
    public ClockPair pair() {
        return new ClockPair(otherNs, middleNs());
    }

    /** The local clock in the middle, ns. */
    public long middleNs() {
        return beforeNs + (afterNs - beforeNs) / 2;
    }

    /** Other less local clock, ns; wrong by at most half the window. */
    public long offsetNs() {
        return otherNs - middleNs();
    }

    /** How long the reading took, ns. */
    public long windowNs() {
        return afterNs - beforeNs;
    }

    /** Standard error of the offset, ns: the other clock was read anywhere in the window. */
    public double sigmaNs() {
        return windowNs() / Math.sqrt(12);
    }
}
