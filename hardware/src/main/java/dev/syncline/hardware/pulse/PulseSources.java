package dev.syncline.hardware.pulse;

import dev.syncline.engine.clock.ClockDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pulse sources by the name that a user types. */
public final class PulseSources {
    /** The names, for a help text. */
    public static final String FORMS = "gpio:gpiochip0/17, pps:0, ptp:0/0 or serial:/dev/ttyS0/cts";

    private static final Pattern GPIO = Pattern.compile("gpio:(?:/dev/)?(gpiochip\\d{1,4}|\\d{1,4})/(\\d{1,5})");
    private static final Pattern PPS = Pattern.compile("pps:(?:/dev/pps)?(\\d{1,4})");
    private static final Pattern PTP = Pattern.compile("ptp:(?:/dev/ptp)?(\\d{1,4})/(\\d{1,4})");
    private static final Pattern SERIAL = Pattern.compile("serial:(/.+)/(cts|dcd|dsr|ri)", Pattern.CASE_INSENSITIVE);

    private PulseSources() {}

    /** Whether this is a source's name; whether there is such a device, only {@link #open} tells. */
    public static boolean isName(String name) {
        return GPIO.matcher(name).matches()
                || PPS.matcher(name).matches()
                || PTP.matcher(name).matches()
                || SERIAL.matcher(name).matches();
    }

    /**
     * Opens a source. Its stamps are on the clock that its {@link PulseSource#info} names.
     *
     * @throws IllegalArgumentException if this is no source's name
     * @throws IOException if the device cannot be had, with the reason and what to do
     */
    public static PulseSource open(String name) throws IOException {
        Matcher gpio = GPIO.matcher(name);
        if (gpio.matches()) {
            String chip = gpio.group(1).startsWith("g") ? gpio.group(1) : "gpiochip" + gpio.group(1);
            return GpioPulseSource.open(Path.of("/dev", chip), Integer.parseInt(gpio.group(2)));
        }
        Matcher pps = PPS.matcher(name);
        if (pps.matches()) {
            return PpsPulseSource.open(Path.of("/dev/pps" + pps.group(1)));
        }
        Matcher ptp = PTP.matcher(name);
        if (ptp.matches()) {
            return PtpPulseSource.open(Path.of("/dev/ptp" + ptp.group(1)), Integer.parseInt(ptp.group(2)));
        }
        Matcher serial = SERIAL.matcher(name);
        if (serial.matches()) {
            return ModemPulseSource.open(
                    Path.of(serial.group(1)), ModemLine.valueOf(serial.group(2).toUpperCase(Locale.ROOT)));
        }
        throw new IllegalArgumentException("'" + name + "' is no pulse source: expected " + FORMS);
    }

    /**
     * Opens a source with its stamps on CLOCK_MONOTONIC, whatever clock it stamps with.
     *
     * @throws IllegalArgumentException if this is no source's name
     * @throws IOException if the device cannot be had, with the reason and what to do
     */
    public static PulseSource openMonotonic(String name) throws IOException {
        PulseSource source = open(name);
        return source.info().clock() == ClockDomain.MONOTONIC ? source : new MonotonicPulses(source);
    }
}
