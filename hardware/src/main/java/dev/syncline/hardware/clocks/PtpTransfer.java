package dev.syncline.hardware.clocks;

import dev.syncline.bindings.linux.ptp.OffsetMethod;
import dev.syncline.bindings.linux.ptp.PtpDevice;
import dev.syncline.bindings.linux.ptp.PtpLayouts;
import dev.syncline.bindings.linux.ptp.PtpReading;
import dev.syncline.bindings.linux.time.SystemClocks;
import dev.syncline.engine.clock.BracketedReading;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** A PTP hardware clock against CLOCK_REALTIME, by the best way that its driver knows. */
public final class PtpTransfer {
    private PtpTransfer() {}

    /**
     * The quickest of several readings: PRECISE, else EXTENDED, else BASIC, else {@code clock_gettime} between two of
     * the system clock's.
     *
     * @param tries 1 or more; the driver takes 25 at once, and no more are made
     * @throws IOException if the clock is gone
     */
    public static BracketedReading read(PtpDevice device, int tries) throws IOException {
        for (OffsetMethod method : OffsetMethod.values()) {
            List<PtpReading> readings = device.read(method, Math.min(tries, PtpLayouts.MAX_SAMPLES));
            if (!readings.isEmpty()) {
                PtpReading best = readings.stream()
                        .min(Comparator.comparingLong(PtpReading::windowNs))
                        .orElseThrow();
                return new BracketedReading(
                        best.beforeRealtimeNs(),
                        best.ptpNs(),
                        Math.max(best.afterRealtimeNs(), best.beforeRealtimeNs()));
            }
        }
        return HostClocks.quickest(device.clockId(), SystemClocks.CLOCK_REALTIME, tries);
    }
}
