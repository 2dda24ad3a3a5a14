package dev.syncline.engine.edit;

import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.project.ProjectResult;
import dev.syncline.engine.project.ProjectSettings;
import dev.syncline.engine.result.Decimals;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The points of a Gyroflow project. What an edit changes is {@code offsets}, and under {@code syncline}, which Gyroflow
 * passes over, what belongs to them.
 */
final class ProjectPoints implements PointsFile {
    private static final String OWN = "syncline";
    private static final String HALVES = "half_sample_ms";
    private static final String MANUAL = "manual_us";
    private static final String MADE_WITH = "made_with";

    private final String name;
    private final ObjectNode root;
    private final GyroflowProject project;
    private final List<EditPoint> points;
    private final List<Long> jumpsNs;
    private final @Nullable Long zeroOfLogNs;

    private ProjectPoints(
            String name,
            ObjectNode root,
            GyroflowProject project,
            List<EditPoint> points,
            List<Long> jumpsNs,
            @Nullable Long zeroOfLogNs) {
        this.name = name;
        this.root = root;
        this.project = project;
        this.points = points;
        this.jumpsNs = jumpsNs;
        this.zeroOfLogNs = zeroOfLogNs;
    }

    static ProjectPoints of(String name, byte[] json, ObjectNode root) throws IOException {
        GyroflowProject project = GyroflowProjectReader.read(name, json);
        if (project.version() == GyroflowProject.PYTHON_VERSION) {
            throw new TelemetryFormatException(
                    name,
                    "",
                    "a project of Gyroflow's Python program of 2021 has no sync points: its motion data has the video's"
                            + " times; it can be --gyro for a sync");
        }
        if (project.offsets().size() > MOST_POINTS) {
            throw new TelemetryFormatException(
                    name, "field offsets", "found " + project.offsets().size() + ", at most " + MOST_POINTS);
        }
        GyroflowProject.Origin origin = project.origin();
        List<Double> halves = origin == null ? List.of() : origin.halfSampleMs();
        boolean halvesFit = halves.size() == project.offsets().size();
        Set<Long> manual = new HashSet<>();
        for (JsonNode us : root.path(OWN).path(MANUAL)) {
            manual.add(us.asLong(Long.MIN_VALUE));
        }
        JsonNode madeWith = root.path(OWN).path(MADE_WITH);
        JsonNode made = root.path(OWN).path(ProjectSettings.KEY);
        List<EditPoint> points = new ArrayList<>();
        for (int i = 0; i < project.offsets().size(); i++) {
            GyroflowProject.Offset offset = project.offsets().get(i);
            JsonNode settings = madeWith.path(Long.toString(offset.gyroTimeUs()));
            points.add(new EditPoint(
                    offset.videoNs(),
                    offset.offsetMs(),
                    manual.contains(offset.gyroTimeUs()) ? PointSource.MANUAL : PointSource.PROJECT,
                    null,
                    halvesFit ? halves.get(i) : Double.NaN,
                    settings.isString() ? settings.stringValue() : made.isString() ? made.stringValue() : null,
                    i));
        }
        points.sort(Comparator.comparingLong(EditPoint::videoNs));
        SyncResult from = origin == null
                ? null
                : SyncResultJson.read(name, origin.resultJson().getBytes(StandardCharsets.UTF_8));
        return new ProjectPoints(
                name,
                root,
                project,
                List.copyOf(points),
                from == null
                        ? List.of()
                        : from.timeline().jumps().stream()
                                .map(ClockJump::videoNs)
                                .toList(),
                from == null ? null : from.inputs().zeroOfLogNs());
    }

    @Override
    public List<EditPoint> points() {
        return points;
    }

    @Override
    public List<Long> jumpsNs() {
        return jumpsNs;
    }

    @Override
    public long fromNs() {
        return 0;
    }

    @Override
    public long toNs() {
        GyroflowProject.Video video = project.video();
        return video == null || !(video.durationMs() > 0) ? Long.MAX_VALUE : Math.round(video.durationMs() * 1e6);
    }

    @Override
    public SyncResult result(LogInterval interval, long zeroOfLog) throws IOException {
        return ProjectResult.of(project, name, interval, zeroOfLog);
    }

    @Override
    public Clue clue() {
        return new Clue(
                project.videoFile(),
                project.gyro().filePath(),
                "",
                false,
                lens(),
                project.gyro().orientation(),
                project.readout(),
                project.gyro().lowPassHz(),
                true,
                0,
                zeroOfLogNs);
    }

    /** The profile, unless it is the empty one that Gyroflow writes where none is loaded. */
    private @Nullable String lens() {
        int rows = root.path("calibration_data")
                .path("fisheye_params")
                .path("camera_matrix")
                .size();
        return rows == 3 ? project.lensProfileJson() : null;
    }

    @Override
    public double heldMs(long offsetNs, long zeroOfLogNs, double halfSampleMs) {
        GyroflowProject.Origin origin = project.origin();
        boolean trueOffsets = origin != null
                && !origin.halfSampleMs().isEmpty()
                && origin.halfSampleMs().stream().allMatch(half -> half == 0);
        return (offsetNs + zeroOfLogNs) * 1e-6 + (trueOffsets ? 0 : halfSampleMs);
    }

    @Override
    public String settings() {
        return ProjectSettings.text(project);
    }

    @Override
    public byte[] with(SettingsChange change) throws IOException {
        if (change.orientation() != null && change.orientation().length() != 3) {
            throw new IOException(name + ": a project's orientation is three letters, such as YxZ");
        }
        ObjectNode out = root.deepCopy();
        ObjectNode own = out.path(OWN) instanceof ObjectNode node ? node : out.putObject(OWN);
        if (!own.has(ProjectSettings.KEY)) {
            own.put(ProjectSettings.KEY, settings());
        }
        ObjectNode gyro = out.path("gyro_source") instanceof ObjectNode node ? node : out.putObject("gyro_source");
        if (change.lowPassHz() != null) {
            gyro.put("lpf", Decimals.rounded(change.lowPassHz(), 6));
        }
        if (change.orientation() != null) {
            gyro.put("imu_orientation", change.orientation());
        }
        put(gyro, "gyro_bias", change.bias());
        put(gyro, "rotation", change.rotationDeg());
        if (change.integration() != null) {
            gyro.put("integration_method", change.integration());
        }
        RollingShutter readout = change.readout();
        if (readout != null) {
            ObjectNode stabilization =
                    out.path("stabilization") instanceof ObjectNode node ? node : out.putObject("stabilization");
            stabilization.put("frame_readout_time", Decimals.rounded(readout.readoutS() * 1e3, 6));
            stabilization.put("frame_readout_direction", readout.direction().word());
            stabilization.remove(ReadoutNames.HORIZONTAL);
        }
        return text(out);
    }

    private static void put(ObjectNode gyro, String key, double @Nullable [] values) {
        if (values != null) {
            ArrayNode array = gyro.putArray(key);
            for (double value : values) {
                BigDecimal rounded = Decimals.rounded(value, 9);
                array.add(rounded);
            }
        }
    }

    @Override
    public byte[] with(List<EditPoint> edited) throws IOException {
        if (edited.equals(points)) {
            return text(root);
        }
        ObjectNode out = root.deepCopy();
        TreeMap<Long, EditPoint> byGyroTime = new TreeMap<>();
        for (EditPoint p : edited) {
            long us = p.index() < 0
                    ? Math.round(p.videoNs() * 1e-3 - p.offsetMs() * 1e3)
                    : project.offsets().get(p.index()).gyroTimeUs();
            EditPoint other = byGyroTime.putIfAbsent(us, p);
            if (other != null) {
                throw new IOException(name + ": the points at " + other.videoNs() * 1e-9 + " s and "
                        + p.videoNs() * 1e-9 + " s would stand at the same time of the log; remove one");
            }
        }
        ObjectNode own = out.path(OWN) instanceof ObjectNode node ? node : out.putObject(OWN);
        ObjectNode offsets = MAPPER.createObjectNode();
        ObjectNode madeWith = MAPPER.createObjectNode();
        ArrayNode halves = MAPPER.createArrayNode();
        ArrayNode manual = MAPPER.createArrayNode();
        for (Map.Entry<Long, EditPoint> entry : byGyroTime.entrySet()) {
            String key = entry.getKey().toString();
            EditPoint p = entry.getValue();
            JsonNode held = p.index() < 0 ? null : heldUnder(key);
            if (held != null) {
                offsets.set(key, held);
            } else {
                offsets.put(key, Decimals.rounded(p.offsetMs(), 6));
            }
            halves.add(Decimals.rounded(halfMs(p), 6));
            if (p.source() == PointSource.MANUAL) {
                manual.add(entry.getKey());
            }
            String settings = p.index() < 0 ? settings() : p.madeWith();
            if (settings != null) {
                madeWith.put(key, settings);
            }
        }
        out.set("offsets", offsets);
        if (own.has(HALVES)) {
            own.set(HALVES, halves);
        }
        own.set(MANUAL, manual);
        own.set(MADE_WITH, madeWith);
        own.put("edited", true);
        return text(out);
    }

    private static byte[] text(ObjectNode tree) {
        return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable JsonNode heldUnder(String key) {
        return root.path("offsets").get(key);
    }

    /** Half a sample as the nearest point in the file has it: logs rarely change their rate. */
    private double halfMs(EditPoint p) {
        if (Double.isFinite(p.halfSampleMs())) {
            return p.halfSampleMs();
        }
        return points.stream()
                .filter(other -> Double.isFinite(other.halfSampleMs()))
                .min(Comparator.comparingLong(other -> Math.abs(other.videoNs() - p.videoNs())))
                .map(EditPoint::halfSampleMs)
                .orElse(0.0);
    }
}
