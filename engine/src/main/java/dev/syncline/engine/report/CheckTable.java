package dev.syncline.engine.report;

import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.preview.PointCheck;
import java.util.List;
import java.util.Locale;

/** What a check of the points saw, as a section of the page. */
final class CheckTable {
    private CheckTable() {}

    /** Nothing where nothing was checked. */
    static String html(ClipCheck whole) {
        List<PointCheck> checks = whole.points();
        if (checks.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<section><h2>Rotation left in the stabilised picture</h2>\n<p class=\"note\">As a"
                        + " share of the original’s energy, at the offset and beside it. At a right point the least is left at 0.</p>\n"
                        + "<p class=\"note\">" + verdict(checks)
                        + "</p>\n<div class=\"scroll\"><table><thead><tr><th>video, s</th><th>turns, °/s</th>");
        for (double shift : PointCheck.shiftsMs()) {
            html.append(String.format(Locale.ROOT, "<th>%s ms</th>", shift == 0 ? "0" : sign(shift, "%.0f")));
        }
        html.append("<th>least at, ms</th><th class=\"grade\">verdict</th></tr></thead><tbody>\n");
        for (PointCheck check : checks) {
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%.3f</td><td>%s</td>",
                    check.videoNs() * 1e-9,
                    number(Math.toDegrees(check.originalRadS()), "%.1f")));
            for (double left : check.left()) {
                html.append("<td>").append(number(100 * left, "%.2f %%")).append("</td>");
            }
            boolean still = check.verdict() == PointCheck.Verdict.STILL;
            html.append(String.format(
                    Locale.ROOT,
                    "<td>%s</td><td class=\"grade %s\">%s</td></tr>%n",
                    Double.isFinite(check.minimumMs()) ? sign(check.minimumMs(), "%.2f") : "–",
                    still ? "good" : check.verdict() == PointCheck.Verdict.UNSEEN ? "doubtful" : "bad",
                    check.verdict().word()));
        }
        return html.append("</tbody></table></div></section>").toString();
    }

    private static String verdict(List<PointCheck> checks) {
        long still = checks.stream()
                .filter(c -> c.verdict() == PointCheck.Verdict.STILL)
                .count();
        boolean all = still == checks.size();
        return "<strong class=\"" + (all ? "good" : "bad") + "\">The picture is still at " + (all ? "all " : "only ")
                + (all ? "" : still + " of ") + checks.size() + " points.</strong>";
    }

    private static String sign(double value, String format) {
        return (value < 0 ? "−" : "+") + String.format(Locale.ROOT, format, Math.abs(value));
    }

    private static String number(double value, String format) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–";
    }
}
