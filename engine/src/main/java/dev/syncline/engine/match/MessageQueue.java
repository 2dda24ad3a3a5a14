package dev.syncline.engine.match;

import org.jspecify.annotations.Nullable;

/**
 * Messages of one stream with their times, first in, first out, up to a fixed number. Each has the number of messages
 * that were added before it; that number stays its own until it leaves.
 */
final class MessageQueue<M> {
    private static final int FIRST_ROOM = 16;

    private final int capacity;
    private long[] timesNs;
    private @Nullable Object[] messages;
    private int mask;
    private long first;
    private long end;

    MessageQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity + ", expected at least 1");
        }
        this.capacity = capacity;
        this.timesNs = new long[FIRST_ROOM];
        this.messages = new Object[FIRST_ROOM];
        this.mask = FIRST_ROOM - 1;
    }

    /** Number of the oldest message that is kept. */
    long first() {
        return first;
    }

    /** Number that the next message will get. */
    long end() {
        return end;
    }

    int size() {
        return (int) (end - first);
    }

    boolean isEmpty() {
        return first == end;
    }

    boolean isFull() {
        return end - first >= capacity;
    }

    void add(long timeNs, M message) {
        if (isFull()) {
            throw new IllegalStateException("queue is full: size=" + size() + ", capacity=" + capacity);
        }
        if (end - first > mask) {
            grow();
        }
        int at = (int) end & mask;
        timesNs[at] = timeNs;
        messages[at] = message;
        end++;
    }

    private void grow() {
        int room = 2 * (mask + 1);
        long[] biggerTimes = new long[room];
        Object[] bigger = new Object[room];
        for (long n = first; n < end; n++) {
            biggerTimes[(int) n & (room - 1)] = timesNs[(int) n & mask];
            bigger[(int) n & (room - 1)] = messages[(int) n & mask];
        }
        timesNs = biggerTimes;
        messages = bigger;
        mask = room - 1;
    }

    /** Time of a message that is kept, ns. */
    long timeNs(long number) {
        return timesNs[(int) number & mask];
    }

    /** A message that is kept. */
    @SuppressWarnings({"unchecked", "NullAway"}) // between first and end there is always one, and of this type
    M message(long number) {
        return (M) messages[(int) number & mask];
    }

    /** Takes the oldest message out. */
    M poll() {
        M message = message(first);
        messages[(int) first & mask] = null;
        first++;
        return message;
    }
}
