package dev.syncline.cli.align;

import dev.syncline.cli.console.Version;
import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.result.Decimals;
import dev.syncline.engine.sync.align.AlignOutcome;
import dev.syncline.engine.sync.align.Alignment;
import dev.syncline.engine.sync.align.AlignmentWarnings;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Warning;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An alignment for programs. Names may be added, never changed; what is not known is null. */
final class AlignJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private AlignJson() {}

    /** UTF-8, with a newline at its end. */
    static byte[] of(AlignedLogs logs) {
        ObjectNode root = JSON.createObjectNode();
        Refusal refusal = logs.outcome() instanceof AlignOutcome.Refused(Refusal r) ? r : null;
        root.put("status", refusal == null ? "aligned" : "refused");
        writeRefusal(root, refusal);
        root.put("first", logs.firstFile().toString());
        root.put("second", logs.secondFile().toString());
        if (logs.outcome() instanceof AlignOutcome.Aligned(Alignment alignment)) {
            write(root, alignment);
            root.put("second_orientation", AlignedLogs.secondOrientation(logs.first(), alignment));
        }
        ArrayNode warnings = root.putArray("warnings");
        ArrayNode codes = root.putArray("warning_codes");
        for (Warning warning : logs.warnings()) {
            warnings.add(warning.text());
            codes.add(warning.code().name());
        }
        root.putObject("engine").put("version", Version.text());
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void writeRefusal(ObjectNode root, @Nullable Refusal refusal) {
        root.put("reason", refusal == null ? null : refusal.text());
        root.put("reason_code", refusal == null ? null : refusal.code().name());
        ObjectNode facts = root.putObject("reason_facts");
        if (refusal != null) {
            refusal.facts().forEach((name, value) -> facts.put(name, significant(value)));
        }
    }

    private static void write(ObjectNode root, Alignment a) {
        Alignment.OffsetAt offset = a.offset();
        root.put("offset_s", Decimals.secondsOf(offset.offsetNs()));
        root.put("offset_sigma_ms", Decimals.rounded(offset.sigmaNs() * 1e-6, 6));
        root.put("at_s", Decimals.secondsOf(offset.atNs()));
        writeEnd(root.putObject("start"), a, offset.fromNs());
        writeEnd(root.putObject("end"), a, offset.toNs());
        root.put("drift_ppm", Decimals.rounded(a.drift().value(), 4));
        root.put("drift_sigma_ppm", Decimals.rounded(a.drift().sigma(), 4));
        double[] m = a.turn().toFirst().rowMajor();
        ArrayNode rotation = root.putArray("rotation");
        for (int row = 0; row < 3; row++) {
            ArrayNode cells = rotation.addArray();
            for (int column = 0; column < 3; column++) {
                cells.add(Decimals.rounded(m[3 * row + column], 9));
            }
        }
        if (a.turn().mirrored()) {
            root.putNull("quaternion_wxyz");
        } else {
            double[] q = new double[4];
            Quaternion.ofMatrix(m, q, 0);
            writeNumbers(root.putArray("quaternion_wxyz"), q, 9);
        }
        double[] sigma = a.turn().sigmaRad();
        for (int axis = 0; axis < 3; axis++) {
            sigma[axis] = Math.min(180, Math.toDegrees(sigma[axis]));
        }
        writeNumbers(root.putArray("rotation_sigma_deg"), sigma, 6);
        root.put("mirrored", a.turn().mirrored());
        boolean told = AlignmentWarnings.tellsTurn(a);
        root.put("axes", told ? a.turn().nearest().letters() : null);
        root.put(
                "axes_residual_deg",
                told ? Decimals.rounded(Math.toDegrees(a.turn().nearest().residualRad()), 4) : null);
        root.put("scale", Decimals.rounded(a.rates().scale().value(), 6));
        root.put("scale_sigma", Decimals.rounded(a.rates().scale().sigma(), 6));
        ArrayNode bias = root.putArray("bias_rad_s");
        ArrayNode biasSigma = root.putArray("bias_sigma_rad_s");
        for (Alignment.Estimate each : a.rates().biasRadS()) {
            bias.add(Decimals.rounded(each.value(), 7));
            biasSigma.add(Decimals.rounded(each.sigma(), 7));
        }
        root.put("score", Decimals.rounded(a.score(), 6));
        root.put("rival", Decimals.rounded(a.rival(), 6));
        root.put("chance", significant(a.chance()));
        ArrayNode windows = root.putArray("windows");
        for (Alignment.Window w : a.windows()) {
            ObjectNode node = windows.addObject();
            node.put("from_s", Decimals.secondsOf(w.fromNs()));
            node.put("to_s", Decimals.secondsOf(w.toNs()));
            node.put("residual_ms", Decimals.rounded(w.residualNs() * 1e-6, 6));
            node.put("sigma_ms", Decimals.rounded(w.sigmaNs() * 1e-6, 6));
            node.put("score", Decimals.rounded(w.score(), 6));
        }
    }

    private static void writeEnd(ObjectNode node, Alignment a, long atNs) {
        node.put("at_s", Decimals.secondsOf(atNs));
        node.put("offset_s", Decimals.secondsOf(a.offsetNsAt(atNs)));
        node.put("sigma_ms", Decimals.rounded(a.sigmaNsAt(atNs) * 1e-6, 6));
    }

    private static void writeNumbers(ArrayNode to, double[] values, int decimals) {
        for (double value : values) {
            to.add(Decimals.rounded(value, decimals));
        }
    }

    private static @Nullable Double significant(double value) {
        return Double.isFinite(value) ? Double.valueOf(String.format(java.util.Locale.ROOT, "%.5e", value)) : null;
    }
}
