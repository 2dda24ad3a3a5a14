package dev.syncline.engine.match.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Collects the messages of one stream. */
public final class StreamBuilder {
    private final String name;
    private final List<String> valueNames;
    private long[] sequences = new long[64];
    private long[] timesNs = new long[64];
    private long[] exposuresNs = new long[64];
    private final List<double[]> values = new ArrayList<>();
    private int size;
    private int outOfOrder;
    private boolean numberedByRecorder;

    /** @param valueNames names of what is measured with each message; empty for none */
    public StreamBuilder(String name, List<String> valueNames) {
        this.name = name;
        this.valueNames = List.copyOf(valueNames);
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
        if (size == timesNs.length) {
            int room = Math.multiplyExact(2, size);
            sequences = Arrays.copyOf(sequences, room);
            timesNs = Arrays.copyOf(timesNs, room);
            exposuresNs = Arrays.copyOf(exposuresNs, room);
        }
        outOfOrder += size > 0 && message.timeNs() < timesNs[size - 1] ? 1 : 0;
        sequences[size] = message.sequence();
        timesNs[size] = message.timeNs();
        exposuresNs[size] = message.exposureNs();
        size++;
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
        return size;
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
        long[] s = Arrays.copyOf(sequences, size);
        long[] t = Arrays.copyOf(timesNs, size);
        long[] e = Arrays.copyOf(exposuresNs, size);
        double[][] v = values.toArray(new double[0][]);
        int[] starts = outOfOrder == 0 ? new int[] {0} : RunFinder.starts(t, size);
        if (outOfOrder > 0) {
            Integer[] order = new Integer[size];
            Arrays.setAll(order, i -> i);
            for (int run = 0; run < starts.length; run++) {
                int end = run + 1 < starts.length ? starts[run + 1] : size;
                Arrays.sort(order, starts[run], end, Comparator.comparingLong(i -> timesNs[i]));
            }
            for (int i = 0; i < size; i++) {
                s[i] = sequences[order[i]];
                t[i] = timesNs[order[i]];
                e[i] = exposuresNs[order[i]];
                if (v.length > 0) {
                    v[i] = values.get(order[i]);
                }
            }
        }
        return new RecordedStream(name, valueNames, s, t, e, v, starts, numberedByRecorder);
    }
}
