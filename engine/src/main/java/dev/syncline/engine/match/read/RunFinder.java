package dev.syncline.engine.match.read;

import java.util.Arrays;

/**
 * Where a stream's recording starts again: from some message on the times go back and cover again what they covered
 * before, as after a reboot or in two recordings joined to one file. Sorted together the runs would be mixed. Single
 * messages out of order, a batch that came late, and parts of one recording in the wrong order are no new run: put in
 * order, they fill each other's gaps.
 */
final class RunFinder {
    /** Messages in a row, in ascending order, that show that time goes on from an earlier one. */
    private static final int EVIDENCE = 4;

    /** More messages in a span than this many times what one stream has there: two runs. */
    private static final double CROWDED = 1.4;

    private final LongColumn timesNs;
    private final int size;
    private final double periodNs;

    private RunFinder(LongColumn timesNs) {
        this.timesNs = timesNs;
        this.size = timesNs.size();
        this.periodNs = medianStepNs();
    }

    /** Index of each run's first message, in the order in which they were recorded; the first is 0. */
    static int[] starts(LongColumn timesNs) {
        return new RunFinder(timesNs).starts();
    }

    private int[] starts() {
        int[] starts = {0};
        long newestNs = timesNs.get(0);
        for (int i = 1; i < size; i++) {
            if (timesNs.get(i) < timesNs.get(i - 1)
                    && goesOnBefore(newestNs, i)
                    && covers(starts[starts.length - 1], i)) {
                starts = Arrays.copyOf(starts, starts.length + 1);
                starts[starts.length - 1] = i;
                newestNs = timesNs.get(i);
            }
            newestNs = Math.max(newestNs, timesNs.get(i));
        }
        return starts;
    }

    private boolean goesOnBefore(long newestNs, int from) {
        if (size - from < EVIDENCE) {
            return false;
        }
        for (int i = from; i < from + EVIDENCE; i++) {
            if (timesNs.get(i) >= newestNs || (i > from && timesNs.get(i) < timesNs.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the messages from an index on, as long as time goes on, lie among those of the run before them. */
    private boolean covers(int runStart, int from) {
        int end = from + 1;
        while (end < size && timesNs.get(end) >= timesNs.get(end - 1)) {
            end++;
        }
        long oldestNs = Long.MAX_VALUE;
        long newestNs = Long.MIN_VALUE;
        for (int i = runStart; i < from; i++) {
            oldestNs = Math.min(oldestNs, timesNs.get(i));
            newestNs = Math.max(newestNs, timesNs.get(i));
        }
        long fromNs = Math.max(oldestNs, timesNs.get(from));
        long toNs = Math.min(newestNs, timesNs.get(end - 1));
        if (fromNs > toNs) {
            return false;
        }
        int count = 0;
        for (int i = runStart; i < end; i++) {
            count += timesNs.get(i) >= fromNs && timesNs.get(i) <= toNs ? 1 : 0;
        }
        return count > CROWDED * ((toNs - fromNs) / periodNs + 1);
    }

    private double medianStepNs() {
        long[] steps = new long[size];
        int count = 0;
        for (int i = 1; i < size; i++) {
            if (timesNs.get(i) > timesNs.get(i - 1)) {
                steps[count++] = timesNs.get(i) - timesNs.get(i - 1);
            }
        }
        Arrays.sort(steps, 0, count);
        return count == 0 ? 1 : steps[count / 2];
    }
}
