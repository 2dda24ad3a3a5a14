package dev.syncline.engine.telemetry.gyroflow;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.file.WholeFile;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.JoinedRecordings;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gyroflow projects that hold the motion data themselves. */
public final class GyroflowProjectFormat implements TelemetryFormat {
    static final String NAME = "gyroflow-project";

    /** Projects with processed motion data run to some hundred megabytes. */
    private static final long MOST_BYTES = 1L << 30;

    /** One of these comes soon, in whatever order a program writes them. */
    private static final List<String> MARKS = List.of(
            "\"Gyroflow data file\"", "\"videofile\"", "\"calibration_data\"", "\"gyro_source\"", "\"stabilization\"");

    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Gyroflow projects with motion data inside (.gyroflow)";
    }

    @Override
    public boolean detect(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        return text.startsWith("{") && MARKS.stream().anyMatch(text::contains);
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        String name = String.valueOf(file.getFileName());
        JsonNode root = tree(file, name);
        ProjectMotion motion = ProjectMotion.read(name, root, options.allStreams());
        if (motion == null) {
            String elsewhere = root.path("gyro_source").path("filepath").asString("");
            throw new TelemetryFormatException(
                    name,
                    "",
                    "no motion data in this project: "
                            + (elsewhere.isEmpty()
                                    ? "it names no log either"
                                    : "its log is " + elsewhere + "; give that"));
        }
        LogWarnings warnings = new LogWarnings();
        List<Recording> tracks;
        try {
            tracks = motion.samples().toRecordings(0, warnings);
        } catch (IllegalArgumentException e) {
            throw new TelemetryFormatException(name, "", "the motion data: " + e.getMessage());
        }
        List<MotionLog> recordings = new ArrayList<>();
        for (Recording found : tracks) {
            recordings.add(log(name, root, motion, found.gyro(), new LogWarnings(warnings.list()))
                    .withStreams(found.streams().stream()
                            .map(ProjectAcceleration::inItsUnit)
                            .toList()));
        }
        return JoinedRecordings.of(recordings);
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        JsonNode root = tree(file, String.valueOf(file.getFileName()));
        String source = root.path("gyro_source").path("detected_source").asString("");
        return new LogFacts(source.isEmpty() ? null : source, null, null, List.of("gyro"), 1, null, null);
    }

    private static MotionLog log(
            String name, JsonNode root, ProjectMotion motion, GyroTrack gyro, LogWarnings warnings) {
        List<MotionLog.TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        ImuOrientation declared = orientation(motion.orientation());
        return new MotionLog(
                name,
                NAME,
                gyro,
                declared == null ? ImuOrientation.BODY : declared,
                declared != null,
                shutter(root.path("stabilization")),
                0,
                saturated,
                warnings.list(),
                motion.onVideosClock(),
                -1);
    }

    private static @Nullable ImuOrientation orientation(@Nullable String letters) {
        try {
            return letters == null ? null : new ImuOrientation(letters);
        } catch (IllegalArgumentException notLetters) {
            return null;
        }
    }

    private static @Nullable RollingShutter shutter(JsonNode stabilization) {
        JsonNode way = stabilization.path("frame_readout_direction");
        ReadoutDirection direction = way.isString() || way.isNumber() ? ReadoutNames.direction(way.asString()) : null;
        double ms = JsonTree.number(stabilization.path("frame_readout_time"));
        return ReadoutNames.isTooShort(ms)
                ? null
                : ReadoutNames.shutter(ms, direction == null ? ReadoutDirection.TOP_TO_BOTTOM : direction);
    }

    private static JsonNode tree(Path file, String name) throws IOException {
        byte[] json = WholeFile.read(file, MOST_BYTES, "a Gyroflow project");
        try {
            return JsonTree.read(MAPPER, json);
        } catch (JacksonException e) {
            throw new TelemetryFormatException(name, "", "not a Gyroflow project: " + JsonTree.problem(e));
        }
    }
}
