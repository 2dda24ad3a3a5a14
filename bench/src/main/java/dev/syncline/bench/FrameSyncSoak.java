package dev.syncline.bench;

import dev.syncline.hardware.framesync.SyncSettings;
import dev.syncline.hardware.framesync.simulated.Soak;
import java.util.Locale;

/** Runs frame sync for simulated hours of clock steps, sleeping machines and restarts, and prints what went wrong. */
public final class FrameSyncSoak {
    private static final long HOUR_NS = 3_600_000_000_000L;

    private FrameSyncSoak() {}

    /** Arguments: how many hours (default 24) and the seed (default 1). */
    public static void main(String[] args) {
        long hours = args.length > 0 ? Long.parseLong(args[0]) : 24;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Soak.Outcome outcome = Soak.run(SyncSettings.DEFAULT, hours * HOUR_NS, seed, FrameSyncSoak::printMemory);
        System.out.printf(
                Locale.ROOT,
                "%.1f hours: %d clock steps, %d sleeps, %d server restarts, %d client restarts, %d client frames%n",
                outcome.simulatedNs() / (double) HOUR_NS,
                outcome.clockSteps(),
                outcome.sleeps(),
                outcome.serverStarts(),
                outcome.clientStarts(),
                outcome.frames());
        System.out.printf(
                Locale.ROOT,
                "said to lie together: %d frames (%.2f %%), of these more than 1 ms off: %d, worst %.3f ms%n",
                outcome.aligned(),
                100.0 * outcome.aligned() / outcome.frames(),
                outcome.alignedWrong(),
                outcome.worstAlignedNs() * 1e-6);
        System.out.printf(
                Locale.ROOT,
                "numbered: %d frames, wrong number: %d, worst by %d frames%n",
                outcome.numbered(),
                outcome.misnumbered(),
                outcome.worstNumber());
    }

    private static void printMemory(long simulatedNs) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "hour %2d: %.1f MB in use%n",
                simulatedNs / HOUR_NS,
                (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    }
}
