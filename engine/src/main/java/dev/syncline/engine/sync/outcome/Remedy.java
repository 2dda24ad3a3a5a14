package dev.syncline.engine.sync.outcome;

/** What to change so that a sync may work. Callers say it in their own words, such as options of a command. */
public sealed interface Remedy {
    /**
     * Search about an offset, video minus log.
     *
     * @param offsetNs middle of the search, ns
     * @param reachNs how far to either side, ns
     */
    record SearchAbout(long offsetNs, long reachNs) implements Remedy {}

    /** Search the whole log. */
    record SearchAll() implements Remedy {}

    /** Find how the log's axes lie, whatever was said of it. */
    record FindOrientation() implements Remedy {}

    /**
     * Longer windows, and more of them.
     *
     * @param points number of points to ask for
     * @param windowNs length of each window, ns
     */
    record LongerWindows(int points, long windowNs) implements Remedy {}

    /** Another motion log. */
    record OtherLog() implements Remedy {}

    /** No lens profile, or the right one. */
    record NoLens() implements Remedy {}

    /**
     * Play the video so many times faster: it plays at another speed than it was filmed.
     *
     * @param factor above 1 where it plays slower than it was filmed, below 1 where it plays faster
     */
    record PlayFaster(double factor) implements Remedy {}

    /** Take repeated pictures out of the video. */
    record DropRepeatedFrames() implements Remedy {}

    /** A recording without stabilisation: nothing undoes it. */
    record FilmUnstabilised() implements Remedy {}
}
