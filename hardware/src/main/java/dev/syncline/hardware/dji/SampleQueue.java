package dev.syncline.hardware.dji;

/** Motion samples that wait until their time is known: parallel rings, the oldest is given up where they are full. */
final class SampleQueue {
    private final int capacity;
    private final long[][] timesNs;
    private final float[] rates;
    private int first;
    private int count;

    /** @param formulas how many times each sample has */
    SampleQueue(int capacity, int formulas) {
        this.capacity = capacity;
        timesNs = new long[formulas][capacity];
        rates = new float[3 * capacity];
    }

    /** @return false where the oldest had to be given up for it */
    boolean add(long[] flightNs, float x, float y, float z) {
        boolean full = count == capacity;
        if (full) {
            removeFirst();
        }
        int at = (first + count) % capacity;
        for (int i = 0; i < timesNs.length; i++) {
            timesNs[i][at] = flightNs[i];
        }
        rates[3 * at] = x;
        rates[3 * at + 1] = y;
        rates[3 * at + 2] = z;
        count++;
        return !full;
    }

    int size() {
        return count;
    }

    /** Time of the oldest by a formula. */
    long firstNs(int formula) {
        return timesNs[formula][first];
    }

    /** Rate of the oldest about an axis. */
    float firstRate(int axis) {
        return rates[3 * first + axis];
    }

    void removeFirst() {
        first = (first + 1) % capacity;
        count--;
    }
}
