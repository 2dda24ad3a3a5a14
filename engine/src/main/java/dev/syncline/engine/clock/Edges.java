package dev.syncline.engine.clock;

import java.util.Arrays;

/** The last edges of a pulse line, in order, and which of them have their packet. Bounded. */
final class Edges {
    private static final int CAPACITY = 1024;

    /** Intervals that the line's rate is told from. */
    private static final int INTERVALS = 64;

    private final Pulse[] pulses = new Pulse[CAPACITY];
    private final boolean[] bound = new boolean[CAPACITY];
    private long first;
    private long end;
    private long dropped;

    /** Takes an edge; false where it is not later than the last. */
    boolean add(Pulse pulse) {
        if (end > first && pulse.localNs() <= at(end - 1).localNs()) {
            return false;
        }
        if (end - first == CAPACITY) {
            dropFirst();
        }
        pulses[slot(end)] = pulse;
        bound[slot(end)] = false;
        end++;
        return true;
    }

    /** Forgets edges before a local time. */
    void dropBefore(long localNs) {
        while (first < end && at(first).localNs() < localNs) {
            dropFirst();
        }
    }

    /** Edges that were forgotten and never had a packet. */
    long droppedUnbound() {
        return dropped;
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    Pulse at(long index) {
        return pulses[slot(index)];
    }

    boolean isBound(long index) {
        return bound[slot(index)];
    }

    void bind(long index) {
        bound[slot(index)] = true;
    }

    /** The newest edge without a packet at or before a local time and not before another; -1 where there is none. */
    long newestUnbound(long fromNs, long toNs) {
        for (long i = firstAfter(toNs) - 1; i >= first && at(i).localNs() >= fromNs; i--) {
            if (!isBound(i)) {
                return i;
            }
        }
        return -1;
    }

    /** The edge without a packet that is nearest to a local time; -1 where there is none. */
    long nearestUnbound(long localNs) {
        long after = firstAfter(localNs);
        long best = -1;
        for (long i = after; i < end && best < 0; i++) {
            if (!isBound(i)) {
                best = i;
            }
        }
        for (long i = after - 1; i >= first; i--) {
            if (!isBound(i)) {
                return best < 0 || localNs - at(i).localNs() <= at(best).localNs() - localNs ? i : best;
            }
        }
        return best;
    }

    /** Edges without a packet in a span of local time, both ends included. */
    int countUnbound(long fromNs, long toNs) {
        int count = 0;
        for (long i = firstAfter(toNs) - 1; i >= first && at(i).localNs() >= fromNs; i--) {
            count += isBound(i) ? 0 : 1;
        }
        return count;
    }

    /** The usual time between edges, ns; 0 while there are fewer than five. */
    long usualIntervalNs() {
        return intervalNs(2, first);
    }

    /** The usual time between edges from one of them on, ns; 0 while there are fewer than five. */
    long usualIntervalSinceNs(long index) {
        return intervalNs(2, Math.max(first, index));
    }

    /** The time between edges that a fifth of them does not exceed, ns; 0 while there are fewer than five. */
    long shortIntervalNs() {
        return intervalNs(5, first);
    }

    private long intervalNs(int oneIn, long from) {
        int n = (int) Math.min(end - from - 1, INTERVALS);
        if (n < 4) {
            return 0;
        }
        long[] steps = new long[n];
        for (int i = 0; i < n; i++) {
            steps[i] = at(end - 1 - i).localNs() - at(end - 2 - i).localNs();
        }
        Arrays.sort(steps);
        return steps[n / oneIn];
    }

    /** Index of the first edge after a local time. */
    long firstAfter(long localNs) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).localNs() <= localNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void dropFirst() {
        if (!isBound(first)) {
            dropped++;
        }
        first++;
    }

    private static int slot(long index) {
        return (int) (index % CAPACITY);
    }
}
