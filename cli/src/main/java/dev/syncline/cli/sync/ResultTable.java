package dev.syncline.cli.sync;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.TrackBand;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
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
        line(result.inputs().video() + " with " + result.inputs().log());
        if (!result.points().isEmpty()) {
            points();
        }
        Refusal refusal = result.refusal();
        if (refusal != null) {
            line("refused: " + refusal.text());
            return text.toString();
        }
        facts();
        long good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .count();
        if (result.points().isEmpty()) {
            line("synced: not measured");
            return text.toString();
        }
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
        if (!result.timeline().track().knots().isEmpty()) {
            fact(
                    "offset",
                    offsetAt(0) + " ms at the start, "
                            + offsetAt(result.inputs().durationNs() / 2) + " in the middle, "
                            + offsetAt(result.inputs().durationNs()) + " at the end");
        }
        for (ClockJump jump : result.timeline().jumps()) {
            fact(
                    "clock jumps",
                    String.format(
                            Locale.ROOT,
                            "by %+.3f ms at %.3f s ± %.3f s",
                            jump.stepNs() * 1e-6,
                            jump.videoNs() * 1e-9,
                            jump.withinNs() * 1e-9));
        }
        if (Double.isFinite(result.timeline().driftPpm())) {
            String sigma = Double.isFinite(result.timeline().driftSigmaPpm())
                    ? String.format(Locale.ROOT, " ± %.2f", result.timeline().driftSigmaPpm())
                    : "";
            fact("drift", String.format(Locale.ROOT, "%+.2f", result.timeline().driftPpm()) + sigma + " ppm");
        }
        String found = result.mounting().found() == null
                ? "not found"
                : result.mounting().found() + " found";
        String declared = result.mounting().declared() == null
                ? "none declared"
                : result.mounting().declared() + " declared";
        double residualDeg = result.mounting().residualDeg();
        String residual = Double.isFinite(residualDeg) ? String.format(Locale.ROOT, " (%.1f° off)", residualDeg) : "";
        fact("orientation", found + ", " + declared + residual);
        bias();
        fact("lens", result.inputs().lens() + readout() + focal());
    }

    private void bias() {
        GyroBias found = result.estimates().gyroBias();
        if (found == null || found.sigmaRadS() == null) {
            return;
        }
        double[] bias = found.rateRadS();
        double[] sigma = found.sigmaRadS();
        if (sigma[0] == 0 && sigma[1] == 0 && sigma[2] == 0) {
            fact("gyro bias", "held at zero");
            return;
        }
        StringBuilder axes = new StringBuilder();
        for (int a = 0; a < 3; a++) {
            axes.append(String.format(
                    Locale.ROOT,
                    "%s%+.3f ± %.3f",
                    a == 0 ? "" : ", ",
                    Math.toDegrees(bias[a]),
                    Math.toDegrees(sigma[a])));
        }
        fact("gyro bias", axes + " °/s about the log's X, Y, Z");
    }

    private String focal() {
        double sigma = result.estimates().focalScaleSigma();
        if (!Double.isFinite(result.estimates().focalScale()) || !(sigma > 0)) {
            return "";
        }
        // As loosely known as the motion may leave it, the figure would only mislead.
        return sigma > 0.1
                ? ", focal length not told by the motion"
                : String.format(
                        Locale.ROOT,
                        ", focal length %.4f ± %.4f of it",
                        result.estimates().focalScale(),
                        sigma);
    }

    private String readout() {
        double readoutMs = result.estimates().readoutMs();
        double sigmaMs = result.estimates().readoutSigmaMs();
        if (!Double.isFinite(readoutMs)) {
            return "";
        }
        return String.format(Locale.ROOT, ", readout %.2f", readoutMs)
                + (Double.isFinite(sigmaMs) ? String.format(Locale.ROOT, " ± %.2f ms (estimated)", sigmaMs) : " ms")
                + direction();
    }

    private String direction() {
        RollingShutter shutter = result.estimates().shutter();
        return shutter == null || shutter.readoutS() == 0 || shutter.direction() == ReadoutDirection.TOP_TO_BOTTOM
                ? ""
                : " " + shutter.direction().words();
    }

    private void fact(String name, String value) {
        line(String.format(Locale.ROOT, "%-12s", name) + " " + value);
    }

    private String offsetAt(long videoNs) {
        return String.format(
                Locale.ROOT,
                "%.3f ± %s",
                result.timeline().track().offsetNsAt(videoNs) * 1e-6,
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
