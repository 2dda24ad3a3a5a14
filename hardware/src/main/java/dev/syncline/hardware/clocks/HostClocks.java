package dev.syncline.hardware.clocks;

import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.time.SystemClocks;
import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockDomain;
import java.io.IOException;

/** The clocks that Linux keeps, and how one stands against another. */
public final class HostClocks {
    private HostClocks() {}

    /**
     * A clock's time, ns.
     *
     * @throws IllegalArgumentException if the clock is none of the host's
     * @throws IOException if this system does not have it
     */
    public static long readNs(ClockDomain clock) throws IOException {
        return SystemClocks.readNs(clockId(clock));
    }

    /** Whether Linux keeps this clock. */
    public static boolean has(ClockDomain clock) {
        return clock != ClockDomain.DEVICE && clock != ClockDomain.SIMULATED;
    }

    /**
     * Reads one clock between two readings of another, and keeps the quickest of several tries.
     *
     * @param other the clock in the middle
     * @param local the clock around it
     * @param tries 1 or more
     * @throws IOException if this system does not have them
     */
    public static BracketedReading read(ClockDomain other, ClockDomain local, int tries) throws IOException {
        return quickest(clockId(other), clockId(local), tries);
    }

    /** As {@link #read}, by the clocks' numbers. */
    static BracketedReading quickest(int otherId, int localId, int tries) throws SystemCallException {
        BracketedReading best = null;
        for (int i = 0; i < tries || best == null; i++) {
            long before = SystemClocks.readNs(localId);
            long between = SystemClocks.readNs(otherId);
            long after = SystemClocks.readNs(localId);
            if (best == null || after - before < best.windowNs()) {
                best = new BracketedReading(before, between, Math.max(after, before));
            }
        }
        return best;
    }

    static int clockId(ClockDomain clock) {
        return switch (clock) {
            case REALTIME -> SystemClocks.CLOCK_REALTIME;
            case MONOTONIC -> SystemClocks.CLOCK_MONOTONIC;
            case MONOTONIC_RAW -> SystemClocks.CLOCK_MONOTONIC_RAW;
            case BOOTTIME -> SystemClocks.CLOCK_BOOTTIME;
            case TAI -> SystemClocks.CLOCK_TAI;
            case DEVICE, SIMULATED -> throw new IllegalArgumentException(clock + " is no clock of this host");
        };
    }
}
