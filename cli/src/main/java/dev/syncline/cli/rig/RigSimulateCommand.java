package dev.syncline.cli.rig;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.engine.file.PartFile;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.check.Finding;
import dev.syncline.hardware.rig.check.RigValidator;
import dev.syncline.hardware.rig.check.Severity;
import dev.syncline.hardware.rig.simulate.FreeCameras;
import dev.syncline.hardware.rig.simulate.RigSimulation;
import dev.syncline.hardware.rig.timing.RigPlan;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.verify.FrameStream;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline rig simulate}: a recording of a rig that need not exist. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Write the timestamps that a rig's cameras would give, to try 'rig verify' on.",
        description = {
            "",
            "Cameras on a line follow it, PTP cameras are locked onto their slots, others drift, or are trimmed by whole"
                    + " lines with --trim. Writes CSV: stream, sequence, timestamp_ns, exposure_us.",
            "Exit code 3 when a rule is broken: such a rig gives no frames, or not these.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RigSimulateCommand implements Callable<Integer> {
    private static final int MOST_FRAMES = 10_000_000;

    @Spec
    CommandSpec spec;

    @Mixin
    RigInput input;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "the recording to write, CSV; - is standard output")
    Path out;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "10s", description = "how long; ${DEFAULT-VALUE}")
    Duration length;

    @Option(
            names = "--begin",
            paramLabel = "TIME",
            defaultValue = "1000s",
            description = "when it begins on the rig's clock; ${DEFAULT-VALUE}")
    Duration begin;

    @Option(names = "--trim", description = "keep free cameras with the first one, as DepthAI's firmware does")
    boolean trim;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the random numbers")
    long seed;

    @Override
    public Integer call() throws IOException {
        ReplacedFile file =
                out.equals(PartFile.STANDARD_OUTPUT) ? null : input.guard().writes(out);
        Rig rig = input.read();
        List<Finding> broken = RigValidator.check(rig).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!broken.isEmpty()) {
            Finding first = broken.getFirst();
            spec.commandLine()
                    .getErr()
                    .println("syncline: refused: " + rig.file() + ":" + first.line() + ": rule "
                            + first.rule().number() + ": " + first.where() + ": " + first.reason()
                            + (broken.size() == 1 ? "" : " (and " + (broken.size() - 1) + " more)")
                            + ": this rig cannot work, see 'syncline rig check'");
            return ExitCode.REFUSED;
        }
        FrameRate rate = RigPlan.of(rig).rate();
        if (rate == null || rig.cameras().isEmpty()) {
            throw new RigFormatException(
                    rig.file(), 0, "cannot be simulated: it needs cameras and a frame rate (fps:)");
        }
        double frames = length.toNanos() / rate.periodNs();
        if (!(frames >= 3 && frames * rig.cameras().size() <= MOST_FRAMES)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--for gives " + Math.round(frames)
                            + " frames of each camera; expected 3 or more, and no more than " + MOST_FRAMES
                            + " in all");
        }
        List<FrameStream> streams = RigSimulation.record(
                rig, trim ? FreeCameras.TRIM : FreeCameras.DRIFT, begin.toNanos(), (int) frames, seed);
        StringBuilder csv = new StringBuilder("stream,sequence,timestamp_ns,exposure_us\n");
        for (FrameStream stream : streams) {
            for (int i = 0; i < stream.size(); i++) {
                csv.append(stream.name())
                        .append(',')
                        .append(i)
                        .append(',')
                        .append(stream.timesNs()[i])
                        .append(',');
                if (stream.hasExposures()) {
                    csv.append(stream.exposuresNs()[i] / 1000);
                }
                csv.append('\n');
            }
        }
        if (file == null) {
            spec.commandLine().getOut().append(csv).flush();
        } else {
            file.replaceWith(csv.toString().getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.DONE;
    }
}
