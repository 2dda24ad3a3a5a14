package dev.syncline.hardware.device;

import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.gpio.GpioChip;
import dev.syncline.bindings.linux.gpio.GpioChipInfo;
import dev.syncline.bindings.linux.pps.PpsDevice;
import dev.syncline.bindings.linux.pps.PpsPulse;
import dev.syncline.bindings.linux.ptp.PtpCaps;
import dev.syncline.bindings.linux.ptp.PtpDevice;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What clock and pulse devices a host has, and what each can do. */
public final class DeviceSurvey {
    /** The kinds that are looked for. */
    public static final List<String> KINDS = List.of("ptp", "pps", "gpio");

    private DeviceSurvey() {}

    /**
     * A device.
     *
     * @param path as {@code /dev/ptp0}
     * @param kind one of {@link #KINDS}
     * @param isUsable whether it could be opened and asked
     * @param description what it is, or why it could not be asked and what to do
     * @param clock its name as a clock, null where it is none
     */
    public record Device(
            String path,
            String kind,
            boolean isUsable,
            String description,
            @Nullable String clock) {}

    /** How the files of a kind begin. */
    public static String prefix(String kind) {
        return kind.equals("gpio") ? "gpiochip" : kind;
    }

    /**
     * Looks for devices and asks each.
     *
     * @param folder {@code /dev}
     * @throws IOException if the folder cannot be read
     */
    public static List<Device> of(String folder) throws IOException {
        List<Device> devices = new ArrayList<>();
        for (String kind : KINDS) {
            List<Path> paths = new ArrayList<>();
            try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder), prefix(kind) + "[0-9]*")) {
                found.forEach(paths::add);
            }
            paths.sort(Comparator.comparing(Path::toString));
            for (Path path : paths) {
                devices.add(asked(path, kind));
            }
        }
        return devices;
    }

    private static Device asked(Path path, String kind) {
        try {
            String description = DeviceAccess.on(path, () -> switch (kind) {
                case "ptp" -> ptp(path);
                case "pps" -> pps(path);
                default -> gpio(path);
            });
            String number = path.getFileName().toString().replaceFirst("\\D+", "");
            return new Device(path.toString(), kind, true, description, kind.equals("ptp") ? "ptp:" + number : null);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^" + path + ": ", "");
            return new Device(path.toString(), kind, false, why, null);
        }
    }

    private static String ptp(Path path) throws SystemCallException {
        try (PtpDevice device = PtpDevice.open(path.toString())) {
            PtpCaps caps = device.caps();
            return String.format(
                    Locale.ROOT,
                    "PTP clock: %d external stamps, %d periodic outputs, %d pins, %s",
                    caps.externalStamps(),
                    caps.periodicOutputs(),
                    caps.pins(),
                    caps.crossTimestamps() ? "precise cross stamps" : "no precise cross stamps");
        }
    }

    private static String pps(Path path) throws SystemCallException {
        try (PpsDevice device = PpsDevice.open(path.toString())) {
            PpsPulse last = device.fetch(0);
            return last == null
                    ? "PPS source, no pulse yet"
                    : String.format(
                            Locale.ROOT,
                            "PPS source, pulse %s at %.6f s realtime",
                            Integer.toUnsignedString(last.sequence()),
                            last.realtimeNs() * 1e-9);
        }
    }

    private static String gpio(Path path) throws SystemCallException {
        try (GpioChip chip = GpioChip.open(path.toString())) {
            GpioChipInfo info = chip.info();
            return "GPIO chip " + info.label() + ", " + info.lines() + " lines";
        }
    }
}
