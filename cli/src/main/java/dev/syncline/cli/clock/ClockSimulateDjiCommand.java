package dev.syncline.cli.clock;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.KeyFiles;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.hardware.dji.BodyCipher;
import dev.syncline.hardware.dji.simulated.FlightControllerPort;
import dev.syncline.hardware.dji.simulated.FlightControllerSpec;
import dev.syncline.hardware.dji.simulated.MotionSource;
import dev.syncline.hardware.dji.simulated.PulseFile;
import dev.syncline.hardware.dji.simulated.PulseStamps;
import dev.syncline.hardware.serial.SerialDriver;
import dev.syncline.hardware.serial.SerialLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline clock simulate-dji}: a flight controller for {@code clock dji} to talk to. */
@Command(
        name = "simulate-dji",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Play a DJI flight controller on a serial port, with a clock of its own.",
        description = {
            "",
            "Make a line first:  socat pty,raw,echo=0,link=/tmp/fc pty,raw,echo=0,link=/tmp/host",
            "then:               syncline clock simulate-dji --port /tmp/fc --pulse-line /tmp/pulses",
            "and beside it:      syncline clock dji --port /tmp/host --pulse sim:/tmp/pulses --out imu.gcsv",
            ""
        },
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClockSimulateDjiCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", required = true, description = "its end of the serial line")
    String port;

    @Option(names = "--baud", paramLabel = "BD", defaultValue = "921600", description = "default: 921600")
    int baud;

    @Option(
            names = "--pulse-line",
            paramLabel = "FILE",
            description = "file that grows by a line a pulse, for --pulse sim:FILE")
    @Nullable
    Path pulseLine;

    @Option(
            names = "--stamps",
            paramLabel = "S",
            defaultValue = "EXACT",
            description = "how the host stamps pulses: exact, symmetric_100_us or late_100_us (default: exact)")
    PulseStamps stamps;

    @Option(names = "--skew", paramLabel = "PPM", defaultValue = "30", description = "its clock's skew (default: 30)")
    double skewPpm;

    @Option(
            names = "--wander",
            paramLabel = "PPB",
            defaultValue = "10",
            description = "how far the skew walks in a second (default: 10)")
    double wanderPpb;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            arity = "2",
            description = "shortest and longest delay of a packet (default: 3ms 15ms)")
    Duration @Nullable [] latency;

    @Option(
            names = "--lose-packets",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "share of packets that are lost (default: 0.05)")
    double lostPackets;

    @Option(
            names = "--lose-pulses",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description = "share of pulses that are lost (default: 0.02)")
    double lostPulses;

    @Option(
            names = "--first-ticks",
            paramLabel = "N",
            defaultValue = "400000",
            description = "what its clock shows at first, ticks of 2.5 ms (default: 400000)")
    long firstTicks;

    @Option(names = "--app-id", paramLabel = "N", description = "insist on the activation of this application")
    @Nullable
    Long appId;

    @Option(names = "--key-file", paramLabel = "FILE", description = "encrypt with the key in this file")
    @Nullable
    Path keyFile;

    @Option(names = "--motion", paramLabel = "LOG", description = "motion log that its gyro plays (default: a sway)")
    @Nullable
    Path motion;

    @Option(
            names = "--motion-after",
            paramLabel = "TIME",
            defaultValue = "3s",
            description = "when the log begins (default: 3s)")
    Duration motionAfter;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "JSON with the host time at which the log's zero was played")
    @Nullable
    Path truth;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "seed of all chance (default: 1)")
    long seed;

    @Option(
            names = {"-t", "--time"},
            paramLabel = "TIME",
            description = "how long (default: until interrupted)")
    @Nullable
    Duration time;

    @Override
    public Integer call() throws IOException {
        FlightControllerSpec controller = controller();
        OutputGuard guard = new OutputGuard().reads(motion, "the motion log").reads(keyFile, "the key");
        ReplacedFile truthFile = truth == null ? null : guard.writes(truth);
        if (pulseLine != null) {
            ReplacedFile _ = guard.writes(pulseLine);
        }
        GyroTrack log = motion == null ? null : TelemetryReaders.open(motion).gyro();
        long delayNs = motionAfter.toNanos();
        MotionSource source = log == null ? MotionSource.sway() : MotionSource.playing(log, delayNs);
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong packets = new AtomicLong();
        AtomicLong pulses = new AtomicLong();
        try (SerialLink link = SerialDriver.JSERIALCOMM.open(port, baud);
                PulseFile.Drive line = pulseLine == null ? null : new PulseFile.Drive(pulseLine)) {
            long startNs = System.nanoTime();
            if (log != null && truthFile != null) {
                long zeroNs = startNs + delayNs - log.startNs();
                String json = String.format(Locale.ROOT, "{\"log_zero_host_ns\": %d}%n", zeroNs);
                truthFile.replaceWith(json.getBytes(StandardCharsets.UTF_8));
            }
            out.printf(
                    Locale.ROOT,
                    "a flight controller on %s, %d Bd, skew %+.1f ppm%s%n",
                    port,
                    baud,
                    skewPpm,
                    controller.key() == null ? "" : ", encrypted");
            out.flush();
            FlightControllerPort simulated = new FlightControllerPort(
                    link,
                    controller,
                    source,
                    stamps,
                    startNs,
                    edgeNs -> {
                        pulses.incrementAndGet();
                        if (line != null) {
                            line.edge(edgeNs);
                        }
                    },
                    (hostNs, ticks) -> packets.incrementAndGet());
            try {
                simulated.workUntil(time == null ? Long.MAX_VALUE : startNs + time.toNanos());
            } catch (InterruptedIOException e) {
                Thread.currentThread().interrupt();
            }
        }
        boolean interrupted = Thread.interrupted();
        out.printf(Locale.ROOT, "%d packets, %d pulses%n", packets.get(), pulses.get());
        out.flush();
        return interrupted ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private FlightControllerSpec controller() throws IOException {
        String key = keyFile == null ? null : KeyFiles.hexadecimal(keyFile);
        KeyFiles.warnIfOpen(keyFile, spec.commandLine().getErr());
        long[] latencyNs = latency == null
                ? new long[] {3_000_000, 15_000_000}
                : new long[] {latency[0].toNanos(), latency[1].toNanos()};
        try {
            if (key != null) {
                BodyCipher.ofHex(key);
            }
            return new FlightControllerSpec(
                    firstTicks,
                    0,
                    FlightControllerSpec.NsField.REMAINDER,
                    skewPpm,
                    wanderPpb,
                    latencyNs[0],
                    latencyNs[1],
                    lostPackets,
                    lostPulses,
                    1,
                    baud,
                    key,
                    appId,
                    FlightControllerSpec.Firmware.DOCUMENTED,
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
