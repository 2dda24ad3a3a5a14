package dev.syncline.cli.rig;

import dev.syncline.bindings.linux.gpio.GpioOutput.ActiveLevel;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.hardware.rig.trigger.GpioTriggerLine;
import dev.syncline.hardware.rig.trigger.Lateness;
import dev.syncline.hardware.rig.trigger.PeriodicOutput;
import dev.syncline.hardware.rig.trigger.SimulatedLine;
import dev.syncline.hardware.rig.trigger.SystemPacer;
import dev.syncline.hardware.rig.trigger.TriggerGenerator;
import dev.syncline.hardware.rig.trigger.TriggerLine;
import dev.syncline.hardware.rig.trigger.TriggerReport;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline rig trigger}: pulses on a line of this machine. */
@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Put trigger pulses on a GPIO line or on the output of a PTP clock.",
        description = {
            "",
            "Pulse k begins exactly k periods after the first, so nothing drifts; how late the pulses were is printed.",
            "A pin of 3.3 V must not be wired to an FSIN pad (1.8 V) without a divider: see 'syncline rig check'.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RigTriggerCommand implements Callable<Integer> {
    private static final Pattern GPIO = Pattern.compile("(?:/dev/)?(gpiochip\\d{1,4})[/:](\\d{1,5})");
    private static final Pattern PTP = Pattern.compile("(?:/dev/)?(ptp\\d{1,4})[/:](\\d{1,3})");
    private static final long USUAL_PULSE_NS = 1_000_000;

    @Spec
    CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    Where where;

    /** Where the pulses go: one of three. */
    static final class Where {
        @Option(names = "--gpio", paramLabel = "CHIP/LINE", description = "a GPIO line, such as gpiochip0/17")
        @Nullable
        String gpio;

        @Option(
                names = "--perout",
                paramLabel = "CLOCK/OUTPUT",
                description = "an output of a PTP clock, such as ptp0/0; the clock makes the pulses by itself")
        @Nullable
        String perout;

        @Option(names = "--dry-run", description = "no line: only keep the times, and say how late they were")
        boolean dryRun;
    }

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            required = true,
            converter = RateConverter.class,
            description = "pulses a second: 30, 29.97, 30000/1001")
    FrameRate rate;

    @Option(names = "--count", paramLabel = "N", description = "pulses to send; without end where it is left out")
    @Nullable
    Long count;

    @Option(
            names = "--pulse-width",
            paramLabel = "TIME",
            description = "length of a pulse; 1 ms or a tenth of the period where it is left out. For sensors whose"
                    + " exposure is the pulse, this is the exposure")
    @Nullable
    Duration pulseWidth;

    @Option(names = "--active-low", description = "the line rests high and pulses are low")
    boolean activeLow;

    @Option(
            names = "--spin",
            paramLabel = "TIME",
            defaultValue = "200us",
            description = "keep a processor busy for this long before each edge, to be exact; ${DEFAULT-VALUE}")
    Duration spin;

    @Option(
            names = "--measure-on",
            paramLabel = "INPUT",
            description =
                    "with --perout: an input of the same clock that the output is wired to, to measure the pulses")
    @Nullable
    Integer measureOn;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count " + count + ": expected 1 or more");
        }
        if (measureOn != null && where.perout == null) {
            throw new ParameterException(spec.commandLine(), "--measure-on belongs to --perout");
        }
        if (where.perout != null) {
            perout(where.perout);
        } else {
            software();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped");
        }
        return ExitCode.DONE;
    }

    private void software() throws IOException {
        long pulseNs =
                pulseWidth == null ? Math.min(USUAL_PULSE_NS, Math.round(rate.periodNs() / 10)) : pulseWidth.toNanos();
        if (pulseNs <= 0 || pulseNs >= rate.periodNs()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--pulse-width " + Times.text(pulseNs) + " does not fit the period, "
                            + Times.text(rate.periodNs()));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (TriggerLine line = line()) {
            out.println(rate + " pulses/s of " + Times.text(pulseNs)
                    + (count == null ? ", until Ctrl-C" : ", " + count + " of them")
                    + (where.dryRun ? ", on no line (dry run)" : " on " + where.gpio));
            out.flush();
            SystemPacer pacer = new SystemPacer(spin.toNanos());
            TriggerReport report = new TriggerGenerator(line, pacer, rate, pulseNs)
                    .run(count == null ? Long.MAX_VALUE : count, this::tell);
            print(report, out);
        }
    }

    private void tell(TriggerReport report) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(report.sent() + " pulses, the latest of them "
                + Times.text(report.lateness().mostNs()) + " late");
        err.flush();
    }

    private static void print(TriggerReport report, PrintWriter out) {
        Lateness late = report.lateness();
        out.println("sent      " + report.sent() + ", skipped " + report.skipped()
                + (report.skipped() > 0 ? " (the machine was busy for more than half a period)" : ""));
        out.println(
                "lateness  least " + Times.text(late.leastNs()) + ", half within " + Times.text(late.quantileNs(0.5))
                        + ", 99 % within " + Times.text(late.quantileNs(0.99)) + ", most " + Times.text(late.mostNs()));
        out.println("jitter    " + Times.text(late.deviationNs()) + " (standard deviation)");
        out.println("pulses    up to " + Times.text(report.lengthError().mostNs()) + " longer than asked for");
        out.flush();
    }

    private TriggerLine line() throws IOException {
        if (where.gpio == null) {
            return new SimulatedLine();
        }
        Matcher name = GPIO.matcher(where.gpio);
        if (!name.matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--gpio " + where.gpio + ": expected a chip and a line, such as gpiochip0/17 (see gpioinfo)");
        }
        return GpioTriggerLine.open(
                "/dev/" + name.group(1),
                Integer.parseInt(name.group(2)),
                activeLow ? ActiveLevel.LOW : ActiveLevel.HIGH);
    }

    private void perout(String output) throws IOException {
        Matcher name = PTP.matcher(output);
        if (!name.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--perout " + output + ": expected a clock and an output, such as ptp0/0");
        }
        if (pulseWidth != null || activeLow) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--pulse-width and --active-low are not for --perout: the clock makes the pulse");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (PeriodicOutput pulses =
                PeriodicOutput.start("/dev/" + name.group(1), Integer.parseInt(name.group(2)), rate, measureOn)) {
            out.println("a pulse every " + pulses.periodNs() + " ns of " + output + "'s own time"
                    + (Math.abs(pulses.offPpb()) < 0.05
                            ? ""
                            : String.format(Locale.ROOT, " (%+.1f ppb: its periods are whole ns)", pulses.offPpb())));
            out.flush();
            Lateness measured = pulses.run(count == null ? Long.MAX_VALUE : count);
            if (measureOn != null) {
                out.println("measured  " + measured.count() + " pulses, 99 % within "
                        + Times.text(measured.quantileNs(0.99)) + " of their times, most "
                        + Times.text(measured.mostNs()) + ", jitter " + Times.text(measured.deviationNs()));
            }
            out.flush();
        }
    }
}
