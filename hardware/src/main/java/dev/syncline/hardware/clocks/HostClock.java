package dev.syncline.hardware.clocks;

import dev.syncline.bindings.linux.ptp.PtpDevice;
import dev.syncline.bindings.linux.time.SystemClocks;
import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.device.DeviceAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A clock of this host by the name that a user types: one of Linux's, or a PTP hardware clock. */
public final class HostClock implements AutoCloseable {
    /** The names, for a help text. */
    public static final String NAMES = "monotonic, monotonic_raw, boottime, realtime, tai or ptp:N";

    private static final Pattern PTP = Pattern.compile("(?:ptp:|/dev/ptp)(\\d{1,4})");

    private final String name;
    private final ClockDomain domain;
    private final @Nullable PtpDevice ptp;

    private HostClock(String name, ClockDomain domain, @Nullable PtpDevice ptp) {
        this.name = name;
        this.domain = domain;
        this.ptp = ptp;
    }

    /** Whether this is a clock's name. */
    public static boolean isName(String name) {
        return PTP.matcher(name).matches() || domain(name) != null;
    }

    /**
     * @throws IllegalArgumentException if this is no clock's name
     * @throws IOException if the host does not have it, or it may not be opened
     */
    public static HostClock open(String name) throws IOException {
        Matcher ptp = PTP.matcher(name);
        if (ptp.matches()) {
            Path path = Path.of("/dev/ptp" + ptp.group(1));
            PtpDevice device = DeviceAccess.on(path, () -> PtpDevice.open(path.toString()));
            return new HostClock("ptp:" + ptp.group(1), ClockDomain.DEVICE, device);
        }
        ClockDomain domain = domain(name);
        if (domain == null) {
            throw new IllegalArgumentException("'" + name + "' is no clock: expected " + NAMES);
        }
        HostClocks.readNs(domain);
        return new HostClock(domain.name().toLowerCase(Locale.ROOT), domain, null);
    }

    private static @Nullable ClockDomain domain(String name) {
        for (ClockDomain domain : ClockDomain.values()) {
            if (HostClocks.has(domain) && domain.name().equalsIgnoreCase(name.replace('-', '_'))) {
                return domain;
            }
        }
        return null;
    }

    public String name() {
        return name;
    }

    /** {@link ClockDomain#DEVICE} for a PTP clock. */
    public ClockDomain domain() {
        return domain;
    }

    /**
     * Reads this clock between two readings of another, and keeps the quickest of several tries.
     *
     * @param tries 1 or more
     * @throws IOException if one of them is gone
     */
    public BracketedReading readWithin(HostClock local, int tries) throws IOException {
        PtpDevice device = ptp;
        if (device != null && local.domain == ClockDomain.REALTIME) {
            return PtpTransfer.read(device, tries);
        }
        return HostClocks.quickest(clockId(), local.clockId(), tries);
    }

    /** The clock's time, ns. */
    public long readNs() throws IOException {
        return SystemClocks.readNs(clockId());
    }

    private int clockId() {
        return ptp != null ? ptp.clockId() : HostClocks.clockId(domain);
    }

    @Override
    public void close() {
        if (ptp != null) {
            ptp.close();
        }
    }
}
