package dev.syncline.engine.sync.refine;

import java.util.Arrays;

/** Gives the tracks of a window numbers from 0 in the order in which they are first seen. */
final class TrackNumbers {
    private int[] ids = new int[1024];
    private int[] numbers = new int[1024]; // −1 where a place is free
    private int count;

    TrackNumbers() {
        Arrays.fill(numbers, -1);
    }

    /** The number of a track, a new one where it was not seen before. */
    int of(int id) {
        int at = place(id);
        if (numbers[at] < 0) {
            if (2 * count >= ids.length) {
                grow();
                at = place(id);
            }
            ids[at] = id;
            numbers[at] = count++;
        }
        return numbers[at];
    }

    int count() {
        return count;
    }

    private int place(int id) {
        // Fibonacci hashing: neighbouring numbers fall far apart.
        int at = (id * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(ids.length - 1);
        while (numbers[at] >= 0 && ids[at] != id) {
            at = (at + 1) & (ids.length - 1);
        }
        return at;
    }

    private void grow() {
        int[] oldIds = ids;
        int[] oldNumbers = numbers;
        ids = new int[2 * oldIds.length];
        numbers = new int[ids.length];
        Arrays.fill(numbers, -1);
        for (int i = 0; i < oldIds.length; i++) {
            if (oldNumbers[i] >= 0) {
                int at = place(oldIds[i]);
                ids[at] = oldIds[i];
                numbers[at] = oldNumbers[i];
            }
        }
    }
}
