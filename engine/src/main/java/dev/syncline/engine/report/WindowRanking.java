package dev.syncline.engine.report;

import dev.syncline.engine.result.WindowView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The windows by how much their motion tells of an offset: by the change of the log's rate, squared and summed, which is what
 * the bound on the error of any delay has below it (Cramér–Rao).
 */
final class WindowRanking {
    private WindowRanking() {}

    /** A window, and what it tells: rad²/s². */
    private record Ranked(WindowView window, double told) {}

    /** A section for the page; nothing where there are no windows. */
    static String html(List<WindowView> windows) {
        List<Ranked> ranked = new ArrayList<>();
        for (WindowView window : windows) {
            if (window.videoS().length > 1) {
                ranked.add(new Ranked(window, told(window.logRadS())));
            }
        }
        if (ranked.isEmpty()) {
            return "";
        }
        ranked.sort(Comparator.comparingDouble(Ranked::told)
                .reversed()
                .thenComparingDouble(r -> r.window().videoS()[0]));
        double most = Math.max(1e-12, ranked.getFirst().told());
        StringBuilder html =
                new StringBuilder("<section><h2>Windows by what they tell</h2>\n<p class=\"note\">How much the rate"
                        + " changes within each: the more, the better an offset can be known there.</p>\n<div class=\"scroll\"><table>"
                        + "<thead><tr><th>rank</th><th>video, s</th><th>tells</th><th class=\"share\"></th><th>peak</th><th>rival</th>"
                        + "</tr></thead><tbody>\n");
        for (int i = 0; i < ranked.size(); i++) {
            WindowView window = ranked.get(i).window();
            double share = ranked.get(i).told() / most;
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%d</td><td>%.2f to %.2f</td><td>%.0f %%</td><td class=\"share\"><meter max=\"1\""
                            + " value=\"%.3f\"></meter></td><td>%s</td><td>%s</td></tr>%n",
                    i + 1,
                    window.videoS()[0],
                    window.videoS()[window.videoS().length - 1],
                    100 * share,
                    share,
                    score(window.peakScore()),
                    score(window.rivalScore())));
        }
        return html.append("</tbody></table></div></section>").toString();
    }

    /** Sum of the squared changes from one rate to the next; steps to and from what is unknown are left out. */
    private static double told(double[][] radS) {
        double sum = 0;
        for (double[] axis : radS) {
            for (int i = 1; i < axis.length; i++) {
                double change = axis[i] - axis[i - 1];
                sum += Double.isFinite(change) ? change * change : 0;
            }
        }
        return sum;
    }

    private static String score(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
    }
}
