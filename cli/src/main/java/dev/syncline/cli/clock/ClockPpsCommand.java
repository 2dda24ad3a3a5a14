package dev.syncline.cli.clock;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.Converted;
import dev.syncline.engine.file.GrowingLines;
import dev.syncline.hardware.clocks.HostClocks;
import dev.syncline.hardware.dji.TimeSyncPort;
import dev.syncline.hardware.gnss.NmeaPort;
import dev.syncline.hardware.gnss.PpsRun;
import dev.syncline.hardware.gnss.PulseSeconds;
import dev.syncline.hardware.pulse.PulseSource;
import dev.syncline.hardware.serial.SerialDriver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline clock pps}: this host's clocks against the satellites' time, by a pulse a second. */
@Command(
        name = "pps",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Measure this host's clocks against satellite time, by a pulse a second.",
        description = {
            "",
            "Needs a receiver's PPS line. Which second a pulse is, is said by the receiver's sentences (RMC or ZDA), by an",
            "aircraft with time sync, or by the system clock where that is right to a quarter of a second.",
            "Exit code 0 when there was a lock, 3 when there was none.",
            ""
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "A GPS on a Raspberry Pi:  syncline clock pps --pulse pps:0 --seconds nmea:/dev/ttyAMA0 -t 1m"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClockPpsCommand implements Callable<Integer> {
    private static final int NMEA_BAUD = 9600;
    private static final int DJI_BAUD = 921_600;
    private static final int READINGS = 9;
    private static final double SURPRISING_S = 0.5;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--pulse",
            paramLabel = "LINE",
            required = true,
            description = "pps:0, gpio:gpiochip0/18, ptp:0/0, serial:/dev/ttyS0/dcd or sim:FILE")
    String pulse;

    @Option(
            names = "--seconds",
            paramLabel = "WHO",
            defaultValue = "system",
            description = "who names the seconds: nmea:PORT, dji:PORT (M210 V2, M300) or system (default: system)")
    String seconds;

    @Option(
            names = "--baud",
            paramLabel = "BD",
            description = "of that port (default: " + NMEA_BAUD + ", for dji: " + DJI_BAUD + ")")
    @Nullable
    Integer baud;

    @Option(
            names = "--driver",
            paramLabel = "D",
            defaultValue = "JSERIALCOMM",
            description = "jserialcomm or termios (default: jserialcomm)")
    SerialDriver driver;

    @Option(names = "--pairs", paramLabel = "FILE", description = "all pulses with their seconds, CSV")
    @Nullable
    Path pairs;

    @Option(
            names = {"-t", "--time"},
            paramLabel = "TIME",
            description = "how long (default: until interrupted)")
    @Nullable
    Duration time;

    @Option(
            names = "--status",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "time between two lines of the table (default: 5s)")
    Duration statusEvery;

    @Option(names = "--json", description = "write the result as JSON")
    boolean json;

    @Override
    public Integer call() throws IOException {
        if (statusEvery.isNegative() || statusEvery.isZero() || (time != null && time.isNegative())) {
            throw new ParameterException(spec.commandLine(), "--status and --time must be longer than nothing");
        }
        OutputGuard guard = new OutputGuard().reads(PulseLines.file(pulse), "the pulse line");
        Path file = pairs == null ? null : guard.writes(pairs).target();
        try (PulseSource line = opened();
                PpsRun.SecondNames names = names();
                GrowingLines table = file == null ? null : new GrowingLines(file)) {
            if (table != null) {
                table.add("monotonic_ns,utc_ns,residual_us,used\n");
            }
            PpsRun run = new PpsRun(line, names, counted -> write(table, counted));
            boolean interrupted = work(run);
            if (table != null) {
                table.finish();
            }
            int exitCode = finish(run, names);
            return interrupted && exitCode == ExitCode.DONE ? ExitCode.INTERRUPTED : exitCode;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private PulseSource opened() throws IOException {
        PulseSource line = PulseLines.open(pulse, spec.commandLine());
        if (line == null) {
            throw new ParameterException(spec.commandLine(), "--pulse none: there is no time without pulses");
        }
        return line;
    }

    private PpsRun.@Nullable SecondNames names() throws IOException {
        if (seconds.equals("system")) {
            return null;
        }
        int colon = seconds.indexOf(':');
        String who = seconds.substring(0, Math.max(0, colon));
        String port = seconds.substring(colon + 1);
        if (port.isEmpty() || !(who.equals("nmea") || who.equals("dji"))) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds " + seconds + ": expected nmea:PORT, dji:PORT or system");
        }
        if (baud != null && baud <= 0) {
            throw new ParameterException(spec.commandLine(), "--baud " + baud + ": expected 1 or more");
        }
        return who.equals("nmea")
                ? new NmeaPort(driver.open(port, baud == null ? NMEA_BAUD : baud))
                : new TimeSyncPort(driver.open(port, baud == null ? DJI_BAUD : baud));
    }

    private static void write(@Nullable GrowingLines table, PulseSeconds.Counted counted) {
        if (table == null || counted.utcNs() == 0) {
            return;
        }
        try {
            String residual = Double.isNaN(counted.residualNs())
                    ? ""
                    : String.format(Locale.ROOT, "%.3f", counted.residualNs() * 1e-3);
            table.add(
                    counted.localNs() + "," + counted.utcNs() + "," + residual + "," + (counted.used() ? 1 : 0) + "\n");
            table.worthKeeping();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether it was ended by an interruption */
    private boolean work(PpsRun run) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        long beginNs = System.nanoTime();
        long endNs = time == null ? Long.MAX_VALUE : beginNs + time.toNanos();
        long nextNs = beginNs;
        try {
            while (nextNs < endNs) {
                nextNs = Math.min(endNs, nextNs + statusEvery.toNanos());
                run.workUntil(nextNs);
                String notice = run.seconds().notice();
                if (notice != null) {
                    err.println("warning: " + notice);
                }
                err.printf(
                        Locale.ROOT,
                        "%9.3f  %s%n",
                        (System.nanoTime() - beginNs) * 1e-9,
                        run.seconds().model() == null ? "no lock: " + run.reason() : words(run.seconds()));
                err.flush();
            }
            return false;
        } catch (InterruptedIOException e) {
            return Thread.interrupted();
        }
    }

    private static String words(PulseSeconds found) {
        ClockModel model = found.model();
        if (model == null) {
            return "";
        }
        Converted utc = model.remoteAt(System.nanoTime());
        return String.format(
                Locale.ROOT,
                "%s  ± %.3f us  skew %+.3f ± %.3f ppm  pulses %d  lost %d",
                found.lock().phase().name().toLowerCase(Locale.ROOT),
                utc.sigmaNs() * 1e-3,
                model.skewPpm(),
                model.skewSigma() * 1e6,
                found.pulses(),
                found.lost());
    }

    private int finish(PpsRun run, PpsRun.@Nullable SecondNames names) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ClockModel model = run.seconds().model();
        if (model == null) {
            out.println("refused: no lock: " + run.reason());
            return ExitCode.REFUSED;
        }
        BracketedReading system = HostClocks.read(ClockDomain.REALTIME, ClockDomain.MONOTONIC, READINGS);
        long atNs = system.pair().localNs();
        Converted utc = model.remoteAt(atNs);
        long systemLessUtcNs = system.pair().remoteNs() - utc.timeNs();
        TimeSyncPort.ControllerTime controller = names instanceof TimeSyncPort port ? port.controllerTime() : null;
        if (json) {
            ClockJson result = new ClockJson()
                    .put("monotonic_ns", atNs)
                    .put("utc_ns", utc.timeNs())
                    .put("sigma_ns", utc.sigmaNs())
                    .put("skew_ppm", model.skewPpm())
                    .put("skew_sigma_ppm", model.skewSigma() * 1e6)
                    .put("system_less_utc_ns", systemLessUtcNs)
                    .put("state", run.seconds().lock().phase().name().toLowerCase(Locale.ROOT))
                    .put("pulses", run.seconds().pulses())
                    .put("pulses_lost", run.seconds().lost())
                    .put("seconds_named_by", seconds);
            if (controller != null) {
                result.put("controller_us", controller.controllerUs()).put("controller_utc_ns", controller.utcNs());
            }
            result.print(out);
        } else {
            out.printf(
                    Locale.ROOT,
                    "UTC          CLOCK_MONOTONIC + %.9f s ± %.3f us, at %s (%s)%n",
                    (utc.timeNs() - atNs) * 1e-9,
                    utc.sigmaNs() * 1e-3,
                    Instant.ofEpochSecond(0, utc.timeNs()),
                    run.seconds().lock().phase().name().toLowerCase(Locale.ROOT));
            out.printf(
                    Locale.ROOT,
                    "skew         CLOCK_MONOTONIC runs %.3f ± %.3f ppm too %s%n",
                    Math.abs(model.skewPpm()),
                    model.skewSigma() * 1e6,
                    model.skewPpm() > 0 ? "slowly" : "fast");
            out.printf(Locale.ROOT, "system clock %+.6f s against UTC%n", systemLessUtcNs * 1e-9);
            out.printf(
                    Locale.ROOT,
                    "pulses       %d, %d lost; which second each was, was said by %s%n",
                    run.seconds().pulses(),
                    run.seconds().lost(),
                    seconds.equals("system") ? "the system clock, which has to be right to a quarter of one" : seconds);
            if (controller != null) {
                out.printf(
                        Locale.ROOT,
                        "controller   its clock showed %d us at %s%n",
                        controller.controllerUs(),
                        Instant.ofEpochSecond(0, controller.utcNs()));
            }
        }
        out.flush();
        if (Math.abs(systemLessUtcNs) * 1e-9 > SURPRISING_S) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "warning: the system clock is %+.3f s off what %s says: one of them is wrong, or the receiver's"
                                    + " sentences come more than a second late%n",
                            systemLessUtcNs * 1e-9,
                            seconds);
        }
        return ExitCode.DONE;
    }
}
