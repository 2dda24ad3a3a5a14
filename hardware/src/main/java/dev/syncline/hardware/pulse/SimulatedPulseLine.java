package dev.syncline.hardware.pulse;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A pulse line without a wire: what is put in at one end, by a simulation, comes out at the other. */
public final class SimulatedPulseLine implements PulseSource {
    private static final int QUEUED = 4096;

    private final BlockingQueue<Pulse> pulses = new ArrayBlockingQueue<>(QUEUED);
    private final AtomicInteger lost = new AtomicInteger();
    private final PulseSourceInfo info;

    /**
     * @param clock clock of the stamps that will be put in
     * @param sigmaNs their scatter, ns
     * @param noise how their errors lie
     */
    public SimulatedPulseLine(ClockDomain clock, double sigmaNs, StampNoise noise) {
        this.info = new PulseSourceInfo("simulated", "simulation", clock, 0, sigmaNs, noise);
    }

    /** Puts in an edge. Where nobody reads, edges beyond 4096 are lost, and counted at the next one that is not. */
    public void pulse(long localNs) {
        int before = lost.getAndSet(0);
        if (!pulses.offer(new Pulse(localNs, before))) {
            lost.addAndGet(before + 1);
        }
    }

    /** Loses an edge, as a source does that was too slow. */
    public void lose() {
        lost.incrementAndGet();
    }

    @Override
    public PulseSourceInfo info() {
        return info;
    }

    @Override
    public @Nullable Pulse next(Duration timeout) {
        try {
            return pulses.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        pulses.clear();
    }
}
