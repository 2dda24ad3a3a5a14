package dev.syncline.cli.preview;

import dev.syncline.engine.preview.PointCheck;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Checks for a terminal; the last line is the verdict. */
final class CheckTable {
    private CheckTable() {}

    static void print(SyncedClip clip, List<PointCheck> checks, PrintWriter out) {
        out.println(clip.videoName() + " with " + clip.logName());
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%9s %14s %9s   rotation energy left, %% of the original's, beside the offset by",
                "",
                "",
                ""));
        StringBuilder head =
                new StringBuilder(String.format(Locale.ROOT, "%9s %14s %9s ", "video s", "offset ms", "turns"));
        for (double shift : PointCheck.shiftsMs()) {
            head.append(String.format(
                    Locale.ROOT, "%9s", shift == 0 ? "0 ms" : String.format(Locale.ROOT, "%+.0f ms", shift)));
        }
        out.println(head + String.format(Locale.ROOT, "%13s  %s", "least at ms", "verdict"));
        for (PointCheck check : checks) {
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%9.3f %14.3f %9s ",
                    check.videoNs() * 1e-9,
                    check.offsetNs() * 1e-6,
                    Double.isFinite(check.originalRadS())
                            ? String.format(Locale.ROOT, "%.1f°/s", Math.toDegrees(check.originalRadS()))
                            : "-"));
            for (double left : check.left()) {
                row.append(number(100 * left, "%9.2f", 9));
            }
            out.println(row + number(check.minimumMs(), "%+13.3f", 13) + "  "
                    + check.verdict().word());
        }
        out.println();
        out.println(verdict(checks));
        out.flush();
    }

    /** One line. */
    static String verdict(List<PointCheck> checks) {
        long still = checks.stream()
                .filter(c -> c.verdict() == PointCheck.Verdict.STILL)
                .count();
        if (checks.isEmpty()) {
            return "refused: there is no point to check";
        }
        return still == checks.size()
                ? "well: the picture is still at " + still + " of " + checks.size() + " points"
                : "refused: the picture is still at only " + still + " of " + checks.size() + " points";
    }

    private static String number(double value, String format, int width) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, format, value)
                : String.format(Locale.ROOT, "%" + width + "s", "-");
    }
}
