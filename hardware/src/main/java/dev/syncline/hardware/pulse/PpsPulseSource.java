package dev.syncline.hardware.pulse;

import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.pps.PpsDevice;
import dev.syncline.bindings.linux.pps.PpsPulse;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.device.DeviceAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Assert edges of a PPS device, stamped in the kernel with CLOCK_REALTIME. Any rate, not only one a second. */
public final class PpsPulseSource implements PulseSource {
    private static final double LATENCY_NS = 3_000;
    private static final double SIGMA_NS = 2_000;

    /** The kernel counts this wait in timer ticks, and does not wait at all for less than one. */
    private static final long LEAST_WAIT_NS = 10_000_000;

    private final Path path;
    private final PpsDevice device;
    private final PulseSourceInfo info;
    private boolean begun;
    private int lastSequence;

    private PpsPulseSource(Path path, PpsDevice device) {
        this.path = path;
        this.device = device;
        this.info = new PulseSourceInfo(
                path.getFileName().toString().replaceFirst("^pps", "pps:"),
                "kernel interrupt",
                ClockDomain.REALTIME,
                LATENCY_NS,
                SIGMA_NS,
                StampNoise.SYMMETRIC);
    }

    /**
     * @param path as {@code /dev/pps0}
     * @throws IOException if it cannot be had, with the reason and what to do
     */
    public static PpsPulseSource open(Path path) throws IOException {
        return DeviceAccess.on(path, () -> {
            PpsDevice device = PpsDevice.open(path.toString());
            try {
                device.captureAssert();
            } catch (IOException e) {
                device.close();
                throw e;
            }
            return new PpsPulseSource(path, device);
        });
    }

    @Override
    public PulseSourceInfo info() {
        return info;
    }

    @Override
    public @Nullable Pulse next(Duration timeout) throws IOException {
        PpsPulse pulse = fetch(timeout);
        if (pulse == null || (begun && pulse.sequence() == lastSequence)) {
            return null;
        }
        int lost = begun ? Math.max(0, pulse.sequence() - lastSequence - 1) : 0;
        begun = true;
        lastSequence = pulse.sequence();
        return new Pulse(pulse.realtimeNs() - (long) LATENCY_NS, lost);
    }

    private @Nullable PpsPulse fetch(Duration timeout) throws IOException {
        try {
            return device.fetch(Math.max(LEAST_WAIT_NS, timeout.toNanos()));
        } catch (SystemCallException e) {
            throw DeviceAccess.explained(path, e);
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
