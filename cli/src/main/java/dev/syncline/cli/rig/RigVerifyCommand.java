package dev.syncline.cli.rig;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.match.read.McapTime;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.file.RigFile;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.Times;
import dev.syncline.hardware.rig.verify.FrameFiles;
import dev.syncline.hardware.rig.verify.FrameStream;
import dev.syncline.hardware.rig.verify.Moment;
import dev.syncline.hardware.rig.verify.PhaseStep;
import dev.syncline.hardware.rig.verify.RigVerdict;
import dev.syncline.hardware.rig.verify.RigVerifier;
import dev.syncline.hardware.rig.verify.StreamVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code syncline rig verify}: whether the frames of a recorded rig start together. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Find out from a recording whether a rig's frames really start together.",
        description = {
            "",
            "Takes CSV or JSON lines (stream, sequence, timestamp_ns, exposure_us), MCAP, camera metadata",
            "(rpicam --metadata-format json) and presentation times (rpicam --save-pts, drift and misses only).",
            "Prints each camera's phase, jitter, steps, drift and missed triggers.",
            "Exit code 3 when the frames do not start together.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RigVerifyCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RECORDING", description = "recordings of frame times")
    List<Path> recordings;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "1ms",
            description = "how far apart frames may be that are together; ${DEFAULT-VALUE} (FSYNC alone keeps 10us)")
    Duration within;

    @Option(
            names = "--at",
            defaultValue = "END",
            description = "moment of the exposure to compare: start, middle (for what is in the picture), end (for the"
                    + " trigger; the timestamp itself); ${DEFAULT-VALUE}")
    Moment at;

    @Option(names = "--reference", paramLabel = "CAMERA", description = "the camera to compare with; the first")
    @Nullable
    String reference;

    @Option(
            names = "--fps",
            paramLabel = "RATE",
            converter = RateConverter.class,
            description = "the rig's frame rate; the reference's where it is left out")
    @Nullable
    FrameRate fps;

    @Option(names = "--ptp", description = "compare with the slots of the PTP clock instead of a camera; needs --fps")
    boolean ptp;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "0s",
            description =
                    "leave this much out at the beginning, while cameras lock (DepthAI allows 4s for FSYNC, 30s for"
                            + " PTP); ${DEFAULT-VALUE}")
    Duration settle;

    @Option(
            names = "--mcap-time",
            description = "MCAP: header (the stamp in ROS, Foxglove and DepthAI messages), device (DepthAI's on the"
                    + " device's clock), log, publish, or auto (header where there is one, else log); default: auto")
    McapTime mcapTime = McapTime.AUTO;

    @Option(
            names = "--rig",
            paramLabel = "RIG.yaml",
            description = "the rig, for --at middle: rolling shutters are compared at the middle of the picture, not at"
                    + " the first row")
    @Nullable
    Path rig;

    @Option(names = "--json", description = "print the result as JSON")
    boolean json;

    @Override
    public Integer call() throws IOException {
        if (ptp && fps == null) {
            throw new ParameterException(spec.commandLine(), "--ptp needs --fps: slots are counted in frame periods");
        }
        if (within.isZero() || within.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--within must be above zero");
        }
        if (rig != null && at != Moment.MIDDLE) {
            throw new ParameterException(spec.commandLine(), "--rig is for --at middle");
        }
        PrintWriter err = spec.commandLine().getErr();
        List<FrameStream> streams =
                FrameFiles.read(recordings, mcapTime, warning -> err.println("syncline: warning: " + warning));
        checkStreams(streams);
        if (rig != null) {
            streams = RigVerifier.atPictureMiddle(streams, RigFile.read(rig, RigData.builtIn()));
        }
        if (!settle.isZero()) {
            streams = streams.stream()
                    .map(stream -> stream.size() == 0 ? stream : stream.since(stream.timesNs()[0] + settle.toNanos()))
                    .toList();
        }
        RigVerifier verifier = new RigVerifier(within.toNanos(), at, fps);
        RigVerdict verdict = ptp ? verifier.compareWithSlots(streams) : verifier.compare(streams, reference(streams));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(verdict)));
        } else {
            print(verdict, out);
        }
        out.flush();
        return verdict.isRight() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void checkStreams(List<FrameStream> streams) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        for (FrameStream stream : streams) {
            if (at != Moment.END && !stream.hasExposures()) {
                throw new IOException(stream.name() + ": --at " + at.name().toLowerCase(Locale.ROOT)
                        + " needs the exposure of every frame (a column exposure_us); use --at end");
            }
            if (stream.zero() == FrameStream.Zero.FIRST_FRAME) {
                if (ptp) {
                    throw new IOException(stream.name() + ": presentation times begin at 0 and have no slots; give"
                            + " timestamps of the PTP clock");
                }
                err.println("syncline: warning: " + stream.name()
                        + ": presentation times begin at 0, so its phase is lost; drift and misses are checked");
            }
        }
        if (!ptp && streams.size() < 2) {
            throw new IOException(streams.getFirst().name()
                    + ": only one camera; give the recordings of at least two, or --ptp --fps RATE");
        }
        err.flush();
    }

    private int reference(List<FrameStream> streams) throws IOException {
        int index = 0;
        if (reference != null) {
            List<String> names = streams.stream().map(FrameStream::name).toList();
            index = names.indexOf(reference);
            if (index < 0) {
                throw new IOException("there is no camera '" + reference + "'; there are " + String.join(", ", names));
            }
        }
        if (streams.get(index).size() < 3) {
            throw new IOException(streams.get(index).name() + ": has "
                    + streams.get(index).size() + " frames; the reference needs at least 3 (see --reference)");
        }
        return index;
    }

    private static void print(RigVerdict verdict, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "against %s, a frame every %s (%.3f fps)%n%n",
                verdict.reference(),
                Times.text(verdict.periodNs()),
                1e9 / verdict.periodNs());
        out.printf(
                "%-18s %8s %7s %6s %11s %11s %11s %18s%n",
                "camera", "frames", "missed", "extra", "phase", "± jitter", "worst", "drift ppm");
        for (StreamVerdict stream : verdict.streams()) {
            boolean compared = stream.phase().frames() > 0;
            out.printf(
                    Locale.ROOT,
                    "%-18s %8d %7d %6d %11s %11s %11s %18s%n",
                    stream.name(),
                    stream.frames(),
                    stream.missed(),
                    stream.extra(),
                    compared ? Times.text(stream.phase().medianNs()) : "-",
                    compared ? Times.text(stream.phase().jitterNs()) : "-",
                    compared ? Times.text(stream.phase().worstNs()) : "-",
                    compared && stream.phase().frames() > 2
                            ? String.format(
                                    Locale.ROOT,
                                    "%.2f ± %.2f",
                                    stream.phase().driftPpm(),
                                    stream.phase().driftSigmaPpm())
                            : "-");
        }
        out.println();
        for (StreamVerdict stream : verdict.streams()) {
            for (String complaint : stream.complaints()) {
                out.println(stream.name() + ": " + complaint);
            }
            stream.remarks().forEach(remark -> out.println(stream.name() + ": note: " + remark));
        }
        verdict.complaints().forEach(out::println);
        out.println(verdict.isRight() ? "together" : "not together");
    }

    private static ObjectNode tree(RigVerdict verdict) {
        ObjectNode root = JSON.createObjectNode();
        root.put("verdict", verdict.isRight() ? "together" : "not together");
        root.put("reference", verdict.reference());
        root.put("period_ns", verdict.periodNs());
        for (StreamVerdict stream : verdict.streams()) {
            ObjectNode node = root.withArray("cameras").addObject();
            node.put("name", stream.name());
            node.put("frames", stream.frames());
            node.put("missed", stream.missed());
            node.put("extra", stream.extra());
            node.put("longest_gap_frames", stream.longestGap());
            put(node, "phase_ns", stream.phase().medianNs());
            put(node, "jitter_ns", stream.phase().jitterNs());
            put(node, "worst_ns", stream.phase().worstNs());
            put(node, "drift_ppm", stream.phase().driftPpm());
            put(node, "drift_sigma_ppm", stream.phase().driftSigmaPpm());
            for (PhaseStep step : stream.phase().steps()) {
                node.withArray("steps")
                        .addObject()
                        .put("time_ns", step.timeNs())
                        .put("by_ns", step.byNs());
            }
            stream.complaints().forEach(node.withArray("complaints")::add);
            stream.remarks().forEach(node.withArray("remarks")::add);
        }
        verdict.complaints().forEach(root.withArray("complaints")::add);
        return root;
    }

    /** What is not known is null: JSON has no NaN. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
