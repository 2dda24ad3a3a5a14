package dev.syncline.engine.report;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.TrackBand;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of the page that are text: readable without a script running. */
final class ReportText {
    private static final String UNKNOWN = "–";

    private final SyncResult result;

    ReportText(SyncResult result) {
        this.result = result;
    }

    String title() {
        return Escaped.html(result.inputs().video()) + " – Syncline";
    }

    /** @param check null where none was made */
    String header(@Nullable ClipCheck check) {
        boolean synced = result.status() == SyncResult.Status.SYNCED;
        StringBuilder html = new StringBuilder("<header><h1>")
                .append(Escaped.html(result.inputs().video()));
        // What the check saw is newer than the sync's own word.
        boolean unwell = synced && check != null && !check.isWell();
        String word =
                unwell ? SyncResult.Status.REFUSED.word() : result.status().word();
        html.append("</h1><span class=\"status ").append(word).append("\">");
        html.append(unwell ? "Check refused" : synced ? "Synced" : "Refused")
                .append("</span><span class=\"log\">with ");
        html.append(Escaped.html(result.inputs().log())).append("</span></header>\n");
        if (!synced) {
            String reason = Objects.requireNonNull(result.refusal()).text();
            html.append("<div class=\"reason\"><p><strong>No offset can be trusted:</strong> ");
            html.append(Escaped.html(reason)).append("</p></div>\n");
        }
        return html.toString();
    }

    String warnings() {
        if (result.warnings().isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<ul class=\"warnings\">");
        for (Warning warning : result.warnings()) {
            html.append("<li>").append(Escaped.html(warning.text())).append("</li>");
        }
        return html.append("</ul>").toString();
    }

    String figures() {
        StringBuilder html = new StringBuilder("<dl class=\"figures\">\n");
        boolean synced = result.status() == SyncResult.Status.SYNCED;
        if (synced) {
            offsetFigure(html, "Offset at the start", 0);
            offsetFigure(html, "Offset in the middle", result.inputs().durationNs() / 2);
            offsetFigure(html, "Offset at the end", result.inputs().durationNs());
            figure(
                    html,
                    "Drift",
                    signed(result.timeline().driftPpm(), 2, " ppm"),
                    plusMinus(result.timeline().driftSigmaPpm(), 2, " ppm"));
        }
        for (ClockJump jump : result.timeline().jumps()) {
            figure(
                    html,
                    "Clock jumps",
                    signed(jump.stepNs() * 1e-6, 3, " ms"),
                    "at" + fixed(jump.videoNs() * 1e-9, " %.3f s ") + plusMinus(jump.withinNs() * 1e-9, 3, " s"));
        }
        figure(
                html,
                "Orientation found",
                result.mounting().found() == null ? UNKNOWN : result.mounting().found(),
                (result.mounting().declared() == null
                                ? "none declared"
                                : result.mounting().declared() + " declared")
                        + fixed(result.mounting().residualDeg(), ", %.1f° off"));
        // What a refused clip was refused on says nothing of its shutter or of the log's bias.
        figure(html, "Lens", result.inputs().lens(), synced ? readout(result) : "");
        if (synced) {
            GyroBias found = result.estimates().gyroBias();
            String known = found == null || found.sigmaRadS() == null ? "" : "± " + bias(found.sigmaRadS()) + " ";
            figure(
                    html,
                    "Gyro bias",
                    bias(found == null ? null : found.rateRadS()),
                    known + "°/s about the log's x, y, z");
        }
        long good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .count();
        figure(
                html,
                "Points",
                result.points().isEmpty()
                        ? "none"
                        : good + " good of " + result.points().size(),
                synced
                        ? fixed(result.inputs().durationNs() * 1e-9, "%.1f s")
                                + fixed(result.inputs().fps(), " at %.2f fps")
                        : "");
        if (!synced) {
            figure(
                    html,
                    "Clip",
                    fixed(result.inputs().durationNs() * 1e-9, "%.1f s"),
                    fixed(result.inputs().fps(), "%.2f fps"));
        }
        return html.append("</dl>").toString();
    }

    private void offsetFigure(StringBuilder html, String name, long videoNs) {
        if (result.timeline().track().knots().isEmpty()) {
            figure(html, name, UNKNOWN, "");
            return;
        }
        figure(
                html,
                name,
                signed(result.timeline().track().offsetNsAt(videoNs) * 1e-6, 3, " ms"),
                plusMinus(TrackBand.sigmaNsAt(result, videoNs) * 1e-6, 3, " ms"));
    }

    private static void figure(StringBuilder html, String name, String value, String small) {
        html.append("<div><dt>").append(Escaped.html(name)).append("</dt><dd>").append(Escaped.html(value));
        html.append("<small>").append(Escaped.html(small)).append("</small></dd></div>\n");
    }

    String table() {
        if (result.points().isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section><h2>All points</h2>")
                .append("<div class=\"scroll\"><table><thead><tr><th>video, s</th>")
                .append("<th>log, s</th><th>offset, ms</th><th>± ms</th><th>from line, ms</th><th>score</th>")
                .append("<th>rival</th><th class=\"grade\">grade</th></tr></thead><tbody>\n");
        for (SyncPoint point : result.points()) {
            html.append("<tr>");
            cell(html, fixed(point.videoNs() * 1e-9, "%.3f"));
            cell(html, fixed(point.logNs() * 1e-9, "%.3f"));
            cell(html, signed(point.offsetNs() * 1e-6, 3, ""));
            cell(html, fixed(point.sigmaNs() * 1e-6, "%.3f"));
            cell(html, signed(point.lineResidualNs() * 1e-6, 3, ""));
            cell(html, fixed(point.score(), "%.3f"));
            cell(html, fixed(point.rival(), "%.3f"));
            String word = point.quality().word();
            html.append("<td class=\"grade ")
                    .append(word)
                    .append("\">")
                    .append(word)
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table></div></section>").toString();
    }

    private static void cell(StringBuilder html, String text) {
        html.append("<td>").append(text.isEmpty() ? UNKNOWN : text).append("</td>");
    }

    /** What the rates of a window are drawn at. */
    String ratesTitle() {
        return result.status() == SyncResult.Status.SYNCED
                ? "Rotation rates, drawn over each other at the window’s offset"
                : "Rotation rates, drawn over each other at the likeliest offset, which is not to be trusted";
    }

    String footer(String choice) {
        SyncResult.Engine engine = result.engine();
        return "<footer>" + choice + "Offset = video time − log time; add it to log time to reach video time. A score "
                + "is the correlation at the offset; the rival is the one elsewhere with the most evidence, so a high "
                + "score from a short overlap does not count. Rates are in the camera's frame: "
                + "x right, y down, z forward.<br>Syncline " + Escaped.html(engine.version()) + " · kernels "
                + Escaped.html(engine.kernels()) + " · flow " + Escaped.html(engine.flow())
                + " · charts by Apache ECharts (Apache-2.0)</footer>";
    }

    private static String bias(double @Nullable [] radS) {
        if (radS == null) {
            return UNKNOWN;
        }
        return String.format(
                        Locale.ROOT,
                        "%.2f, %.2f, %.2f",
                        Math.toDegrees(radS[0]),
                        Math.toDegrees(radS[1]),
                        Math.toDegrees(radS[2]))
                .replace('-', '−');
    }

    /** With a real minus sign, and grouped thousands by thin spaces. */
    private static String signed(double value, int decimals, String unit) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        String digits = String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(value))
                .replace(',', '\u2009');
        boolean zero = digits.chars().allMatch(c -> c == '0' || c == '.');
        return (zero ? "" : value < 0 ? "−" : "+") + digits + unit;
    }

    private static String plusMinus(double value, int decimals, String unit) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "± %." + decimals + "f", value) + unit : "";
    }

    private static String readout(SyncResult result) {
        RollingShutter shutter = result.estimates().shutter();
        return shutter == null
                ? ""
                : fixed(result.estimates().readoutMs(), "readout %.2f ms")
                        + (shutter.readoutS() == 0
                                ? ""
                                : ", " + shutter.direction().words());
    }

    private static String fixed(double value, String format) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }
}
