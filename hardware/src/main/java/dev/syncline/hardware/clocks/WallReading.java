package dev.syncline.hardware.clocks;

import java.time.Clock;
import java.time.Instant;

/**
 * Reads the wall clock and {@code CLOCK_MONOTONIC} at the same moment. Java's {@link System#nanoTime} is that clock on
 * Linux, the same that V4L2 and libcamera stamp frames with. Apart from {@link HostClocks}, which reads any two clocks by
 * system calls: this one is read with every frame, needs no native code, and makes no reading to be thrown away.
 */
public final class WallReading {
    private static final int TRIES = 3;

    private final Clock wall;
    private long monotonicNs;
    private long wallNs;
    private long uncertaintyNs;

    /** The machine's clocks. */
    public WallReading() {
        this.wall = Clock.systemUTC();
    }

    /** Reads both: the wall clock between two readings of the other, a few times, of which the narrowest counts. */
    public void read() {
        uncertaintyNs = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = System.nanoTime();
            Instant now = wall.instant();
            long after = System.nanoTime();
            if (after - before < uncertaintyNs) {
                uncertaintyNs = after - before;
                monotonicNs = before + (after - before) / 2;
                wallNs = now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }
        }
    }

    /** {@code CLOCK_MONOTONIC} at the latest {@link #read}, ns. */
    public long monotonicNs() {
        return monotonicNs;
    }

    /** The wall clock at the latest {@link #read}, ns since the Unix epoch. */
    public long wallNs() {
        return wallNs;
    }

    /** How far the two readings may be apart, ns. */
    public long uncertaintyNs() {
        return uncertaintyNs;
    }
}
