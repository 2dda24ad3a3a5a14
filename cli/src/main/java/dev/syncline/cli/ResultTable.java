package dev.syncline.cli;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.TrackBand;
import dev.syncline.engine.track.Quality;
import dev.syncline.engine.track.SyncPoint;
import java.io.PrintWriter;
import java.util.Locale;

/** A result for a terminal. */
final class ResultTable {
    private final SyncResult result;
    private final StringBuilder text = new StringBuilder();

    private ResultTable(SyncResult result) {
        this.result = result;
    }

    /** Prints points, line, drift and orientation; the last line is the verdict. */
    static void print(SyncResult result, PrintWriter out) {
        out.print(new ResultTable(result).render());
        out.flush();
    }

    private String render() {
        line(result.video() + " with " + result.log());
        if (!result.points().isEmpty()) {
            points();
        }
        if (result.status() == SyncResult.Status.REFUSED) {
            line("refused: " + (result.reason() == null ? "no reason was given" : result.reason()));
            return text.toString();
        }
        facts();
        long good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .count();
        line("synced: " + good + " good of " + result.points().size() + " points");
        return text.toString();
    }

    private void points() {
        line("");
        line(String.format(
                Locale.ROOT,
                "%10s %14s %14s %9s %7s %7s  %s",
                "video s",
                "log s",
                "offset ms",
                "± ms",
                "score",
                "rival",
                "grade"));
        for (SyncPoint p : result.points()) {
            line(String.format(
                    Locale.ROOT,
                    "%10.3f %14.3f %14.3f %9s %7s %7s  %s",
                    p.videoNs() * 1e-9,
                    p.logNs() * 1e-9,
                    p.offsetNs() * 1e-6,
                    known(p.sigmaNs() * 1e-6),
                    known(p.score()),
                    known(p.rival()),
                    p.quality().word()));
        }
        line("");
    }

    private void facts() {
        if (!result.track().knots().isEmpty()) {
            fact(
                    "offset",
                    offsetAt(0) + " ms at the start, " + offsetAt(result.durationNs() / 2) + " in the middle, "
                            + offsetAt(result.durationNs()) + " at the end");
        }
        if (Double.isFinite(result.driftPpm())) {
            String sigma = Double.isFinite(result.driftSigmaPpm())
                    ? String.format(Locale.ROOT, " ± %.2f", result.driftSigmaPpm())
                    : "";
            fact("drift", String.format(Locale.ROOT, "%+.2f", result.driftPpm()) + sigma + " ppm");
        }
        String found = result.orientationFound() == null ? "not found" : result.orientationFound() + " found";
        String declared = result.orientation() == null ? "none declared" : result.orientation() + " declared";
        double residualDeg = result.orientationResidualDeg();
        String residual = Double.isFinite(residualDeg) ? String.format(Locale.ROOT, " (%.1f° off)", residualDeg) : "";
        fact("orientation", found + ", " + declared + residual);
        fact("lens", result.lens() + readout());
    }

    private String readout() {
        double readoutMs = result.readoutMs();
        double sigmaMs = result.readoutSigmaMs();
        if (!Double.isFinite(readoutMs)) {
            return "";
        }
        return String.format(Locale.ROOT, ", readout %.2f", readoutMs)
                + (Double.isFinite(sigmaMs) ? String.format(Locale.ROOT, " ± %.2f ms (estimated)", sigmaMs) : " ms");
    }

    private void fact(String name, String value) {
        line(String.format(Locale.ROOT, "%-12s", name) + " " + value);
    }

    private String offsetAt(long videoNs) {
        return String.format(
                Locale.ROOT,
                "%.3f ± %s",
                result.track().offsetNsAt(videoNs) * 1e-6,
                known(TrackBand.sigmaNsAt(result, videoNs) * 1e-6));
    }

    private static String known(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
    }

    private void line(String line) {
        // File names come from anywhere: none may move the cursor.
        text.append(line.replaceAll("\\p{Cntrl}", "?").stripTrailing()).append('\n');
    }
}
