package dev.syncline.hardware.rig.timing;

import dev.syncline.hardware.rig.data.Shutter;
import dev.syncline.hardware.rig.units.Times;
import java.util.Locale;

/**
 * Draws a plan as an SVG: trigger, each camera's exposure and readout row by row, where its timestamp is taken, its
 * mid-exposure, the strobe. Time runs to the right, rows from top to bottom. Two frames are shown, the first in full.
 */
public final class TimingPicture {
    private static final int LEFT = 190;
    private static final int RIGHT = 40;
    private static final int WIDTH = 1180;
    private static final int PLOT = WIDTH - LEFT - RIGHT;
    private static final int HEAD = 92;
    private static final int TRIGGER_HEIGHT = 44;
    private static final int LANE_HEIGHT = 128;
    private static final int BAND_HEIGHT = 84;
    private static final int STROBE_HEIGHT = 54;
    private static final int TABLE_ROW = 24;

    private final RigPlan plan;
    private final StringBuilder svg = new StringBuilder();
    private final double periodNs;
    private final double fromNs;
    private final double toNs;

    private TimingPicture(RigPlan plan) {
        this.plan = plan;
        double latest = plan.cameras().stream()
                .mapToDouble(CameraTiming::readoutEndNs)
                .max()
                .orElse(1e6);
        double earliest = Math.min(
                0,
                plan.cameras().stream().mapToDouble(CameraTiming::startNs).min().orElse(0));
        periodNs = plan.rate() == null ? (latest - earliest) * 1.4 : plan.rate().periodNs();
        double margin = periodNs * 0.06;
        fromNs = earliest - margin;
        toNs = Math.max(latest, periodNs) + periodNs * 0.45;
    }

    /**
     * The picture of a plan.
     *
     * @throws IllegalArgumentException if no camera of it can be timed
     */
    public static String draw(RigPlan plan) {
        if (plan.cameras().isEmpty()) {
            throw new IllegalArgumentException("no camera with a role, an exposure and a known readout");
        }
        return new TimingPicture(plan).draw();
    }

    private String draw() {
        int cameras = plan.cameras().size();
        int lanesTop = HEAD + TRIGGER_HEIGHT + 22;
        int strobeTop = lanesTop + cameras * LANE_HEIGHT;
        int axisTop = strobeTop + STROBE_HEIGHT;
        int tableTop = axisTop + 62;
        int height =
                tableTop + TABLE_ROW * (cameras + 1) + 26 + 20 * plan.unknown().size();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(WIDTH)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(WIDTH + " " + height)
                .append("\" role=\"img\" font-family=\"Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif\">\n");
        svg.append(SvgStyle.DEFINITIONS);
        shape("rect", "x=\"0\" y=\"0\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"");
        text(24, 34, "title", "start", plan.rig().name());
        text(24, 55, "sub", "start", subtitle());
        legend();
        grid(HEAD, axisTop);
        trigger();
        for (int i = 0; i < cameras; i++) {
            lane(plan.cameras().get(i), lanesTop + i * LANE_HEIGHT);
        }
        strobe(strobeTop);
        axis(axisTop);
        table(tableTop);
        svg.append("</svg>\n");
        return svg.toString();
    }

    private String subtitle() {
        String rate = plan.rate() == null
                ? "single triggers"
                : plan.rate() + " triggers/s, one every " + Times.text(periodNs);
        String aligned =
                switch (plan.rig().alignment()) {
                    case START -> "the trigger starts the exposure";
                    case END -> "the trigger ends the first row's exposure";
                };
        return rate + " · " + aligned + " · mid-exposures " + Times.text(plan.spreadNs()) + " apart";
    }

    private void legend() {
        double x = LEFT;
        int y = 76;
        String[][] items = {
            {"exposure", "exposure"},
            {"readout", "readout"},
            {"sof", "start of frame = timestamp"},
            {"row", "row timestamps"},
            {"mid", "mid-exposure"}
        };
        for (String[] item : items) {
            switch (item[0]) {
                case "sof" -> line(x + 10, y - 11, x + 10, y + 1, "sof");
                case "row" -> line(x + 4, y - 11, x + 16, y + 1, "rowline");
                case "mid" -> circle(x + 10, y - 5, 4.5, "mid");
                default -> rect(x, y - 11, 20, 12, item[0] + "-box");
            }
            text(x + 27, y, "legend", "start", item[1]);
            x += 48 + item[1].length() * 6.4;
        }
    }

    private void grid(int top, int bottom) {
        double step = step();
        for (double ns = Math.ceil(fromNs / step) * step; ns <= toNs; ns += step) {
            line(x(ns), top, x(ns), bottom, "grid");
        }
    }

    private double step() {
        double raw = (toNs - fromNs) / 11;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (factor * power >= raw) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void axis(int top) {
        line(LEFT, top, WIDTH - RIGHT, top, "axis");
        double step = step();
        for (double ns = Math.ceil(fromNs / step) * step; ns <= toNs; ns += step) {
            line(x(ns), top, x(ns), top + 5, "axis");
            text(x(ns), top + 20, "tick", "middle", number(ns / 1e6));
        }
        text(WIDTH - RIGHT, top + 38, "sub", "end", "ms after the trigger");
    }

    private void trigger() {
        int base = HEAD + TRIGGER_HEIGHT;
        int high = HEAD + 10;
        label(HEAD + 18, "trigger", plan.rig().generator() == null ? "FSYNC line" : "generator", "");
        double pulseNs =
                plan.rig().generator() == null || plan.rig().generator().pulseNs() == null
                        ? periodNs * 0.06
                        : plan.rig().generator().pulseNs();
        StringBuilder path = new StringBuilder("M" + c(LEFT) + " " + base);
        for (int k = 0; k * periodNs < toNs; k++) {
            double from = x(k * periodNs);
            double to = Math.min(x(k * periodNs + pulseNs), WIDTH - RIGHT);
            path.append(" H")
                    .append(c(from))
                    .append(" V" + high + " H")
                    .append(c(to))
                    .append(" V" + base);
            line(from, high, from, base + 4, "edge");
        }
        path.append(" H" + (WIDTH - RIGHT));
        shape("path", "d=\"" + path + "\" class=\"wave\"");
    }

    private void lane(CameraTiming camera, int top) {
        int band = top + 22;
        FrameExposure exposure = camera.exposure();
        boolean rolling = exposure.shutter() == Shutter.ROLLING;
        String facts = exposure.rows() + " rows in " + Times.text(exposure.readoutNs());
        label(
                top + 46,
                camera.camera().name(),
                camera.camera().sensor().name() + (rolling ? ", rolling" : ", global"),
                facts);
        text(24, top + 95, "small", "start", Times.text(exposure.rowNs()) + " a row");
        rect(LEFT, band, PLOT, BAND_HEIGHT, "band");
        svg.append("<g clip-path=\"url(#plot)\">\n");
        for (int k = -1; k <= 1; k++) {
            if (plan.rate() != null || k == 0) {
                frame(camera, band, k * periodNs, k == 0 ? "" : " faded");
            }
        }
        svg.append("</g>\n");
        marks(camera, top, band);
    }

    private void frame(CameraTiming camera, int band, double atNs, String faded) {
        FrameExposure exposure = camera.exposure();
        double sof = atNs + camera.sofNs();
        int last = exposure.rows() - 1;
        int bottom = band + BAND_HEIGHT;
        polygon("exposure" + faded, new double[] {
            x(sof + exposure.startNs(0)), band, x(sof + exposure.endNs(0)), band,
            x(sof + exposure.endNs(last)), bottom, x(sof + exposure.startNs(last)), bottom
        });
        // The readout of a row is as long as a row: a band along the slanted edge, drawn wide enough to be seen.
        double wide = Math.max(exposure.rowNs(), (toNs - fromNs) / 120);
        polygon("readout" + faded, new double[] {
            x(sof), band, x(sof + wide), band,
            x(sof + exposure.readNs(last) + wide), bottom, x(sof + exposure.readNs(last)), bottom
        });
        // Where timestamps of rows lie: the end of each row's exposure.
        line(x(sof + exposure.endNs(0)), band, x(sof + exposure.endNs(last)), bottom, "rowline" + faded);
        line(x(sof), band - 6, x(sof), band + BAND_HEIGHT, "sof" + faded);
    }

    private void marks(CameraTiming camera, int top, int band) {
        FrameExposure exposure = camera.exposure();
        double middle = x(camera.middleNs());
        int centre = band + BAND_HEIGHT / 2;
        line(middle, band, middle, band + BAND_HEIGHT + 4, "midline");
        circle(middle, centre, 4.5, "mid");
        double sof = x(camera.sofNs());
        text(sof, top + 12, "value", "middle", "SoF " + number(camera.sofNs() / 1e6));
        text(middle, band + BAND_HEIGHT + 14, "value midvalue", "middle", "mid " + number(camera.middleNs() / 1e6));
        if (exposure.shutter() == Shutter.ROLLING) {
            double end = x(camera.sofNs() + exposure.endNs(exposure.rows() - 1));
            text(
                    end + 12,
                    band + BAND_HEIGHT - 6,
                    "value halo",
                    "start",
                    "last row " + number((camera.sofNs() + exposure.endNs(exposure.rows() - 1)) / 1e6));
        }
    }

    private void strobe(int top) {
        Window flash = plan.flash();
        Window light = plan.light();
        label(top + 18, "strobe", flash.isEmpty() ? "no common window" : "flash " + Times.text(flash.lengthNs()), "");
        rect(x(light.fromNs()), top + 8, x(light.toNs()) - x(light.fromNs()), 14, "light");
        text(
                x(light.toNs()) + 8,
                top + 19,
                "value",
                "start",
                "any row: " + number(light.fromNs() / 1e6) + " to " + number(light.toNs() / 1e6));
        if (!flash.isEmpty()) {
            rect(x(flash.fromNs()), top + 26, x(flash.toNs()) - x(flash.fromNs()), 14, "flash");
            text(
                    x(flash.toNs()) + 8,
                    top + 37,
                    "value",
                    "start",
                    "all rows of all cameras: " + number(flash.fromNs() / 1e6) + " to " + number(flash.toNs() / 1e6));
        } else {
            text(
                    x(light.fromNs()),
                    top + 38,
                    "small",
                    "start",
                    "at no moment are all rows of all cameras exposed: a short flash would light a part of the picture");
        }
    }

    private void table(int top) {
        double[] columns = {24, 190, 300, 420, 540, 660, 800, 960};
        String[] heads = {
            "camera",
            "exposure",
            "start",
            "SoF (timestamp)",
            "mid-exposure",
            "last row ends",
            "align: wait",
            "or expose"
        };
        for (int i = 0; i < heads.length; i++) {
            text(columns[i], top, "head", "start", heads[i]);
        }
        line(24, top + 8, WIDTH - RIGHT, top + 8, "axis");
        int y = top + TABLE_ROW;
        for (Adjustment adjustment : plan.adjustments()) {
            CameraTiming camera = adjustment.camera();
            boolean still = Math.abs(adjustment.extraDelayNs()) < 500;
            boolean same = Math.abs(adjustment.exposureNs() - camera.exposure().exposureNs()) < 1000;
            String[] cells = {
                camera.camera().title(),
                Times.text(camera.exposure().exposureNs()),
                number(camera.startNs() / 1e6) + " ms",
                number(camera.sofNs() / 1e6) + " ms",
                number(camera.middleNs() / 1e6) + " ms",
                number(camera.endNs() / 1e6) + " ms",
                still ? "–" : number(adjustment.extraDelayNs() / 1e6) + " ms more",
                same ? "–" : Times.text(adjustment.exposureNs()) + (adjustment.exposureFits() ? "" : " (does not fit)")
            };
            for (int i = 0; i < cells.length; i++) {
                text(columns[i], y, i == 0 ? "cellname" : "cell", "start", cells[i]);
            }
            y += TABLE_ROW;
        }
        for (var camera : plan.unknown()) {
            text(
                    24,
                    y + 4,
                    "small",
                    "start",
                    camera.title() + " is not drawn: its "
                            + (camera.exposureNs() == null ? "exposure" : "rows and readout")
                            + " are not in the rig file");
            y += 20;
        }
    }

    private void label(int y, String name, String second, String third) {
        text(24, y, "name", "start", name);
        text(24, y + 17, "small", "start", second);
        if (!third.isEmpty()) {
            text(24, y + 33, "small", "start", third);
        }
    }

    private double x(double ns) {
        return LEFT + (ns - fromNs) / (toNs - fromNs) * PLOT;
    }

    private void text(double x, double y, String style, String anchor, String text) {
        svg.append("<text x=\"" + c(x) + "\" y=\"" + c(y) + "\" class=\"" + style + "\" text-anchor=\"" + anchor
                        + "\">")
                .append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</text>\n");
    }

    private void line(double x1, double y1, double x2, double y2, String style) {
        shape(
                "line",
                "x1=\"" + c(x1) + "\" y1=\"" + c(y1) + "\" x2=\"" + c(x2) + "\" y2=\"" + c(y2) + "\" class=\"" + style
                        + "\"");
    }

    private void rect(double x, double y, double width, double height, String style) {
        shape(
                "rect",
                "x=\"" + c(x) + "\" y=\"" + c(y) + "\" width=\"" + c(width) + "\" height=\"" + c(height) + "\" class=\""
                        + style + "\"");
    }

    private void circle(double x, double y, double radius, String style) {
        shape("circle", "cx=\"" + c(x) + "\" cy=\"" + c(y) + "\" r=\"" + radius + "\" class=\"" + style + "\"");
    }

    private void polygon(String style, double[] points) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            list.append(c(points[i])).append(',').append(c(points[i + 1])).append(' ');
        }
        shape("polygon", "points=\"" + list.toString().strip() + "\" class=\"" + style + "\"");
    }

    private void shape(String name, String attributes) {
        svg.append('<').append(name).append(' ').append(attributes).append("/>\n");
    }

    private static String c(double coordinate) {
        return String.format(Locale.ROOT, "%.2f", coordinate).replaceFirst("\\.?0+$", "");
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }
}
