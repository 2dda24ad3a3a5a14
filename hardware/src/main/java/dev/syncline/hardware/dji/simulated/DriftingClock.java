package dev.syncline.hardware.dji.simulated;

import java.util.SplittableRandom;

/** A crystal: hands out the host times of its ticks, its skew walking at random. */
final class DriftingClock {
    private static final long TICK_NS = 2_500_000L;

    private final long startHostNs;
    private final double stepPerTick;
    private final SplittableRandom random;
    private double skew;
    private double sinceNs;

    /** @param startHostNs host time of the first tick, ns */
    DriftingClock(long startHostNs, double skewPpm, double wanderPpb, SplittableRandom random) {
        this.startHostNs = startHostNs;
        this.skew = skewPpm * 1e-6;
        this.stepPerTick = wanderPpb * 1e-9 * Math.sqrt(TICK_NS * 1e-9);
        this.random = random;
    }

    /** Host time of the current tick, ns. */
    long hostNs() {
        return startHostNs + Math.round(sinceNs);
    }

    /** Goes on to the next tick. */
    void next() {
        sinceNs += TICK_NS / (1 + skew);
        if (stepPerTick > 0) {
            skew += stepPerTick * random.nextGaussian();
        }
    }
}
