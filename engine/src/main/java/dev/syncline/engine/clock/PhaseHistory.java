package dev.syncline.engine.clock;

import java.util.Arrays;
import java.util.List;

/** The last pairs' differences, for the Allan deviation. Bounded. */
final class PhaseHistory {
    private static final int CAPACITY = 4096;

    private final long[] localNs = new long[CAPACITY];
    private final long[] differenceNs = new long[CAPACITY]; // remote less local
    private long added;

    void add(ClockPair pair) {
        int at = (int) (added++ % CAPACITY);
        localNs[at] = pair.localNs();
        differenceNs[at] = pair.remoteNs() - pair.localNs();
    }

    void clear() {
        added = 0;
    }

    List<AllanDeviation.Point> allanDeviation() {
        int n = (int) Math.min(added, CAPACITY);
        if (n < 3) {
            return List.of();
        }
        long[] times = new long[n];
        double[] phases = new double[n];
        long first = added - n;
        long base = differenceNs[(int) (first % CAPACITY)];
        for (int i = 0; i < n; i++) {
            int at = (int) ((first + i) % CAPACITY);
            times[i] = localNs[at];
            phases[i] = differenceNs[at] - base;
        }
        long[] steps = new long[n - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        long usual = steps[steps.length / 2];
        if (usual <= 0) {
            return List.of();
        }
        // Jitter makes the usual interval inexact, and a grid of thousands of steps needs it exact.
        long count = 0;
        for (long step : steps) {
            count += Math.max(1, Math.round((double) step / usual));
        }
        return AllanDeviation.of(times, phases, Math.max(1, (times[n - 1] - times[0]) / count));
    }
}
