package dev.syncline.engine.match.read;

import java.util.Arrays;
import java.util.List;

/** The messages of one stream as recorded, in order of time. */
public final class RecordedStream {
    private static final double[] NO_VALUES = {};

    private final String name;
    private final List<String> valueNames;
    private final long[] sequences;
    private final long[] timesNs;
    private final long[] exposuresNs;
    private final double[][] values;
    private final boolean hasSequences;
    private final boolean hasExposures;

    RecordedStream(
            String name,
            List<String> valueNames,
            long[] sequences,
            long[] timesNs,
            long[] exposuresNs,
            double[][] values) {
        this.name = name;
        this.valueNames = List.copyOf(valueNames);
        this.sequences = sequences;
        this.timesNs = timesNs;
        this.exposuresNs = exposuresNs;
        this.values = values;
        this.hasSequences = sequences.length > 0
                && Arrays.stream(sequences).noneMatch(s -> s == RecordedMessage.NO_SEQUENCE)
                && (sequences.length == 1 || Arrays.stream(sequences).anyMatch(s -> s != sequences[0]));
        this.hasExposures = Arrays.stream(exposuresNs).anyMatch(e -> e != 0);
    }

    /** The stream's name. */
    public String name() {
        return name;
    }

    /** The same stream under another name. */
    public RecordedStream named(String other) {
        return new RecordedStream(other, valueNames, sequences, timesNs, exposuresNs, values);
    }

    /** Names of what was measured with each message. */
    public List<String> valueNames() {
        return valueNames;
    }

    /** Number of messages. */
    public int size() {
        return timesNs.length;
    }

    /** Timestamp of a message on its device's own clock, ns. */
    public long timeNs(int index) {
        return timesNs[index];
    }

    /** A message. */
    public RecordedMessage message(int index) {
        return new RecordedMessage(
                sequences[index], timesNs[index], exposuresNs[index], values.length == 0 ? NO_VALUES : values[index]);
    }

    /** Whether every message has a sequence number, and they are not all the same. */
    public boolean hasSequences() {
        return hasSequences;
    }

    /** Whether any message has an exposure. */
    public boolean hasExposures() {
        return hasExposures;
    }

    /** Median time between messages, ns; 0 where there are fewer than two. */
    public long periodNs() {
        if (timesNs.length < 2) {
            return 0;
        }
        long[] steps = new long[timesNs.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = timesNs[i + 1] - timesNs[i];
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
