package dev.syncline.cli.clock;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.ClockTracker;
import dev.syncline.engine.clock.TrackerSettings;
import dev.syncline.hardware.clocks.HostClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline clock compare}: one clock of this host against another. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Compare two clocks of this host: offset and rate.",
        description = {"", "Clocks: " + HostClock.NAMES + ". The offset is B less A.", ""},
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClockCompareCommand implements Callable<Integer> {
    private static final int TRIES = 9;
    private static final long PAUSE_NS = 20_000_000;
    private static final Duration LONGEST = Duration.ofDays(7);

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "the clock to compare with")
    String nameA;

    @Parameters(index = "1", paramLabel = "B", description = "the clock to be told")
    String nameB;

    @Option(
            names = {"-t", "--time"},
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "how long to watch them; the longer, the better the rate (default: 1s)")
    Duration time;

    @Option(names = "--json", description = "write the result as JSON")
    boolean json;

    @Override
    public Integer call() throws IOException {
        for (String name : new String[] {nameA, nameB}) {
            if (!HostClock.isName(name)) {
                throw new ParameterException(
                        spec.commandLine(), "'" + name + "' is no clock: expected " + HostClock.NAMES);
            }
        }
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new ParameterException(spec.commandLine(), "--time: must be between 0s and 7 days");
        }
        try (HostClock a = HostClock.open(nameA);
                HostClock b = HostClock.open(nameB)) {
            return compare(a, b);
        }
    }

    private int compare(HostClock a, HostClock b) throws IOException {
        BracketedReading reading = b.readWithin(a, TRIES);
        ClockModel model = ClockModel.ofPair(b.domain(), a.domain(), reading.pair(), Math.max(1, reading.sigmaNs()));
        ClockTracker tracker =
                new ClockTracker(TrackerSettings.of(b.domain(), a.domain(), Math.max(10, reading.sigmaNs())));
        tracker.add(reading.pair());
        long until = System.nanoTime() + time.toNanos();
        int readings = 1;
        long narrowestNs = reading.windowNs();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE_NS);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            BracketedReading next = b.readWithin(a, TRIES);
            tracker.add(next.pair());
            narrowestNs = Math.min(narrowestNs, next.windowNs());
            readings++;
        }
        ClockModel followed = tracker.model();
        print(a, b, followed == null ? model : followed, readings, narrowestNs, followed != null);
        return ExitCode.DONE;
    }

    private void print(HostClock a, HostClock b, ClockModel model, int readings, long windowNs, boolean rateKnown)
            throws IOException {
        long now = a.readNs();
        long offsetNs = model.differenceNs(now);
        double sigmaNs = model.sigmaNsAtLocal(now);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ClockJson result = new ClockJson()
                    .put("a", a.name())
                    .put("b", b.name())
                    .put("at_a_ns", now)
                    .put("offset_ns", offsetNs)
                    .put("offset_sigma_ns", sigmaNs)
                    .put("readings", readings)
                    .put("window_ns", windowNs);
            if (rateKnown) {
                result.put("skew_ppm", model.skewPpm()).put("skew_sigma_ppm", model.skewSigma() * 1e6);
            }
            result.print(out);
            return;
        }
        out.printf(
                Locale.ROOT,
                "offset  %s less %s: %s s ± %.0f ns%n",
                b.name(),
                a.name(),
                ClockJson.seconds(offsetNs),
                sigmaNs);
        if (rateKnown) {
            out.printf(
                    Locale.ROOT,
                    "skew    %s against %s: %+.4f ± %.4f ppm%n",
                    b.name(),
                    a.name(),
                    model.skewPpm(),
                    model.skewSigma() * 1e6);
        }
        out.printf(Locale.ROOT, "from %d readings, the quickest within %d ns%n", readings, windowNs);
        out.flush();
    }
}
