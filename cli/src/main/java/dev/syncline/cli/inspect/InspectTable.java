package dev.syncline.cli.inspect;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogSummary;
import dev.syncline.engine.video.VideoInfo;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was found, for people. */
final class InspectTable {
    private InspectTable() {}

    static void print(Inspected found, PrintWriter out) {
        LogFacts facts = found.facts();
        LogSummary log = found.summary();
        out.println(found.file().getFileName() + ": " + found.log().format());
        line(out, "camera", facts.camera());
        line(out, "firmware", facts.firmware());
        line(out, "lens", facts.lens());
        VideoInfo video = found.video();
        if (video != null) {
            line(
                    out,
                    "picture",
                    text(
                            "%d x %d, %.3f fps, %.3f s, %s",
                            video.widthPx(), video.heightPx(), video.fps(), video.durationNs() * 1e-9, video.codec()));
        }
        line(out, "streams", String.join(", ", facts.streams()));
        line(
                out,
                "gyro",
                text(
                        "%d samples, %.2f Hz, %.3f to %.3f s (%.3f s), up to %.1f °/s",
                        log.samples(),
                        log.rateHz(),
                        log.startNs() * 1e-9,
                        log.endNs() * 1e-9,
                        (log.endNs() - log.startNs()) * 1e-9,
                        Math.toDegrees(log.largestRadS())));
        for (SensorTrack stream : found.log().streams()) {
            // The log's axes have the line that is called orientation.
            String plural = stream.quantity().isTurn() ? "s" : "";
            line(out, stream.quantity().words() + plural, StreamLine.of(stream));
        }
        line(out, "recordings", Integer.toString(found.recordings()));
        line(
                out,
                "gaps",
                log.gaps() == 0 ? "none" : text("%d, the longest %.3f s", log.gaps(), log.longestGapNs() * 1e-9));
        line(out, "jitter", text("nine in ten steps within %.3f ms of the median", log.jitterNs() * 1e-6));
        line(
                out,
                "saturated",
                log.saturatedSpans() == 0
                        ? "never"
                        : text("%d times, %.3f s in all", log.saturatedSpans(), log.saturatedNs() * 1e-9));
        line(
                out,
                "orientation",
                found.log().orientation()
                        + (found.log().orientationDeclared() ? " (the log says so)" : " (usual for this format)"));
        RollingShutter shutter = found.log().shutter();
        line(
                out,
                "readout",
                shutter == null
                        ? "not said"
                        : text(
                                "%.3f ms, %s",
                                shutter.readoutS() * 1000,
                                shutter.direction()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')));
        line(out, "stabilised", facts.stabilised() == null ? "nothing says so" : facts.stabilised());
        line(out, "needs sync", found.needsSync());
        for (Warning warning : found.warnings()) {
            line(out, "warning", warning.text());
        }
    }

    private static void line(PrintWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.printf(Locale.ROOT, "  %-12s %s%n", name, value);
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
