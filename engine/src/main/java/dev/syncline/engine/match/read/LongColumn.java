package dev.syncline.engine.match.read;

import java.util.ArrayList;
import java.util.List;

/** Numbers that come one after the other, 8 bytes each: nothing is copied as they grow. */
final class LongColumn {
    private static final int BITS = 14;
    private static final int PART = 1 << BITS;

    private final List<long[]> parts = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    void add(long value) {
        if (size == Integer.MAX_VALUE) {
            throw new IllegalStateException("more than " + size + " messages in one stream");
        }
        if (size >> BITS == parts.size()) {
            parts.add(new long[PART]);
        }
        parts.get(size >> BITS)[size & (PART - 1)] = value;
        size++;
    }

    long get(int index) {
        return parts.get(index >> BITS)[index & (PART - 1)];
    }

    /** The numbers from one index up to another. */
    LongColumn range(int from, int to) {
        LongColumn range = new LongColumn();
        for (int i = from; i < to; i++) {
            range.add(get(i));
        }
        return range;
    }

    /** The numbers in another order, each index naming the one that comes there. */
    LongColumn ordered(Integer[] order) {
        LongColumn ordered = new LongColumn();
        for (int index : order) {
            ordered.add(get(index));
        }
        return ordered;
    }
}
