package dev.syncline.hardware.pulse;

import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.gpio.EdgeKind;
import dev.syncline.bindings.linux.gpio.GpioChip;
import dev.syncline.bindings.linux.gpio.GpioEdge;
import dev.syncline.bindings.linux.gpio.GpioLine;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.device.DeviceAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rising edges of a GPIO line, stamped in the kernel's interrupt handler with CLOCK_MONOTONIC. */
public final class GpioPulseSource implements PulseSource {
    /** From edge to stamp: the time to enter an interrupt on a small board. */
    private static final double LATENCY_NS = 3_000;

    private static final double SIGMA_NS = 2_000;
    private static final int BUFFERED = 1024;

    private final Path device;
    private final GpioLine line;
    private final PulseSourceInfo info;
    private boolean begun;
    private int lastSequence;

    private GpioPulseSource(Path device, int offset, GpioLine line) {
        this.device = device;
        this.line = line;
        this.info = new PulseSourceInfo(
                "gpio:" + device.getFileName() + "/" + offset,
                "kernel interrupt",
                ClockDomain.MONOTONIC,
                LATENCY_NS,
                SIGMA_NS,
                StampNoise.SYMMETRIC);
    }

    /**
     * @param device as {@code /dev/gpiochip0}
     * @param offset the line's number on the chip
     * @throws IOException if it cannot be had, with the reason and what to do
     */
    public static GpioPulseSource open(Path device, int offset) throws IOException {
        return DeviceAccess.on(device, () -> {
            try (GpioChip chip = GpioChip.open(device.toString())) {
                return new GpioPulseSource(
                        device, offset, chip.requestEdges(offset, EdgeKind.RISING, "syncline", BUFFERED));
            }
        });
    }

    @Override
    public PulseSourceInfo info() {
        return info;
    }

    @Override
    public @Nullable Pulse next(Duration timeout) throws IOException {
        GpioEdge edge = edge(timeout);
        if (edge == null) {
            return null;
        }
        // The kernel counts edges that its buffer had no room for; the difference is right across the wrap.
        int lost = begun ? Math.max(0, edge.lineSequence() - lastSequence - 1) : 0;
        begun = true;
        lastSequence = edge.lineSequence();
        return new Pulse(edge.timeNs() - (long) LATENCY_NS, lost);
    }

    private @Nullable GpioEdge edge(Duration timeout) throws IOException {
        try {
            return line.next(Timeouts.millis(timeout));
        } catch (SystemCallException e) {
            throw DeviceAccess.explained(device, e);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
