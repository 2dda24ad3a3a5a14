package dev.syncline.engine.clock;

/**
 * A clock that was read between two readings of another.
 *
 * @param beforeNs the local clock before, ns
 * @param otherNs the other clock between, ns
 * @param afterNs the local clock after, ns; not before the first
 */
public record BracketedReading(long beforeNs, long otherNs, long afterNs) {
    /**
     * Checks the order of the local times.
     *
     * @throws IllegalArgumentException when the local clock ran back
     */
    public BracketedReading {
        if (afterNs < beforeNs) {
            throw new IllegalArgumentException("the clock ran back from " + beforeNs + " to " + afterNs + " ns");
        }
    }

    /** {@return the pair of times: the other clock's, and the middle of the local one's} */
    public ClockPair pair() {
        return new ClockPair(otherNs, middleNs());
    }

    /** {@return the local clock in the middle, ns} */
    public long middleNs() {
        return beforeNs + (afterNs - beforeNs) / 2;
    }

    /** {@return other less local clock, ns; wrong by at most half the window} */
    public long offsetNs() {
        return otherNs - middleNs();
    }

    /** {@return how long the reading took, local clock, ns} */
    public long windowNs() {
        return afterNs - beforeNs;
    }

    /** {@return standard error of the offset, ns: the other clock was read anywhere in the window} */
    public double sigmaNs() {
        return windowNs() / Math.sqrt(12);
    }
}
