package dev.syncline.engine.report;

import dev.syncline.engine.preview.ClipRates;
import dev.syncline.engine.result.Decimals;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.WindowView;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the charts draw, as JSON, rounded and thinned so that the page stays small. */
final class ReportData {
    /** Windows that are drawn; of more, an even choice. */
    static final int MAX_WINDOWS = 48;

    /** Curve samples of all windows together. */
    private static final int CURVE_BUDGET = 48_000;

    private static final double NEAR_PEAK_MS = 250;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final SyncResult result;
    private final List<WindowView> windows;
    private final @Nullable ClipRates rates;

    /** @param rates how the whole clip turns; null where nobody looked */
    ReportData(SyncResult result, @Nullable ClipRates rates) {
        this.result = result;
        this.rates = rates;
        this.windows = chosen(result.windows());
    }

    private static List<WindowView> chosen(List<WindowView> all) {
        List<WindowView> drawable = new ArrayList<>();
        for (WindowView window : all) {
            if (window.videoS().length > 1 && window.offsetMs().length > 1) {
                drawable.add(window);
            }
        }
        if (drawable.size() <= MAX_WINDOWS) {
            return drawable;
        }
        List<WindowView> even = new ArrayList<>(MAX_WINDOWS);
        for (int i = 0; i < MAX_WINDOWS; i++) {
            even.add(drawable.get((int) ((long) i * drawable.size() / MAX_WINDOWS)));
        }
        return even;
    }

    byte[] json() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("duration", Decimals.rounded(result.inputs().durationNs() * 1e-9, 3));
        writeScale(root);
        ArrayNode points = root.putArray("points");
        for (SyncPoint point : result.points()) {
            ObjectNode node = points.addObject();
            node.put("t", Decimals.rounded(point.videoNs() * 1e-9, 4));
            node.put("offset", Decimals.rounded(point.offsetNs() * 1e-6, 4));
            node.put("sigma", Decimals.rounded(point.sigmaNs() * 1e-6, 4));
            node.put("score", Decimals.rounded(point.score(), 4));
            node.put("rival", Decimals.rounded(point.rival(), 4));
            node.put("quality", point.quality().word());
            node.put("colour", QualityColour.of(point));
            node.put("window", windowOf(point));
        }
        ArrayNode track = root.putArray("track");
        for (double[] corner : trackCorners()) {
            ArrayNode pair = track.addArray();
            pair.add(Decimals.rounded(corner[0], 4));
            pair.add(Decimals.rounded(corner[1], 4));
        }
        ArrayNode drawn = root.putArray("windows");
        for (WindowView window : windows) {
            writeWindow(drawn.addObject(), window);
        }
        if (rates != null) {
            ObjectNode clip = root.putObject("clip");
            writeTimes(clip.putArray("t"), rates.logS());
            writeRates(clip.putArray("log"), rates.logRadS());
            writeTimes(clip.putArray("pictureT"), rates.pictureS());
            writeRates(clip.putArray("picture"), rates.pictureRadS());
        }
        return MAPPER.writeValueAsBytes(root);
    }

    /** The line over the whole clip: knots, and constant outside them. */
    private List<double[]> trackCorners() {
        List<double[]> corners = new ArrayList<>();
        SyncTrack track = result.timeline().track();
        if (track.knots().isEmpty()) {
            return corners;
        }
        if (track.knots().getFirst().videoNs() > 0) {
            corners.add(new double[] {0, track.offsetNsAt(0) * 1e-6});
        }
        for (SyncTrack.Knot knot : track.knots()) {
            corners.add(new double[] {knot.videoNs() * 1e-9, knot.offsetNs() * 1e-6});
        }
        if (track.knots().getLast().videoNs() < result.inputs().durationNs()) {
            corners.add(new double[] {
                result.inputs().durationNs() * 1e-9,
                track.offsetNsAt(result.inputs().durationNs()) * 1e-6
            });
        }
        return corners;
    }

    /**
     * The offsets that the chart spans: the line and the points that are not bad, since one bad point may be seconds
     * away and would flatten all others. Points outside are drawn at the edge.
     */
    private void writeScale(ObjectNode root) {
        boolean onlyBad = result.points().stream().allMatch(p -> p.quality() == Quality.BAD);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (SyncPoint point : result.points()) {
            if (onlyBad || point.quality() != Quality.BAD) {
                double sigmaMs = Double.isFinite(point.sigmaNs()) ? point.sigmaNs() * 1e-6 : 0;
                low = Math.min(low, point.offsetNs() * 1e-6 - sigmaMs);
                high = Math.max(high, point.offsetNs() * 1e-6 + sigmaMs);
            }
        }
        for (double[] corner : trackCorners()) {
            low = Math.min(low, corner[1]);
            high = Math.max(high, corner[1]);
        }
        if (low > high) {
            low = 0;
            high = 0;
        }
        double reference = result.timeline().track().knots().isEmpty()
                ? (low + high) / 2
                : result.timeline().track().offsetNsAt(result.inputs().durationNs() / 2) * 1e-6;
        double margin = Math.max(0.05, 0.18 * (high - low));
        root.put("reference", Decimals.rounded(reference, 3));
        root.put("low", Decimals.rounded(low - margin, 4));
        root.put("high", Decimals.rounded(high + margin, 4));
    }

    private void writeWindow(ObjectNode node, WindowView window) {
        node.put("middle", Decimals.rounded(middleS(window), 2));
        SyncPoint point = pointIn(window);
        if (point != null) {
            node.put("colour", QualityColour.of(point));
            node.put("quality", point.quality().word());
        }
        ArrayNode times = node.putArray("t");
        writeTimes(times, window.videoS());
        writeRates(node.putArray("visual"), window.visualRadS());
        writeRates(node.putArray("log"), window.logRadS());
        int limit = Math.max(200, Math.min(3000, CURVE_BUDGET / windows.size()));
        int[] keep = CurveThinning.keep(window.offsetMs(), window.score(), window.peakMs(), NEAR_PEAK_MS, limit);
        ArrayNode x = node.putArray("x");
        ArrayNode y = node.putArray("y");
        for (int i : keep) {
            x.add(Decimals.rounded(window.offsetMs()[i], 1));
            y.add(Decimals.rounded(window.score()[i], 3));
        }
        writeMark(node, "peak", window.peakMs(), window.peakScore());
        writeMark(node, "rival", window.rivalMs(), window.rivalScore());
    }

    private static void writeTimes(ArrayNode times, double[] seconds) {
        for (double t : seconds) {
            times.add(Decimals.rounded(t, 4));
        }
    }

    private static void writeRates(ArrayNode axes, double[][] radS) {
        for (double[] axis : radS) {
            ArrayNode degS = axes.addArray();
            for (double rate : axis) {
                degS.add(Decimals.rounded(Math.toDegrees(rate), 2));
            }
        }
    }

    private static void writeMark(ObjectNode node, String name, double ms, double score) {
        if (!Double.isFinite(ms) || !Double.isFinite(score)) {
            node.putNull(name);
            return;
        }
        ArrayNode mark = node.putArray(name);
        mark.add(Decimals.rounded(ms, 3));
        mark.add(Decimals.rounded(score, 4));
    }

    private static double middleS(WindowView window) {
        return (window.videoS()[0] + window.videoS()[window.videoS().length - 1]) / 2;
    }

    /** Index of the drawn window that the point stands in, or −1. */
    private int windowOf(SyncPoint point) {
        for (int i = 0; i < windows.size(); i++) {
            if (isInside(point, windows.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable SyncPoint pointIn(WindowView window) {
        for (SyncPoint point : result.points()) {
            if (isInside(point, window)) {
                return point;
            }
        }
        return null;
    }

    private static boolean isInside(SyncPoint point, WindowView window) {
        double t = point.videoNs() * 1e-9;
        return t >= window.videoS()[0] && t <= window.videoS()[window.videoS().length - 1];
    }

    /** Drawn windows, of how many. */
    String choice() {
        int all = result.windows().size();
        return windows.size() == all ? "" : windows.size() + " of " + all + " windows are drawn. ";
    }
}
