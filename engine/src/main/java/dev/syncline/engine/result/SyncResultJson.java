package dev.syncline.engine.result;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Tried;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A result as JSON: the contract of {@code --json}. Names may be added, never changed. Times keep every nanosecond; what
 * is not known is null. What the windows saw is for the report only and is not written.
 */
public final class SyncResultJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private SyncResultJson() {}

    /**
     * {@return the result as UTF-8 text with a newline at its end}
     *
     * @param result synced or refused
     */
    public static byte[] write(SyncResult result) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("status", result.status().word());
        writeRefusal(root, result.refusal());
        if (result.refusal() == null) {
            root.put("reason", whyNotMeasured(result));
        }
        root.put("video", result.inputs().video());
        root.put("log", result.inputs().log());
        root.put("duration_s", Decimals.secondsOf(result.inputs().durationNs()));
        root.put("fps", Decimals.rounded(result.inputs().fps(), 6));
        ArrayNode points = root.putArray("points");
        for (SyncPoint point : result.points()) {
            writePoint(points.addObject(), point);
        }
        ArrayNode track = root.putArray("track");
        for (SyncTrack.Knot knot : result.timeline().track().knots()) {
            ArrayNode pair = track.addArray();
            pair.add(Decimals.secondsOf(knot.videoNs()));
            pair.add(Decimals.rounded(knot.offsetNs() * 1e-6, 6));
        }
        ArrayNode jumps = root.putArray("jumps");
        for (ClockJump jump : result.timeline().jumps()) {
            ObjectNode node = jumps.addObject();
            node.put("video_s", Decimals.secondsOf(jump.videoNs()));
            node.put("within_s", Decimals.secondsOf(jump.withinNs()));
            node.put("before_ms", Decimals.rounded(jump.beforeNs() * 1e-6, 6));
            node.put("after_ms", Decimals.rounded(jump.afterNs() * 1e-6, 6));
        }
        root.put("drift_ppm", Decimals.rounded(result.timeline().driftPpm(), 6));
        root.put("drift_sigma_ppm", Decimals.rounded(result.timeline().driftSigmaPpm(), 6));
        root.put("orientation", result.mounting().declared());
        root.put("orientation_found", result.mounting().found());
        root.put("orientation_residual_deg", Decimals.rounded(result.mounting().residualDeg(), 4));
        GyroBias bias = result.estimates().gyroBias();
        writeAxes(root, "gyro_bias_rad_s", bias == null ? null : bias.rateRadS());
        writeAxes(root, "gyro_bias_sigma_rad_s", bias == null ? null : bias.sigmaRadS());
        root.put("readout_ms", Decimals.rounded(result.estimates().readoutMs(), 6));
        RollingShutter shutter = result.estimates().shutter();
        root.put(
                "readout_direction",
                shutter == null || shutter.readoutS() == 0
                        ? null
                        : shutter.direction().word());
        root.put("readout_sigma_ms", Decimals.rounded(result.estimates().readoutSigmaMs(), 6));
        root.put("focal_scale", Decimals.rounded(result.estimates().focalScale(), 6));
        root.put("focal_scale_sigma", Decimals.rounded(result.estimates().focalScaleSigma(), 6));
        root.put("lens", result.inputs().lens());
        root.put("log_zero_s", Decimals.secondsOf(result.inputs().zeroOfLogNs()));
        if (result.inputs().videoZeroNs() != 0) {
            root.put("video_zero_s", Decimals.secondsOf(result.inputs().videoZeroNs()));
        }
        writeSettings(root, result.inputs().settings());
        ObjectNode engine = root.putObject("engine");
        engine.put("version", result.engine().version());
        engine.put("kernels", result.engine().kernels());
        engine.put("flow", result.engine().flow());
        if (result.engine().device() != null) {
            engine.put("device", result.engine().device());
            engine.put("driver", result.engine().driver());
            engine.put("decoder", result.engine().decoder());
        }
        ArrayNode warnings = root.putArray("warnings");
        ArrayNode codes = root.putArray("warning_codes");
        for (Warning warning : result.warnings()) {
            warnings.add(warning.text());
            codes.add(warning.code().name());
        }
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void writeRefusal(ObjectNode root, @Nullable Refusal refusal) {
        root.put("reason", refusal == null ? null : refusal.text());
        root.put("reason_code", refusal == null ? null : refusal.code().name());
        ObjectNode facts = root.putObject("reason_facts");
        if (refusal != null) {
            refusal.facts().forEach((name, value) -> facts.put(name, significant(value)));
        }
        ArrayNode tried = root.putArray("tried");
        for (Tried t : refusal == null ? List.<Tried>of() : refusal.tried()) {
            ObjectNode node = tried.addObject();
            node.put("cause", t.cause());
            node.put("found", t.found());
            node.put("text", t.text());
        }
    }

    /** To six digits that count: a chance may be tiny. Null where it is not finite. */
    private static @Nullable Double significant(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(6)).doubleValue()
                : null;
    }

    /** {@code made_with} stays what it is where somebody changes {@code settings}: the points are stale then. */
    private static void writeSettings(ObjectNode root, @Nullable MotionSettings settings) {
        if (settings == null) {
            return;
        }
        ObjectNode node = root.putObject("settings");
        node.put("low_pass_hz", Decimals.rounded(settings.lowPassHz(), 6));
        node.put("orientation", settings.orientation());
        node.put("bias", settings.bias());
        node.put("readout", settings.readout());
        root.put("made_with", settings.text());
    }

    private static void writePoint(ObjectNode node, SyncPoint point) {
        node.put("video_s", Decimals.secondsOf(point.videoNs()));
        node.put("log_s", Decimals.secondsOf(point.logNs()));
        node.put("offset_ms", Decimals.msOf(point.offsetNs()));
        node.put("sigma_ms", Decimals.rounded(point.sigmaNs() * 1e-6, 6));
        node.put("score", Decimals.rounded(point.score(), 6));
        node.put("rival", Decimals.rounded(point.rival(), 6));
        node.put("quality", point.quality().word());
        node.put("line_residual_ms", Decimals.rounded(point.lineResidualNs() * 1e-6, 6));
    }

    private static void writeAxes(ObjectNode root, String name, double @Nullable [] perAxis) {
        if (perAxis == null) {
            root.putNull(name);
            return;
        }
        ArrayNode axes = root.putArray(name);
        for (double axis : perAxis) {
            BigDecimal rounded = Decimals.rounded(axis, 9);
            axes.add(rounded);
        }
    }

    /**
     * Reads a result file.
     *
     * @param file JSON as {@link #write} makes it
     * @return the result, without windows
     * @throws IOException when the file cannot be read or is no result; the message names file, field and problem
     */
    public static SyncResult read(Path file) throws IOException {
        return read(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Reads a result.
     *
     * @param name of the file, for messages
     * @param json the text, UTF-8
     * @return the result, without windows
     * @throws IOException when the text is no result; the message names file, field and problem
     */
    public static SyncResult read(String name, byte[] json) throws IOException {
        return new SyncResultParser(name).parse(json);
    }

    /** Why a result was not measured; null where it was. */
    private static @Nullable String whyNotMeasured(SyncResult result) {
        return result.warnings().stream()
                .filter(w -> w.code() == WarningCode.ACCURATE_TIMES)
                .map(Warning::text)
                .findFirst()
                .orElse(null);
    }
}
