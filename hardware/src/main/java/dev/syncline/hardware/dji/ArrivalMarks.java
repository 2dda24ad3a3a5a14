package dev.syncline.hardware.dji;

/**
 * When the bytes that wait in a parser were received, so that a frame that was held up behind a broken one still has its
 * own time. A ring of the last receptions that have bytes left.
 */
final class ArrivalMarks {
    /** As many as can be told apart in a frame of the largest size, bytes coming one by one. */
    private static final int CAPACITY = 1024;

    private final long[] ends = new long[CAPACITY];
    private final long[] timesNs = new long[CAPACITY];
    private int first;
    private int count;

    /** Bytes up to, not including, stream position {@code end} had arrived by {@code timeNs}. */
    void received(long end, long timeNs) {
        if (count == CAPACITY) {
            // Only where more than a frame waits; the oldest bytes then count as a little younger.
            forgetFirst();
        }
        int at = (first + count) % CAPACITY;
        ends[at] = end;
        timesNs[at] = timeNs;
        count++;
    }

    /** All before stream position {@code position} are done with. */
    void passed(long position) {
        while (count > 1 && ends[first] <= position) {
            forgetFirst();
        }
    }

    /** When the byte at a stream position was received. */
    long of(long position) {
        for (int i = 0; i < count; i++) {
            int at = (first + i) % CAPACITY;
            if (position < ends[at]) {
                return timesNs[at];
            }
        }
        throw new IllegalStateException("byte " + position + " was not received");
    }

    private void forgetFirst() {
        first = (first + 1) % CAPACITY;
        count--;
    }
}
