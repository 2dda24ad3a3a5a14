package dev.syncline.hardware.rig.verify;

import java.util.Arrays;

/**
 * The frames of one camera of a recording, in order of time.
 *
 * @param name the camera
 * @param timesNs timestamps at the start of frame, ns, all streams on one clock
 * @param exposuresNs exposure of each frame, ns; 0 where it is not known
 * @param zero what the timestamps are counted from
 * @param numbers the frames' numbers; empty where they have none
 */
public record FrameStream(String name, long[] timesNs, long[] exposuresNs, Zero zero, long[] numbers) {
    /** What timestamps are counted from. */
    public enum Zero {
        /** A clock that all cameras of the recording share. */
        CLOCK,
        /** The stream's own first frame, as in a file of presentation times: its phase is lost. */
        FIRST_FRAME
    }

    /** A stream on the common clock. */
    public FrameStream(String name, long[] timesNs, long[] exposuresNs) {
        this(name, timesNs, exposuresNs, Zero.CLOCK);
    }

    /** A stream whose frames have no numbers. */
    public FrameStream(String name, long[] timesNs, long[] exposuresNs, Zero zero) {
        this(name, timesNs, exposuresNs, zero, new long[0]);
    }

    /** @throws IllegalArgumentException if the arrays differ in length or times run backwards */
    public FrameStream {
        if (timesNs.length != exposuresNs.length) {
            throw new IllegalArgumentException(timesNs.length + " times and " + exposuresNs.length + " exposures");
        }
        if (numbers.length != 0 && numbers.length != timesNs.length) {
            throw new IllegalArgumentException(timesNs.length + " times and " + numbers.length + " numbers");
        }
        for (int i = 1; i < timesNs.length; i++) {
            if (timesNs[i] < timesNs[i - 1]) {
                throw new IllegalArgumentException(name + ": frame " + i + " is older than the one before");
            }
        }
    }

    /** A stream whose exposures are not known. */
    public static FrameStream of(String name, long... timesNs) {
        return new FrameStream(name, timesNs, new long[timesNs.length]);
    }

    /** The stream without what lies before a time. */
    public FrameStream since(long fromNs) {
        int skip = 0;
        while (skip < timesNs.length && timesNs[skip] < fromNs) {
            skip++;
        }
        return new FrameStream(
                name,
                Arrays.copyOfRange(timesNs, skip, timesNs.length),
                Arrays.copyOfRange(exposuresNs, skip, exposuresNs.length),
                zero,
                hasNumbers() ? Arrays.copyOfRange(numbers, skip, numbers.length) : numbers);
    }

    /** The stream with all timestamps moved. */
    public FrameStream later(long byNs) {
        long[] times = Arrays.stream(timesNs).map(time -> time + byNs).toArray();
        return new FrameStream(name, times, exposuresNs, zero, numbers);
    }

    /** The same stream under another name. */
    FrameStream named(String other) {
        return new FrameStream(other, timesNs, exposuresNs, zero, numbers);
    }

    /** Whether its frames have numbers. */
    public boolean hasNumbers() {
        return numbers.length > 0;
    }

    /** Number of frames. */
    public int size() {
        return timesNs.length;
    }

    /** Whether the exposure of every frame is known. */
    public boolean hasExposures() {
        return size() > 0 && Arrays.stream(exposuresNs).allMatch(ns -> ns > 0);
    }

    /** The time of a moment of each frame's exposure, first row, ns. */
    public long[] at(Moment moment) {
        long[] times = timesNs.clone();
        for (int i = 0; i < times.length; i++) {
            times[i] -= switch (moment) {
                case START -> exposuresNs[i];
                case MIDDLE -> exposuresNs[i] / 2;
                case END -> 0;
            };
        }
        return times;
    }

    /** The middle one of the times between two frames, ns; 0 where there are fewer than two. */
    public long medianIntervalNs() {
        if (size() < 2) {
            return 0;
        }
        long[] intervals = new long[size() - 1];
        for (int i = 1; i < size(); i++) {
            intervals[i - 1] = timesNs[i] - timesNs[i - 1];
        }
        Arrays.sort(intervals);
        return intervals[intervals.length / 2];
    }
}
