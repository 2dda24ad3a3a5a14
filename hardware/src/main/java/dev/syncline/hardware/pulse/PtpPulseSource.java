package dev.syncline.hardware.pulse;

import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.ptp.PtpDevice;
import dev.syncline.bindings.linux.ptp.PtpEdge;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.device.DeviceAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rising edges at an input of a PTP hardware clock, stamped by the hardware with that clock. */
public final class PtpPulseSource implements PulseSource {
    /** One cycle of an ordinary network clock. */
    private static final double SIGMA_NS = 10;

    private final Path path;
    private final PtpDevice device;
    private final int channel;
    private final PulseSourceInfo info;

    private PtpPulseSource(Path path, PtpDevice device, int channel) {
        this.path = path;
        this.device = device;
        this.channel = channel;
        this.info = new PulseSourceInfo(
                path.getFileName().toString().replaceFirst("^ptp", "ptp:") + "/" + channel,
                "hardware",
                ClockDomain.DEVICE,
                0,
                SIGMA_NS,
                StampNoise.SYMMETRIC);
    }

    /**
     * @param path as {@code /dev/ptp0}
     * @param channel the input
     * @throws IOException if it cannot be had, with the reason and what to do
     */
    public static PtpPulseSource open(Path path, int channel) throws IOException {
        return DeviceAccess.on(path, () -> {
            PtpDevice device = PtpDevice.open(path.toString());
            try {
                device.stampRisingEdges(channel);
            } catch (IOException e) {
                device.close();
                throw e;
            }
            return new PtpPulseSource(path, device, channel);
        });
    }

    @Override
    public PulseSourceInfo info() {
        return info;
    }

    /** The clock that stamps, to be read against the host's. */
    PtpDevice device() {
        return device;
    }

    @Override
    public @Nullable Pulse next(Duration timeout) throws IOException {
        long until = System.nanoTime() + Math.max(0, timeout.toNanos());
        while (true) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            PtpEdge edge = edge(left);
            if (edge == null) {
                return null;
            }
            if (edge.channel() == channel) {
                return Pulse.at(edge.ptpNs());
            }
        }
    }

    private @Nullable PtpEdge edge(Duration timeout) throws IOException {
        try {
            return device.next(Timeouts.millis(timeout));
        } catch (SystemCallException e) {
            throw DeviceAccess.explained(path, e);
        }
    }

    @Override
    public void close() {
        // Other programs may use this input after us; a clock that is gone already has nothing to stop.
        try {
            device.stopStamping(channel);
        } catch (IOException e) {
            System.getLogger(PtpPulseSource.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
        } finally {
            device.close();
        }
    }
}
