package dev.syncline.hardware.rig.trigger;

import dev.syncline.bindings.linux.ptp.PtpDevice;
import dev.syncline.bindings.linux.ptp.PtpEdge;
import dev.syncline.bindings.linux.ptp.PtpPeriodicOutput;
import dev.syncline.bindings.linux.time.SystemClocks;
import dev.syncline.hardware.rig.units.FrameRate;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Trigger pulses that a PTP clock makes by itself, on whole periods of its own time since its epoch. */
public final class PeriodicOutput implements AutoCloseable {
    private static final long AHEAD_NS = 500_000_000L;
    private static final long LOOK_NS = 50_000_000L;
    private static final int LOOK_MS = 50;

    private final PtpDevice clock;
    private final PtpPeriodicOutput output;
    private final @Nullable Integer input;
    private final FrameRate rate;
    private final long startNs;
    private final long periodNs;

    private PeriodicOutput(
            PtpDevice clock,
            PtpPeriodicOutput output,
            @Nullable Integer input,
            FrameRate rate,
            long startNs,
            long periodNs) {
        this.clock = clock;
        this.output = output;
        this.input = input;
        this.rate = rate;
        this.startNs = startNs;
        this.periodNs = periodNs;
    }

    /**
     * Starts pulses half a second ahead.
     *
     * @param path the clock's device file
     * @param input an input of the same clock that the output is wired to; null for none
     * @throws IOException if the clock cannot do it: one line with the device
     */
    public static PeriodicOutput start(String path, int channel, FrameRate rate, @Nullable Integer input)
            throws IOException {
        PtpDevice clock = PtpDevice.open(path);
        try {
            if (input != null) {
                clock.stampRisingEdges(input);
            }
            long periodNs = Math.round(rate.periodNs());
            long nowNs = SystemClocks.readNs(clock.clockId());
            long startNs = rate.edgeNs(rate.slotAt(nowNs + AHEAD_NS) + 1);
            PtpPeriodicOutput output = PtpPeriodicOutput.start(path, channel, startNs, periodNs);
            return new PeriodicOutput(clock, output, input, rate, startNs, periodNs);
        } catch (IOException | RuntimeException e) {
            clock.close();
            throw e;
        }
    }

    /** From pulse to pulse, ns of the clock. */
    public long periodNs() {
        return periodNs;
    }

    /** How much the whole-nanosecond period is off the rate, parts per thousand million; positive is too fast. */
    public double offPpb() {
        return (rate.periodNs() / periodNs - 1) * 1e9;
    }

    /**
     * Waits until so many pulses are out, or the thread is interrupted, which stays pending.
     *
     * @return how far measured pulses lay from their times; empty where no input measures them
     * @throws IOException if the clock is gone
     */
    public Lateness run(long count) throws IOException {
        Lateness measured = new Lateness();
        double lengthNs = (double) count * periodNs;
        long endNs = lengthNs > Long.MAX_VALUE / 4.0 ? Long.MAX_VALUE : startNs + (count - 1) * periodNs + periodNs / 2;
        while (!Thread.currentThread().isInterrupted() && SystemClocks.readNs(clock.clockId()) < endNs) {
            if (input == null) {
                LockSupport.parkNanos(LOOK_NS);
                continue;
            }
            PtpEdge edge = clock.next(LOOK_MS);
            if (edge != null && edge.ptpNs() >= startNs - periodNs / 2) {
                long phase = Math.floorMod(edge.ptpNs() - startNs, periodNs);
                measured.add(Math.min(phase, periodNs - phase));
            }
        }
        return measured;
    }

    /** Stops the pulses. */
    @Override
    public void close() throws IOException {
        try {
            output.close();
        } finally {
            if (input != null) {
                clock.stopStamping(input);
            }
            clock.close();
        }
    }
}
