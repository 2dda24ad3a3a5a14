package dev.syncline.hardware.framesync.check;

import java.util.List;
import java.util.Locale;

/** Draws the offsets of recordings over time as SVG: for each point in time the range, so that no spike is lost. */
public final class OffsetPlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 24;
    private static final int TOP = 44;
    private static final int BOTTOM = 52;
    private static final int COLUMNS = WIDTH - LEFT - RIGHT;
    private static final int TICKS = 6;
    private static final int LEGEND_WIDTH = 210;
    /** Okabe and Ito's colours, which people with any colour vision tell apart. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private final List<FrameComparison> comparisons;
    private final double longestS;
    private final double lowestUs;
    private final double highestUs;
    private final StringBuilder svg = new StringBuilder();

    private OffsetPlot(List<FrameComparison> comparisons) {
        this.comparisons = comparisons;
        double longest = 1e-3;
        double low = 0;
        double high = 0;
        for (FrameComparison c : comparisons) {
            longest = Math.max(longest, c.timeNs(c.pairs() - 1) * 1e-9);
            for (int i = 0; i < c.pairs(); i++) {
                low = Math.min(low, c.offsetNs(i) * 1e-3);
                high = Math.max(high, c.offsetNs(i) * 1e-3);
            }
        }
        double margin = Math.max(1, (high - low) * 0.05);
        longestS = longest;
        lowestUs = low - margin;
        highestUs = high + margin;
    }

    /** Draws one or more comparisons with the same recording. */
    public static String svg(List<FrameComparison> comparisons) {
        return new OffsetPlot(List.copyOf(comparisons)).draw();
    }

    private String draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        axes();
        for (int i = 0; i < comparisons.size(); i++) {
            curve(comparisons.get(i), COLOURS.get(i % COLOURS.size()));
            legend(comparisons.get(i).b().name(), i);
        }
        add("</svg>");
        return svg.toString();
    }

    private void axes() {
        add(
                "<text x=\"%d\" y=\"20\" font-size=\"14\">By how much frames begin later than those of %s</text>",
                LEFT, escaped(comparisons.getFirst().a().name()));
        double stepUs = step(highestUs - lowestUs);
        for (double us = Math.ceil(lowestUs / stepUs) * stepUs; us <= highestUs; us += stepUs) {
            boolean zero = Math.abs(us) < stepUs / 2;
            add(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"/>",
                    LEFT, y(us), WIDTH - RIGHT, y(us), zero ? "#888888" : "#dddddd");
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, y(us) + 4, number(us, stepUs));
        }
        double stepS = step(longestS);
        for (double s = 0; s <= longestS; s += stepS) {
            add(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>",
                    x(s), TOP, x(s), HEIGHT - BOTTOM);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(s), HEIGHT - BOTTOM + 18, number(s, stepS));
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">seconds since the first frame</text>",
                LEFT + COLUMNS / 2, HEIGHT - 12);
        add(
                "<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">offset, µs</text>",
                (TOP + HEIGHT - BOTTOM) / 2, (TOP + HEIGHT - BOTTOM) / 2);
    }

    /** A line along the middles of the columns, over a band from lowest to highest in each. */
    private void curve(FrameComparison c, String colour) {
        double[] low = new double[COLUMNS + 1];
        double[] high = new double[COLUMNS + 1];
        int[] count = new int[COLUMNS + 1];
        for (int i = 0; i < c.pairs(); i++) {
            int column = Math.clamp(Math.round(c.timeNs(i) * 1e-9 / longestS * COLUMNS), 0, COLUMNS);
            double us = c.offsetNs(i) * 1e-3;
            low[column] = count[column] == 0 ? us : Math.min(low[column], us);
            high[column] = count[column] == 0 ? us : Math.max(high[column], us);
            count[column]++;
        }
        StringBuilder path = new StringBuilder();
        for (int column = 0; column <= COLUMNS; column++) {
            if (count[column] > 0) {
                path.append(path.isEmpty() ? 'M' : 'L')
                        .append(String.format(Locale.ROOT, "%d %.1f", LEFT + column, y(low[column])));
                if (high[column] > low[column]) {
                    path.append(String.format(Locale.ROOT, "L%d %.1f", LEFT + column, y(high[column])));
                }
            }
        }
        add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\"/>", path, colour);
    }

    private void legend(String name, int index) {
        int x = LEFT + (index % 4) * LEGEND_WIDTH;
        int y = 36 + index / 4 * 14;
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"3\" fill=\"%s\"/>",
                x, y - 5, COLOURS.get(index % COLOURS.size()));
        add(
                "<text x=\"%d\" y=\"%d\">%s</text>",
                x + 14, y, escaped(name.length() > 28 ? name.substring(0, 27) + "…" : name));
    }

    private double x(double seconds) {
        return LEFT + seconds / longestS * COLUMNS;
    }

    private double y(double us) {
        return HEIGHT - BOTTOM - (us - lowestUs) / (highestUs - lowestUs) * (HEIGHT - BOTTOM - TOP);
    }

    /** 1, 2 or 5 times a power of ten, such that there are a few of it in the range. */
    private static double step(double range) {
        double raw = range / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    }

    private static String number(double value, double step) {
        int decimals = (int) Math.clamp(Math.ceil(-Math.log10(step)), 0, 6);
        double rounded = Math.abs(value) < step / 2 ? 0 : value;
        return String.format(Locale.ROOT, "%." + decimals + "f", rounded);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("\\p{Cntrl}", "?");
    }

    private void add(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
