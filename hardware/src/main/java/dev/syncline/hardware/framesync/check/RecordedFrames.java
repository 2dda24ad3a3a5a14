package dev.syncline.hardware.framesync.check;

import java.util.Arrays;
import java.util.List;

/** When the frames of a recording began. */
public final class RecordedFrames {
    /** Stands for a frame whose number on the server's timeline is not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final String name;
    private final TimeKind kind;
    private final long[] timeNs; // (frame)
    private final long[] syncFrame; // (frame)
    private final List<String> notes;

    /** What the times count from. */
    public enum TimeKind {
        /** The wall clock: recordings of all machines compare. */
        WALL,
        /** The sensor's clock: recordings of one machine compare. */
        SENSOR,
        /** The recording's own first frame: only rates compare, unless both began at the synchronisation point. */
        RELATIVE
    }

    RecordedFrames(String name, TimeKind kind, long[] timeNs, long[] syncFrame) {
        this(name, kind, timeNs, syncFrame, List.of());
    }

    RecordedFrames(String name, TimeKind kind, long[] timeNs, long[] syncFrame, List<String> notes) {
        this.name = name;
        this.kind = kind;
        this.timeNs = timeNs;
        this.syncFrame = syncFrame;
        this.notes = List.copyOf(notes);
    }

    /** What was amended while it was read, a sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** Frames that were made before a frame since the first one, those counted that are missing: (frame), from 0. */
    long[] ordinals() {
        long frameNs = frameNs();
        long[] ordinals = new long[count()];
        for (int i = 1; i < ordinals.length; i++) {
            ordinals[i] = ordinals[i - 1] + Math.max(1, Math.round((double) (timeNs[i] - timeNs[i - 1]) / frameNs));
        }
        return ordinals;
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /** What the times count from. */
    public TimeKind kind() {
        return kind;
    }

    /** Number of frames, 2 or more. */
    public int count() {
        return timeNs.length;
    }

    /** When a frame began, ns. */
    public long timeNs(int frame) {
        return timeNs[frame];
    }

    /** A frame's number on the server's timeline, or {@link #UNKNOWN}. */
    public long syncFrame(int frame) {
        return syncFrame[frame];
    }

    /** Length of a frame: the median, ns. */
    public long frameNs() {
        long[] lengths = new long[count() - 1];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = timeNs[i + 1] - timeNs[i];
        }
        Arrays.sort(lengths);
        return Math.max(1, lengths[lengths.length / 2]);
    }

    /** Frames that are missing: of each gap, the frame lengths in it less one. */
    public long missing() {
        long frameNs = frameNs();
        long missing = 0;
        for (int i = 1; i < count(); i++) {
            missing += Math.max(0, Math.round((double) (timeNs[i] - timeNs[i - 1]) / frameNs) - 1);
        }
        return missing;
    }

    /** Standard deviation of the lengths of frames that have no gap before them, ns. */
    public double jitterNs() {
        long frameNs = frameNs();
        double mean = 0;
        double squares = 0;
        int n = 0;
        for (int i = 1; i < count(); i++) {
            double ns = timeNs[i] - timeNs[i - 1] - (double) frameNs;
            if (Math.abs(ns) < 0.5 * frameNs) {
                n++;
                double off = ns - mean;
                mean += off / n;
                squares += off * (ns - mean);
            }
        }
        return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    }
}
