package dev.syncline.cli.clock;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.KeyFiles;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.engine.clock.TickFormula;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.hardware.dji.DjiCommand;
import dev.syncline.hardware.dji.HardSyncRun;
import dev.syncline.hardware.dji.LiveRun;
import dev.syncline.hardware.dji.RecordedEvent;
import dev.syncline.hardware.dji.RunSettings;
import dev.syncline.hardware.dji.SessionRecording;
import dev.syncline.hardware.dji.SessionSettings;
import dev.syncline.hardware.dji.TimebaseStatus;
import dev.syncline.hardware.pulse.PulseSource;
import dev.syncline.hardware.pulse.PulseSourceInfo;
import dev.syncline.hardware.serial.SerialDriver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline clock dji}: a flight controller's motion samples in this host's time. */
@Command(
        name = "dji",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Put a DJI flight controller's motion samples into this host's time.",
        description = {
            "",
            "Asks the controller for hardware sync packets and pulses, pairs them, and prints lock, offset and skew.",
            "Offsets are the controller's clock less CLOCK_MONOTONIC. Events go to standard error.",
            "Exit code 0 when there was a lock, 3 when there was none, 1 when the controller did not answer.",
            ""
        },
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClockDjiCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "serial port, such as /dev/ttyUSB0")
    @Nullable
    String port;

    @Option(names = "--baud", paramLabel = "BD", defaultValue = "921600", description = "default: 921600")
    int baud;

    @Option(
            names = "--freq",
            paramLabel = "HZ",
            defaultValue = "20",
            description = "pulses in a second; 0 for single ones, one a second, each with its tag (default: 20)")
    int freqHz;

    @Option(names = "--tag", paramLabel = "N", defaultValue = "1", description = "tag of the packets (default: 1)")
    int tag;

    @Option(
            names = "--pulse",
            paramLabel = "LINE",
            defaultValue = "none",
            description = "gpio:gpiochip0/17, pps:0, ptp:0/0, serial:/dev/ttyS0/cts, sim:FILE or none (default: none)")
    String pulse;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "motion log in the host's time, Gyroflow's CSV: rates and accelerations")
    @Nullable
    Path log;

    @Option(names = "--pairs", paramLabel = "FILE", description = "all pairs of pulse and packet, CSV")
    @Nullable
    Path pairs;

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description = "all of each sample as CSV: its time with an error bar, rate, acceleration, orientation")
    @Nullable
    Path sampleTable;

    @Option(
            names = "--live",
            description = "print each motion sample as a line of JSON on standard output, the table on standard error")
    boolean live;

    @Option(names = "--record", paramLabel = "FILE", description = "all that comes over the lines, for --replay")
    @Nullable
    Path recording;

    @Option(names = "--replay", paramLabel = "FILE", description = "a recorded session instead of a port")
    @Nullable
    Path replay;

    @Option(
            names = {"-t", "--time"},
            paramLabel = "TIME",
            description = "how long (default: until interrupted)")
    @Nullable
    Duration time;

    @Option(
            names = "--status",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "time between two lines of the table (default: 1s)")
    Duration statusEvery;

    @Option(
            names = "--packets",
            paramLabel = "HZ",
            description = "packets in a second, 400 at most (default: 400, or what the line carries)")
    @Nullable
    Integer packetHz;

    @Option(names = "--app-id", paramLabel = "N", description = "activate this application")
    @Nullable
    Long appId;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "file with the application's key, 64 hexadecimal digits: encrypt")
    @Nullable
    Path keyFile;

    @Option(
            names = "--time-formula",
            paramLabel = "F",
            description = "documented, ticks_only or unwrapped (default: found out, documented preferred)")
    @Nullable
    TickFormula formula;

    @Option(
            names = "--driver",
            paramLabel = "D",
            defaultValue = "JSERIALCOMM",
            description = "jserialcomm or termios, which knows any baud rate and low latency (default: jserialcomm)")
    SerialDriver driver;

    @Option(
            names = "--orientation",
            paramLabel = "AXES",
            defaultValue = "YxZ",
            description =
                    "how the controller's axes lie in the camera, written into the log in Gyroflow's letters (default: YxZ: right, up, back)")
    String orientation;

    @Override
    public Integer call() throws IOException {
        if ((port == null) == (replay == null)) {
            throw new ParameterException(spec.commandLine(), "give either --port PORT or --replay FILE");
        }
        if (replay != null && recording != null) {
            throw new ParameterException(spec.commandLine(), "--record needs a --port");
        }
        if (replay == null && pulse.equals("none") && (log != null || pairs != null || sampleTable != null || live)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out, --samples, --pairs and --live need a pulse line: without pulses there is no host time");
        }
        if (statusEvery.isNegative() || statusEvery.isZero() || (time != null && time.isNegative())) {
            throw new ParameterException(spec.commandLine(), "--status and --time must be longer than nothing");
        }
        claimOutputs();
        String key = keyFile == null ? null : KeyFiles.hexadecimal(keyFile);
        KeyFiles.warnIfOpen(keyFile, spec.commandLine().getErr());
        LiveSamples samples = live ? new LiveSamples(spec.commandLine().getOut()) : null;
        try (DjiOutput output = new DjiOutput(spec.commandLine().getErr(), log, pairs, sampleTable, samples, axes())) {
            return replay != null ? replay(replay, key, output) : live(session(key), output);
        }
    }

    /** Where the table goes: standard output belongs to the samples where they are wanted. */
    private PrintWriter people() {
        return live ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private void claimOutputs() throws IOException {
        OutputGuard guard = new OutputGuard()
                .reads(replay, "the recorded session")
                .reads(keyFile, "the key")
                .reads(PulseLines.file(pulse), "the pulse line");
        for (Path output : Arrays.asList(log, pairs, sampleTable, recording)) {
            if (output != null) {
                ReplacedFile _ = guard.writes(output);
            }
        }
    }

    private ImuOrientation axes() {
        try {
            return new ImuOrientation(orientation);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--orientation: " + e.getMessage(), e);
        }
    }

    private SessionSettings session(@Nullable String key) {
        try {
            return new SessionSettings(freqHz, tag, packetRate(key != null), appId, key, !pulse.equals("none"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The packets that were asked for, or as many as the line carries; never fewer than pulses. */
    private int packetRate(boolean encrypted) {
        int fits = DjiCommand.mostPacketsHz(baud, encrypted);
        int asked = packetHz == null ? Math.min(DjiCommand.MAX_PACKET_HZ, fits) : packetHz;
        int wanted = Math.max(asked, freqHz);
        if (wanted > fits && wanted <= DjiCommand.MAX_PACKET_HZ) {
            throw new ParameterException(
                    spec.commandLine(),
                    wanted + " packets a second do not fit on a line of " + baud + " Bd, which carries " + fits
                            + ": raise --baud (here and in DJI Assistant 2) or lower "
                            + (wanted == freqHz ? "--freq" : "--packets"));
        }
        if (packetHz == null && wanted < DjiCommand.MAX_PACKET_HZ) {
            spec.commandLine()
                    .getErr()
                    .println("syncline: " + wanted + " packets a second, which is what " + baud + " Bd carry");
        }
        return wanted;
    }

    private int live(SessionSettings session, DjiOutput output) throws IOException {
        String opened = port;
        if (opened == null) {
            throw new IllegalStateException("no port");
        }
        DjiTable table = new DjiTable(people());
        PulseSource source = PulseLines.open(pulse, spec.commandLine());
        RunSettings settings = settings(session, source == null ? null : source.info());
        try (SessionRecording.Writer recorder =
                        recording == null ? null : new SessionRecording.Writer(recording, settings.text());
                LiveRun live = new LiveRun(settings, () -> driver.open(opened, baud), source, recorder, output)) {
            long beginNs = System.nanoTime();
            output.beganAt(beginNs);
            boolean interrupted = work(live, table, output, beginNs);
            live.end();
            int exitCode = finish(live.run(), table, output);
            return interrupted ? ExitCode.INTERRUPTED : exitCode;
        }
    }

    /** @return whether it was ended by an interruption, which is the usual end of a session without --time */
    private boolean work(LiveRun live, DjiTable table, DjiOutput output, long beginNs) throws IOException {
        long endNs = time == null ? Long.MAX_VALUE : beginNs + time.toNanos();
        long nextNs = beginNs;
        live.begin();
        try {
            while (nextNs < endNs) {
                nextNs = Math.min(endNs, nextNs + statusEvery.toNanos());
                live.workUntil(nextNs);
                table.line(live.run().status(), output.seconds(System.nanoTime()));
            }
            return false;
        } catch (InterruptedIOException e) {
            // What was received so far is whole, and is kept; the flag is in the way of closing the files.
            return Thread.interrupted();
        }
    }

    private int replay(Path file, @Nullable String key, DjiOutput output) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        DjiTable table = new DjiTable(people());
        try (SessionRecording.Reader reader = new SessionRecording.Reader(file)) {
            HardSyncRun run = new HardSyncRun(RunSettings.parse(reader.settings(), key), (frame, length) -> {}, output);
            long nextNs = Long.MIN_VALUE;
            for (RecordedEvent event = reader.next(); event != null; event = reader.next()) {
                if (nextNs == Long.MIN_VALUE) {
                    output.beganAt(event.hostNs());
                    nextNs = event.hostNs() + statusEvery.toNanos();
                }
                run.handle(event);
                if (event.hostNs() >= nextNs) {
                    nextNs += statusEvery.toNanos();
                    table.line(run.status(), output.seconds(event.hostNs()));
                }
            }
            if (reader.cutOff()) {
                err.println("syncline: warning: " + file + " ends within an event; what is before it was used");
            }
            return finish(run, table, output);
        }
    }

    private RunSettings settings(SessionSettings session, @Nullable PulseSourceInfo line) {
        if (line == null) {
            RunSettings exact = RunSettings.exact(session);
            return new RunSettings(session, formula, exact.stampSigmaNs(), exact.noise(), 0);
        }
        double systematicNs = line.noise() == StampNoise.SYMMETRIC ? line.latencyNs() / 2 : 0;
        return new RunSettings(session, formula, line.sigmaNs(), line.noise(), systematicNs);
    }

    private int finish(HardSyncRun run, DjiTable table, DjiOutput output) throws IOException {
        TimebaseStatus status = run.status();
        table.summary(status, run.counts(), output.lockS());
        output.finish();
        if (!output.everStreamed()) {
            throw new IOException("no packets: " + output.lastState());
        }
        if (Double.isNaN(output.lockS()) && !(replay == null && pulse.equals("none"))) {
            String reason = status.counts().pulses() > 0
                    ? status.lock().reason()
                    : "no pulse came: is it the right line, and does the controller's F-channel put out sync?";
            people().printf(Locale.ROOT, "refused: the clocks were never locked: %s%n", reason);
            return ExitCode.REFUSED;
        }
        return ExitCode.DONE;
    }
}
