package dev.syncline.cli.inspect;

import dev.syncline.engine.motion.GyroTrack;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A picture of a log's rates: for each axis a band from the smallest to the largest rate in each column of the picture. */
final class RatePlot {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 160;
    private static final int LEFT = 60;
    private static final String[] COLOURS = {"#c0392b", "#27ae60", "#2980b9"};

    private RatePlot() {}

    /** The picture as SVG, three axes one below the other, in °/s over seconds of the log's clock. */
    static byte[] svg(String title, GyroTrack gyro) {
        StringBuilder out = new StringBuilder();
        int height = 3 * (HEIGHT + 20) + 50;
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
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

    private static void axis(StringBuilder out, GyroTrack gyro, int axis, int top, double most) {
        double spanNs = (double) gyro.endNs() - gyro.startNs();
        StringBuilder path = new StringBuilder();
        double middle = top + HEIGHT / 2.0;
        double scale = HEIGHT / 2.0 / most;
        int sample = 0;
        for (int column = 0; column < WIDTH; column++) {
            double untilNs = gyro.startNs() + spanNs * (column + 1) / WIDTH;
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            while (sample < gyro.size() && gyro.timeNs(sample) <= untilNs) {
                low = Math.min(low, rate(gyro, axis, sample));
                high = Math.max(high, rate(gyro, axis, sample));
                sample++;
            }
            if (low <= high) {
                path.append(String.format(
                        Locale.ROOT,
                        "M%d %.1fV%.1f",
                        LEFT + column,
                        middle - high * scale - 0.5,
                        middle - low * scale + 0.5));
            }
        }
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"%.0f\">%s ±%.0f</text><path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>"
                        + "<path d=\"%s\" stroke=\"%s\" fill=\"none\"/>%n",
                middle,
                "XYZ".charAt(axis),
                Math.toDegrees(most),
                LEFT,
                middle,
                LEFT + WIDTH,
                path,
                COLOURS[axis]));
    }
}
