package dev.syncline.engine.refine;

import dev.syncline.engine.flow.FlowPair;
import dev.syncline.engine.flow.PatchInformation;
import dev.syncline.engine.geometry.CameraModel;
import dev.syncline.engine.geometry.ReadoutDirection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The points followed through one window, as directions: one observation is one point in one pair of frames. Times are
 * seconds from the window's origin on the video's clock.
 */
public final class WindowObservations {
    private static final double FOCAL_STEP = 1e-3;

    final long originNs;
    final int pairs;
    final int[] first; // first observation of each pair: int[pairs + 1]
    final double[] fromS; // frame before: double[pairs]
    final double[] toS; // frame after: double[pairs]
    final double[] fromLagS; // how far back the frame before reaches for what it is predicted from, s: double[pairs]
    final double[] toLagS;
    final double lagSigma; // share of that reach by which pictures may be late
    final double[] from; // direction before: double[3·observations]
    final double[] to; // direction after: double[3·observations]
    final double[] fromPerFocal; // derivative of the direction by the logarithm of the focal length
    final double[] toPerFocal;
    final double[] fromRow; // place on the readout before, −½ to ½: double[observations]
    final double[] toRow;
    final double[] toPerX; // derivative of the direction after by its pixel, rad/px: double[3·observations]
    final double[] toPerY;
    final double[] covariance; // of the place after, px²: xx, xy, yy: double[3·observations]
    final int[] track; // index of the point's track: int[observations]
    final int tracks;
    final double pixelRad; // one pixel at the centre, rad

    /**
     * @param flow the window's pairs, in order
     * @param information how well each pair's points are known, in the same order
     * @param camera lens at the size of the pictures that points are given in
     */
    public WindowObservations(
            List<FlowPair> flow, List<PatchInformation> information, CameraModel camera, ReadoutDirection direction) {
        pairs = flow.size();
        originNs = flow.get(pairs / 2).from().timeNs();
        first = new int[pairs + 1];
        for (int k = 0; k < pairs; k++) {
            first[k + 1] = first[k] + flow.get(k).size();
        }
        int n = first[pairs];
        fromS = new double[pairs];
        toS = new double[pairs];
        fromLagS = new double[pairs];
        toLagS = new double[pairs];
        from = new double[3 * n];
        to = new double[3 * n];
        fromPerFocal = new double[3 * n];
        toPerFocal = new double[3 * n];
        fromRow = new double[n];
        toRow = new double[n];
        toPerX = new double[3 * n];
        toPerY = new double[3 * n];
        covariance = new double[3 * n];
        track = new int[n];
        pixelRad = 1 / camera.focalXPx();
        CameraModel longer = camera.withFocalScaled(1 + FOCAL_STEP);
        CameraModel shorter = camera.withFocalScaled(1 - FOCAL_STEP);
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int k = 0; k < pairs; k++) {
            FlowPair pair = flow.get(k);
            fromS[k] = (pair.from().timeNs() - originNs) * 1e-9;
            toS[k] = (pair.to().timeNs() - originNs) * 1e-9;
            double reachS = toS[k] - fromS[k];
            toLagS[k] = CodingLag.isPredicted(pair.to()) ? reachS : 0;
            boolean follows =
                    k > 0 && flow.get(k - 1).to().timeNs() == pair.from().timeNs();
            fromLagS[k] = CodingLag.isPredicted(pair.from()) ? (follows ? toS[k - 1] - fromS[k - 1] : reachS) : 0;
            for (int i = 0; i < pair.size(); i++) {
                int o = first[k] + i;
                float x0 = pair.x0()[i];
                float y0 = pair.y0()[i];
                float x1 = pair.x1()[i];
                float y1 = pair.y1()[i];
                camera.bearing(x0, y0, from, 3 * o);
                camera.bearing(x1, y1, to, 3 * o);
                slope(longer, shorter, x0, y0, fromPerFocal, 3 * o);
                slope(longer, shorter, x1, y1, toPerFocal, 3 * o);
                perPixel(camera, x1, y1, o);
                PatchInformation known = information.get(k);
                covariance[3 * o] = known.xx()[i];
                covariance[3 * o + 1] = known.xy()[i];
                covariance[3 * o + 2] = known.yy()[i];
                fromRow[o] = row(direction, x0, y0, camera);
                toRow[o] = row(direction, x1, y1, camera);
                track[o] = numbers.computeIfAbsent(pair.id()[i], id -> numbers.size());
            }
        }
        tracks = numbers.size();
        lagSigma = CodingLag.sigma(flow);
    }

    private void perPixel(CameraModel camera, float x, float y, int o) {
        double[] b = new double[12];
        camera.bearing(x + 0.5, y, b, 0);
        camera.bearing(x - 0.5, y, b, 3);
        camera.bearing(x, y + 0.5, b, 6);
        camera.bearing(x, y - 0.5, b, 9);
        for (int a = 0; a < 3; a++) {
            toPerX[3 * o + a] = b[a] - b[3 + a];
            toPerY[3 * o + a] = b[6 + a] - b[9 + a];
        }
    }

    private static void slope(CameraModel longer, CameraModel shorter, float x, float y, double[] out, int at) {
        double[] b = new double[6];
        longer.bearing(x, y, b, 0);
        shorter.bearing(x, y, b, 3);
        for (int a = 0; a < 3; a++) {
            out[at + a] = (b[a] - b[3 + a]) / (2 * FOCAL_STEP);
        }
    }

    private static double row(ReadoutDirection direction, float x, float y, CameraModel camera) {
        return switch (direction) {
            case TOP_TO_BOTTOM -> y / camera.heightPx() - 0.5;
            case BOTTOM_TO_TOP -> 0.5 - y / camera.heightPx();
            case LEFT_TO_RIGHT -> x / camera.widthPx() - 0.5;
            case RIGHT_TO_LEFT -> 0.5 - x / camera.widthPx();
        };
    }

    /** Number of observations. */
    public int size() {
        return first[pairs];
    }

    /** Middle of the window, video clock, ns. */
    public long middleNs() {
        return originNs + Math.round(0.5e9 * (fromS[0] + toS[pairs - 1]));
    }
}
