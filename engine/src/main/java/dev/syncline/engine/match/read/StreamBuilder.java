package dev.syncline.engine.match.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Collects the messages of one stream. */
public final class StreamBuilder {
    private final String name;
    private final List<String> valueNames;
    private final LongColumn sequences;
    private final LongColumn timesNs;
    private final LongColumn exposuresNs;
    private final List<double[]> values = new ArrayList<>();
    private int outOfOrder;
    private boolean numberedByRecorder;

    /** @param valueNames names of what is measured with each message; empty for none */
    public StreamBuilder(String name, List<String> valueNames) {
        this(name, valueNames, new LongColumn(), new LongColumn(), new LongColumn());
    }

    private StreamBuilder(
            String name, List<String> valueNames, LongColumn sequences, LongColumn timesNs, LongColumn exposuresNs) {
        this.name = name;
        this.valueNames = List.copyOf(valueNames);
        this.sequences = sequences;
        this.timesNs = timesNs;
        this.exposuresNs = exposuresNs;
    }

    /** A stream whose messages have all come; the columns are handed over. */
    static StreamBuilder of(String name, LongColumn sequences, LongColumn timesNs, LongColumn exposuresNs) {
        StreamBuilder builder = new StreamBuilder(name, List.of(), sequences, timesNs, exposuresNs);
        for (int i = 1; i < timesNs.size(); i++) {
            builder.outOfOrder += timesNs.get(i) < timesNs.get(i - 1) ? 1 : 0;
        }
        return builder;
    }

    /**
     * Adds a message.
     *
     * @throws IllegalArgumentException when it has not as many values as there are names
     */
    public void add(RecordedMessage message) {
        if (message.values().length != valueNames.size()) {
            throw new IllegalArgumentException(message.values().length + " values for " + valueNames.size() + " names");
        }
        int size = timesNs.size();
        outOfOrder += size > 0 && message.timeNs() < timesNs.get(size - 1) ? 1 : 0;
        sequences.add(message.sequence());
        timesNs.add(message.timeNs());
        exposuresNs.add(message.exposureNs());
        if (!valueNames.isEmpty()) {
            values.add(message.values());
        }
    }

    /** Notes that the numbers are not the sender's. */
    StreamBuilder numberedByRecorder() {
        numberedByRecorder = true;
        return this;
    }

    /** The stream's name. */
    public String name() {
        return name;
    }

    /** Messages so far. */
    public int size() {
        return timesNs.size();
    }

    /** Messages that came after one with a later time. They are put in order. */
    public int outOfOrder() {
        return outOfOrder;
    }

    /**
     * The stream, each of its runs in order of time; messages of equal time in the order in which they were added. Each
     * builder gives one.
     */
    public RecordedStream build() {
        if (outOfOrder == 0) {
            return new RecordedStream(
                    name, valueNames, sequences, timesNs, exposuresNs, values, new int[] {0}, numberedByRecorder);
        }
        int size = size();
        int[] starts = RunFinder.starts(timesNs);
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        for (int run = 0; run < starts.length; run++) {
            int end = run + 1 < starts.length ? starts[run + 1] : size;
            Arrays.sort(order, starts[run], end, Comparator.comparingLong(timesNs::get));
        }
        List<double[]> ordered = new ArrayList<>();
        if (!valueNames.isEmpty()) {
            for (int index : order) {
                ordered.add(values.get(index));
            }
        }
        return new RecordedStream(
                name,
                valueNames,
                sequences.ordered(order),
                timesNs.ordered(order),
                exposuresNs.ordered(order),
                ordered,
                starts,
                numberedByRecorder);
    }
}
