package dev.syncline.hardware.dji;

/** Motion samples that wait until their time is known: parallel rings, the oldest is given up where they are full. */
final class SampleQueue {
    private final int capacity;
    private final long[][] timesNs;
    private final float[] motion;
    private final MotionSample view = new MotionSample();
    private int first;
    private int count;

    /** @param formulas how many times each sample has */
    SampleQueue(int capacity, int formulas) {
        this.capacity = capacity;
        timesNs = new long[formulas][capacity];
        motion = new float[MotionSample.FLOATS * capacity];
    }

    /** @return false where the oldest had to be given up for it */
    boolean add(long[] flightNs, HardSyncView packet) {
        boolean full = count == capacity;
        if (full) {
            removeFirst();
        }
        int at = (first + count) % capacity;
        for (int i = 0; i < timesNs.length; i++) {
            timesNs[i][at] = flightNs[i];
        }
        MotionSample.put(packet, motion, MotionSample.FLOATS * at);
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

    /** What the oldest measured; valid until the next call. */
    MotionSample firstMotion() {
        return view.wrap(motion, MotionSample.FLOATS * first);
    }

    void removeFirst() {
        first = (first + 1) % capacity;
        count--;
    }
}
