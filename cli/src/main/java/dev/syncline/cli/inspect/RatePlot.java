package dev.syncline.cli.inspect;

import dev.syncline.engine.motion.GyroTrack;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A picture of a log's rates, a line for each axis. */
final class RatePlot {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 160;
    private static final int LEFT = 70;
    private static final String[] COLOURS = {"#c0392b", "#27ae60", "#2980b9"};

    private RatePlot() {}

    /** The picture as SVG, three axes one below the other, in °/s over seconds of the log's clock. */
    static byte[] svg(String title, GyroTrack gyro) {
        StringBuilder out = new StringBuilder();
        int height = 3 * (HEIGHT + 20) + 50;
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                LEFT + WIDTH + 20,
                height));
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"10\" y=\"18\">")
                .append(title.replace("&", "&amp;").replace("<", "&lt;"))
                .append(", °/s over log time</text>\n");
        double most = 1e-3;
        for (int i = 0; i < gyro.size(); i++) {
            most = Math.max(most, Math.max(Math.abs(gyro.x(i)), Math.max(Math.abs(gyro.y(i)), Math.abs(gyro.z(i)))));
        }
        for (int axis = 0; axis < 3; axis++) {
            axis(out, gyro, axis, 30 + axis * (HEIGHT + 20), most);
        }
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%.3f s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.3f s</text>%n</svg>%n",
                LEFT,
                height - 8,
                gyro.startNs() * 1e-9,
                LEFT + WIDTH,
                height - 8,
                gyro.endNs() * 1e-9));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static float rate(GyroTrack gyro, int axis, int sample) {
        return axis == 0 ? gyro.x(sample) : axis == 1 ? gyro.y(sample) : gyro.z(sample);
    }

    /** One line through all samples, broken where the log has gaps; where many share a column, from the least to the largest. */
    private static void axis(StringBuilder out, GyroTrack gyro, int axis, int top, double most) {
        double spanNs = (double) gyro.endNs() - gyro.startNs();
        StringBuilder path = new StringBuilder();
        double middle = top + HEIGHT / 2.0;
        double scale = HEIGHT / 2.0 / most;
        int sample = 0;
        while (sample < gyro.size()) {
            int first = sample;
            int column = column(gyro, sample, spanNs);
            float low = rate(gyro, axis, sample);
            float high = low;
            sample++;
            while (sample < gyro.size() && column(gyro, sample, spanNs) == column && !isGap(gyro, sample)) {
                low = Math.min(low, rate(gyro, axis, sample));
                high = Math.max(high, rate(gyro, axis, sample));
                sample++;
            }
            double y = middle - rate(gyro, axis, first) * scale;
            boolean begins = first == 0 || isGap(gyro, first);
            // A sample between two gaps is a dot: a line without length.
            path.append(String.format(Locale.ROOT, begins ? "M%d %.1fh0" : "L%d %.1f", LEFT + column, y));
            if (sample - first > 1) {
                path.append(String.format(
                        Locale.ROOT,
                        "V%.1fV%.1fV%.1f",
                        middle - high * scale,
                        middle - low * scale,
                        middle - rate(gyro, axis, sample - 1) * scale));
            }
        }
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"%.0f\">%s ±%s</text><path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>"
                        + "<path d=\"%s\" stroke=\"%s\" stroke-linejoin=\"round\" stroke-linecap=\"round\" fill=\"none\"/>%n",
                middle,
                "XYZ".charAt(axis),
                shown(Math.toDegrees(most)),
                LEFT,
                middle,
                LEFT + WIDTH,
                path,
                COLOURS[axis]));
    }

    private static int column(GyroTrack gyro, int sample, double spanNs) {
        return (int) Math.min(WIDTH - 1, ((double) gyro.timeNs(sample) - gyro.startNs()) / spanNs * WIDTH);
    }

    private static boolean isGap(GyroTrack gyro, int sample) {
        return gyro.timeNs(sample) - gyro.timeNs(sample - 1) > gyro.gapNs();
    }

    private static String shown(double degrees) {
        return String.format(Locale.ROOT, degrees >= 10 ? "%.0f" : degrees >= 1 ? "%.1f" : "%.2f", degrees);
    }
}
