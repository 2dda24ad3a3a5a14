package dev.syncline.engine.match.read;

import java.util.Arrays;
import java.util.List;

/**
 * The messages of one stream as recorded, in order of time. Where the recording restarted on the way, so that its times
 * begin again, it has several runs, and only the messages of each are in order.
 */
public final class RecordedStream {
    private static final double[] NO_VALUES = {};

    private final String name;
    private final List<String> valueNames;
    private final LongColumn sequences;
    private final LongColumn timesNs;
    private final LongColumn exposuresNs;
    private final List<double[]> values;
    private final int[] runStarts;
    private final boolean numberedByRecorder;
    private final boolean hasSequences;
    private final boolean hasExposures;
    private final long periodNs;

    RecordedStream(
            String name,
            List<String> valueNames,
            LongColumn sequences,
            LongColumn timesNs,
            LongColumn exposuresNs,
            List<double[]> values,
            int[] runStarts,
            boolean numberedByRecorder) {
        this.name = name;
        this.valueNames = List.copyOf(valueNames);
        this.sequences = sequences;
        this.timesNs = timesNs;
        this.exposuresNs = exposuresNs;
        this.values = values;
        this.runStarts = runStarts;
        this.numberedByRecorder = numberedByRecorder;
        boolean numbered = sequences.size() > 0;
        boolean differ = sequences.size() == 1;
        boolean exposed = false;
        for (int i = 0; i < sequences.size(); i++) {
            numbered &= sequences.get(i) != RecordedMessage.NO_SEQUENCE;
            differ |= sequences.get(i) != sequences.get(0);
            exposed |= exposuresNs.get(i) != 0;
        }
        this.hasSequences = numbered && differ;
        this.hasExposures = exposed;
        this.periodNs = median(timesNs);
    }

    /** The stream's name. */
    public String name() {
        return name;
    }

    /** The same stream under another name. */
    public RecordedStream named(String other) {
        return new RecordedStream(
                other, valueNames, sequences, timesNs, exposuresNs, values, runStarts, numberedByRecorder);
    }

    /** Number of runs, at least 1. */
    public int runs() {
        return runStarts.length;
    }

    /** One run as a stream of its own. */
    public RecordedStream run(int run) {
        if (runStarts.length == 1) {
            return this;
        }
        int from = runStarts[run];
        int to = run + 1 < runStarts.length ? runStarts[run + 1] : size();
        return new RecordedStream(
                name,
                valueNames,
                sequences.range(from, to),
                timesNs.range(from, to),
                exposuresNs.range(from, to),
                values.isEmpty() ? values : values.subList(from, to),
                new int[] {0},
                numberedByRecorder);
    }

    /** Names of what was measured with each message. */
    public List<String> valueNames() {
        return valueNames;
    }

    /** Number of messages. */
    public int size() {
        return timesNs.size();
    }

    /** Timestamp of a message on its device's own clock, ns. */
    public long timeNs(int index) {
        return timesNs.get(index);
    }

    /** A message. */
    public RecordedMessage message(int index) {
        return new RecordedMessage(
                sequences.get(index),
                timesNs.get(index),
                exposuresNs.get(index),
                values.isEmpty() ? NO_VALUES : values.get(index));
    }

    /** Whether every message has a sequence number, and they are not all the same. */
    public boolean hasSequences() {
        return hasSequences;
    }

    /** Whether its numbers are those that the recorder gave to its records, since the messages have none. */
    public boolean isNumberedByRecorder() {
        return numberedByRecorder;
    }

    /** Whether any message has an exposure. */
    public boolean hasExposures() {
        return hasExposures;
    }

    /** Median time between messages, ns; 0 where there are fewer than two. */
    public long periodNs() {
        return periodNs;
    }

    private static long median(LongColumn timesNs) {
        if (timesNs.size() < 2) {
            return 0;
        }
        long[] steps = new long[timesNs.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = timesNs.get(i + 1) - timesNs.get(i);
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
