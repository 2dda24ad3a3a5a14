package dev.syncline.cli.clock;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.clocks.HostClock;
import dev.syncline.hardware.clocks.HostClocks;
import dev.syncline.hardware.device.DeviceSurvey;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code syncline clock status}: all clocks of this host. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "List this host's clocks, how they stand to each other, and its PTP, PPS and GPIO devices.",
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClockStatusCommand implements Callable<Integer> {
    /** So many that the quickest is one of a warmed-up program. */
    private static final int TRIES = 3000;

    private static final int WIDTH = 14;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "write the list as JSON")
    boolean json;

    private record Row(String name, long timeNs, BracketedReading againstMonotonic) {}

    @Override
    public Integer call() throws IOException {
        List<DeviceSurvey.Device> devices = DeviceSurvey.of("/dev");
        List<Row> rows = new ArrayList<>();
        try (HostClock monotonic = HostClock.open("monotonic")) {
            for (ClockDomain domain : ClockDomain.values()) {
                if (HostClocks.has(domain)) {
                    rows.add(row(domain.name().toLowerCase(Locale.ROOT), monotonic));
                }
            }
            for (DeviceSurvey.Device device : devices) {
                if (device.isUsable() && device.clock() != null) {
                    rows.add(row(device.clock(), monotonic));
                }
            }
        }
        print(rows, devices);
        return ExitCode.DONE;
    }

    private static Row row(String name, HostClock monotonic) throws IOException {
        try (HostClock clock = HostClock.open(name)) {
            BracketedReading reading = clock.readWithin(monotonic, TRIES);
            return new Row(clock.name(), reading.otherNs(), reading);
        }
    }

    private void print(List<Row> rows, List<DeviceSurvey.Device> devices) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ClockJson result = new ClockJson();
            for (Row row : rows) {
                result.add(
                        "clocks",
                        new ClockJson()
                                .put("name", row.name())
                                .put("time_ns", row.timeNs())
                                .put("less_monotonic_ns", row.againstMonotonic().offsetNs())
                                .put("sigma_ns", row.againstMonotonic().sigmaNs()));
            }
            for (DeviceSurvey.Device device : devices) {
                result.add(
                        "devices",
                        new ClockJson()
                                .put("path", device.path())
                                .put("kind", device.kind())
                                .put("usable", device.isUsable())
                                .put("description", device.description()));
            }
            result.print(out);
            return;
        }
        out.printf(Locale.ROOT, "%-" + WIDTH + "s %24s %26s %7s%n", "clock", "time s", "less monotonic s", "± ns");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-" + WIDTH + "s %24s %26s %7.0f%n",
                    row.name(),
                    ClockJson.seconds(row.timeNs()).substring(row.timeNs() >= 0 ? 1 : 0),
                    ClockJson.seconds(row.againstMonotonic().offsetNs()),
                    row.againstMonotonic().sigmaNs());
        }
        out.println();
        for (DeviceSurvey.Device device : devices) {
            out.printf(Locale.ROOT, "%-" + WIDTH + "s %s%n", device.path(), device.description());
        }
        for (String kind : DeviceSurvey.KINDS) {
            if (devices.stream().noneMatch(device -> device.kind().equals(kind))) {
                out.printf(
                        Locale.ROOT,
                        "no %s device (/dev/%s*)%n",
                        kind.toUpperCase(Locale.ROOT),
                        DeviceSurvey.prefix(kind));
            }
        }
        out.flush();
    }
}
