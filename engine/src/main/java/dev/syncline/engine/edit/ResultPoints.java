package dev.syncline.engine.edit;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.MotionSettings;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The points of a result's JSON. What an edit changes is points, track, drift and what is said of them. */
final class ResultPoints implements PointsFile {
    /** What is written anew; every other name keeps its value. */
    private static final List<String> EDITED = List.of(
            "status",
            "reason",
            "reason_code",
            "reason_facts",
            "tried",
            "track",
            "jumps",
            "drift_ppm",
            "drift_sigma_ppm",
            "warnings",
            "warning_codes");

    private static final String SOURCE = "source";
    private static final String SETTINGS = "settings";
    private static final String MADE_WITH = "made_with";

    private final ObjectNode root;
    private final SyncResult result;
    private final List<EditPoint> points;

    private ResultPoints(ObjectNode root, SyncResult result, List<EditPoint> points) {
        this.root = root;
        this.result = result;
        this.points = points;
    }

    static ResultPoints of(String name, byte[] json, ObjectNode root) throws IOException {
        SyncResult result = SyncResultJson.read(name, json);
        if (result.points().size() > MOST_POINTS) {
            throw new TelemetryFormatException(
                    name, "field points", "found " + result.points().size() + ", at most " + MOST_POINTS);
        }
        List<EditPoint> points = new ArrayList<>();
        String madeWith = root.path(MADE_WITH).isString() ? root.path(MADE_WITH).stringValue() : null;
        for (int i = 0; i < result.points().size(); i++) {
            SyncPoint p = result.points().get(i);
            JsonNode node = root.path("points").path(i);
            boolean manual = node.path(SOURCE).asString("").equals(PointSource.MANUAL.word());
            points.add(new EditPoint(
                    p.videoNs(),
                    p.offsetNs() * 1e-6,
                    manual ? PointSource.MANUAL : PointSource.MEASURED,
                    manual ? null : p,
                    0,
                    node.path(SETTINGS).isString() ? node.path(SETTINGS).stringValue() : madeWith,
                    i));
        }
        points.sort(Comparator.comparingLong(EditPoint::videoNs));
        return new ResultPoints(root, result, List.copyOf(points));
    }

    @Override
    public List<EditPoint> points() {
        return points;
    }

    @Override
    public List<Long> jumpsNs() {
        return jumps().stream().map(ClockJump::videoNs).toList();
    }

    /** Those inside the clip, in order: a file may say anything. */
    private List<ClockJump> jumps() {
        List<ClockJump> inOrder = new ArrayList<>();
        long last = fromNs();
        for (ClockJump jump : result.timeline().jumps()) {
            if (jump.videoNs() > last && jump.videoNs() < toNs()) {
                inOrder.add(jump);
                last = jump.videoNs();
            }
        }
        return inOrder;
    }

    @Override
    public long fromNs() {
        List<SyncTrack.Knot> knots = result.timeline().track().knots();
        return knots.isEmpty() ? 0 : Math.max(0, knots.getFirst().videoNs());
    }

    @Override
    public long toNs() {
        List<SyncTrack.Knot> knots = result.timeline().track().knots();
        long end = knots.isEmpty() ? 0 : knots.getLast().videoNs();
        return Math.max(1, Math.max(end, result.inputs().durationNs()));
    }

    @Override
    public SyncResult result(LogInterval interval, long zeroOfLogNs) {
        return result;
    }

    @Override
    public Clue clue() {
        String lens = result.inputs().lens();
        boolean none = lens.equals("none") || lens.startsWith("assumed");
        // A readout that was estimated is estimated again.
        MotionSettings settings = result.inputs().settings();
        boolean given = !Double.isFinite(result.estimates().readoutSigmaMs());
        return new Clue(
                result.inputs().video(),
                result.inputs().log(),
                none ? "" : lens,
                none,
                null,
                orientation(),
                given ? result.estimates().shutter() : null,
                settings == null ? 0 : settings.lowPassHz(),
                settings == null || !settings.bias().equals("none"),
                result.inputs().videoZeroNs(),
                0L);
    }

    /** What the settings say, where that are letters; else what the motion showed. */
    private @Nullable String orientation() {
        MotionSettings settings = result.inputs().settings();
        return settings != null && settings.orientation().length() == 3
                ? settings.orientation()
                : result.mounting().found();
    }

    @Override
    public @Nullable String settings() {
        MotionSettings settings = result.inputs().settings();
        return settings == null ? null : settings.text();
    }

    @Override
    public byte[] with(SettingsChange change) throws IOException {
        if (change.rotationDeg() != null || change.integration() != null) {
            throw new IOException("a result has no rotation and no integration method: these are a Gyroflow project's");
        }
        double[] bias = change.bias();
        if (bias != null && (bias[0] != 0 || bias[1] != 0 || bias[2] != 0)) {
            throw new IOException("a result's bias is found, or none: only a Gyroflow project holds another");
        }
        MotionSettings before = result.inputs().settings();
        MotionSettings old = before == null ? new MotionSettings(0, "auto", "auto", "known") : before;
        RollingShutter readout = change.readout();
        MotionSettings changed = new MotionSettings(
                change.lowPassHz() == null ? old.lowPassHz() : change.lowPassHz(),
                change.orientation() == null ? old.orientation() : change.orientation(),
                bias == null ? old.bias() : "none",
                readout == null ? old.readout() : Double.toString(readout.signedMs()));
        ObjectNode out = root.deepCopy();
        if (!out.has(MADE_WITH)) {
            out.put(MADE_WITH, old.text());
        }
        ObjectNode fresh = (ObjectNode) MAPPER.readTree(SyncResultJson.write(result.madeWith(changed)));
        out.set(SETTINGS, fresh.get(SETTINGS));
        return text(out);
    }

    @Override
    public double heldMs(long offsetNs, long zeroOfLogNs, double halfSampleMs) {
        return offsetNs * 1e-6;
    }

    @Override
    public byte[] with(List<EditPoint> edited) {
        EditedTimeline drawn = EditedTimeline.of(edited, jumps(), fromNs(), toNs());
        boolean any = !drawn.timeline().track().knots().isEmpty();
        SyncResult changed = new SyncResult(
                any ? null : refusal(),
                result.inputs(),
                edited.stream().map(p -> point(p, drawn)).toList(),
                drawn.timeline(),
                result.mounting(),
                result.estimates(),
                result.engine(),
                warnings(edited),
                List.of());
        return text(edited, changed);
    }

    private Refusal refusal() {
        Refusal old = result.refusal();
        return old != null && points.stream().noneMatch(EditPoint::counts)
                ? old
                : Refusal.of(RefusalCode.NO_POINTS, "no point is left to go by: they were removed by hand");
    }

    /** Nobody measured a point that a person set: it is not good for any error bar, so it is not called good. */
    private static SyncPoint point(EditPoint p, EditedTimeline drawn) {
        long offsetNs = Math.round(p.offsetMs() * 1e6);
        double residualNs = drawn.residualNs(p.videoNs(), (double) offsetNs);
        SyncPoint measured = p.measured();
        return measured != null
                ? measured.graded(measured.quality(), residualNs, measured.sigmaNs())
                : new SyncPoint(
                        p.videoNs(),
                        p.videoNs() - offsetNs,
                        offsetNs,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Quality.DOUBTFUL,
                        residualNs);
    }

    private List<Warning> warnings(List<EditPoint> edited) {
        List<Warning> all = new ArrayList<>(result.warnings());
        all.removeIf(w -> w.code() == WarningCode.EDITED || w.code() == WarningCode.ACCURATE_TIMES);
        long manual = edited.stream().filter(p -> p.measured() == null).count();
        all.add(new Warning(
                WarningCode.EDITED,
                String.format(
                        Locale.ROOT,
                        "edited by hand: %d of %d points were set by a person and have no error bar",
                        manual,
                        edited.size())));
        PointReview.of(edited.stream().filter(EditPoint::counts).toList(), jumpsNs()).remarks().stream()
                .map(remark -> new Warning(WarningCode.EDITED, remark))
                .forEach(all::add);
        return all;
    }

    private byte[] text(List<EditPoint> edited, SyncResult changed) {
        ObjectNode fresh = (ObjectNode) MAPPER.readTree(SyncResultJson.write(changed));
        ObjectNode out = root.deepCopy();
        for (String name : EDITED) {
            out.set(name, fresh.get(name));
        }
        ArrayNode nodes = out.putArray("points");
        for (int i = 0; i < edited.size(); i++) {
            EditPoint p = edited.get(i);
            ObjectNode node = p.index() < 0
                    ? MAPPER.createObjectNode()
                    : (ObjectNode) root.path("points").get(p.index()).deepCopy();
            for (var entry : fresh.path("points").get(i).properties()) {
                node.set(entry.getKey(), entry.getValue());
            }
            node.put(SOURCE, p.source().word());
            put(node, SETTINGS, p.index() < 0 ? settings() : p.madeWith());
            nodes.add(node);
        }
        out.put("edited", true);
        return text(out);
    }

    private static byte[] text(ObjectNode tree) {
        return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode node, String name, @Nullable String text) {
        if (text == null) {
            node.remove(name);
        } else {
            node.put(name, text);
        }
    }
}
