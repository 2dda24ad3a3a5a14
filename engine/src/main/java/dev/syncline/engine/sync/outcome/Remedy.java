package dev.syncline.engine.sync.outcome;

/** What to change so that a sync may work. Callers say it in their own words, such as options of a command. */
public sealed interface Remedy {
    /**
     * Search about an offset, video minus log.
     *
     * @param reachNs how far to either side
     */
    record SearchAbout(long offsetNs, long reachNs) implements Remedy {}

    /** Search the whole log. */
    record SearchAll() implements Remedy {}

    /** Find how the log's axes lie, whatever was said of it. */
    record FindOrientation() implements Remedy {}

    /** Longer windows, and more of them. */
    record LongerWindows(int points, long windowNs) implements Remedy {}

    /** Another motion log. */
    record OtherLog() implements Remedy {}

    /** No lens profile, or the right one. */
    record NoLens() implements Remedy {}

    /** Play the video so many times faster: it plays slower than it was filmed. */
    record PlayFaster(double factor) implements Remedy {}

    /** Take repeated pictures out of the video. */
    record DropRepeatedFrames() implements Remedy {}

    /** A recording without stabilisation: nothing undoes it. */
    record FilmUnstabilised() implements Remedy {}
}
