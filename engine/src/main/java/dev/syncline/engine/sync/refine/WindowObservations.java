package dev.syncline.engine.sync.refine;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.sync.flow.CheapFrames;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.PatchInformation;
import java.util.Arrays;
import java.util.List;

/**
 * The points followed through one window, as directions: one observation is one point in one pair of frames. Times are
 * seconds from the window's origin on the video's clock.
 */
public final class WindowObservations {
    final long originNs;
    final int pairs;
    final int[] first; // first observation of each pair: int[pairs + 1]
    final double[] fromS; // frame before: double[pairs]
    final double[] toS; // frame after: double[pairs]
    final double[] fromLagS; // how far back the frame before reaches for what it is predicted from, s: double[pairs]
    final double[] toLagS;
    final double[] offVariance; // of the time by which cheap frames of a pair may be off, s²: double[pairs]
    final double lagSigma; // share of that reach by which pictures may be late
    final double[] from; // direction before: double[3·observations]
    final double[] to; // direction after: double[3·observations]
    final double[] fromPerFocal; // derivative of the direction by the logarithm of the focal length
    final double[] toPerFocal;
    final double[] fromRow; // place on the readout before, −½ to ½: double[observations]
    final double[] toRow;
    final double[] error1; // a square root of the covariance of the direction after, rad: double[3·observations]
    final double[] error2; // the covariance is error1·error1ᵀ + error2·error2ᵀ
    final int[] track; // index of the point's track: int[observations]
    final int[] before; // the observation that ends where this one begins, −1 where there is none: int[observations]
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
        offVariance = new double[pairs];
        from = new double[3 * n];
        to = new double[3 * n];
        fromPerFocal = new double[3 * n];
        toPerFocal = new double[3 * n];
        fromRow = new double[n];
        toRow = new double[n];
        error1 = new double[3 * n];
        error2 = new double[3 * n];
        track = new int[n];
        before = new int[n];
        pixelRad = 1 / camera.focalXPx();
        double cheapReachS = CheapFrames.reachS(flow);
        for (int k = 0; k < pairs; k++) {
            FlowPair pair = flow.get(k);
            double fromOffS = CheapFrames.offS(pair.from(), cheapReachS);
            double toOffS = CheapFrames.offS(pair.to(), cheapReachS);
            offVariance[k] = fromOffS * fromOffS + toOffS * toOffS;
            fromS[k] = (pair.from().timeNs() - originNs) * 1e-9;
            toS[k] = (pair.to().timeNs() - originNs) * 1e-9;
            double reachS = toS[k] - fromS[k];
            toLagS[k] = CodingLag.isPredicted(pair.to()) ? reachS : 0;
            boolean follows =
                    k > 0 && flow.get(k - 1).to().timeNs() == pair.from().timeNs();
            fromLagS[k] = CodingLag.isPredicted(pair.from()) ? (follows ? toS[k - 1] - fromS[k - 1] : reachS) : 0;
        }
        tracks = number(flow);
        DirectionSlopes slopes = new DirectionSlopes(camera);
        double[] perX = new double[3 * n];
        double[] perY = new double[3 * n];
        for (int k = 0; k < pairs; k++) {
            FlowPair pair = flow.get(k);
            for (int i = 0; i < pair.size(); i++) {
                int o = first[k] + i;
                slopes.write(pair.x1()[i], pair.y1()[i], to, perX, perY, toPerFocal, 3 * o);
                toRow[o] = row(direction, pair.x1()[i], pair.y1()[i], camera);
                int b = before[o];
                if (b < 0) {
                    fromRow[o] = row(direction, pair.x0()[i], pair.y0()[i], camera);
                } else {
                    System.arraycopy(to, 3 * b, from, 3 * o, 3);
                    System.arraycopy(toPerFocal, 3 * b, fromPerFocal, 3 * o, 3);
                    fromRow[o] = toRow[b];
                }
            }
            errors(k, information.get(k), perX, perY);
            for (int i = 0; i < pair.size(); i++) {
                int o = first[k] + i;
                if (before[o] < 0) {
                    // The errors of the place after are known: its slopes may be written over.
                    slopes.write(pair.x0()[i], pair.y0()[i], from, perX, perY, fromPerFocal, 3 * o);
                }
            }
        }
        lagSigma = CodingLag.sigma(flow);
    }

    /** Numbers the tracks, and finds for every observation the one that it goes on from. */
    private int number(List<FlowPair> flow) {
        TrackNumbers numbers = new TrackNumbers();
        for (int k = 0; k < pairs; k++) {
            for (int i = 0; i < flow.get(k).size(); i++) {
                track[first[k] + i] = numbers.of(flow.get(k).id()[i]);
            }
        }
        Arrays.fill(before, -1);
        int[] last = new int[numbers.count()];
        for (int k = 1; k < pairs; k++) {
            FlowPair earlier = flow.get(k - 1);
            FlowPair pair = flow.get(k);
            if (earlier.to().timeNs() != pair.from().timeNs() || toLagS[k - 1] != fromLagS[k]) {
                continue;
            }
            Arrays.fill(last, -1);
            for (int i = 0; i < earlier.size(); i++) {
                last[track[first[k - 1] + i]] = i;
            }
            for (int i = 0; i < pair.size(); i++) {
                int j = last[track[first[k] + i]];
                if (j >= 0 && earlier.x1()[j] == pair.x0()[i] && earlier.y1()[j] == pair.y0()[i]) {
                    before[first[k] + i] = first[k - 1] + j;
                }
            }
        }
        return numbers.count();
    }

    /** Carries the covariance of the places after, px², over to their directions: its triangular root. */
    private void errors(int k, PatchInformation known, double[] perX, double[] perY) {
        for (int o = first[k]; o < first[k + 1]; o++) {
            int i = o - first[k];
            double xx = Math.sqrt(known.xx()[i]);
            double xy = known.xy()[i] / xx;
            double yy = Math.sqrt(Math.max(1e-12, known.yy()[i] - xy * xy));
            for (int a = 3 * o; a < 3 * o + 3; a++) {
                error1[a] = perX[a] * xx + perY[a] * xy;
                error2[a] = perY[a] * yy;
            }
        }
    }

    private static double row(ReadoutDirection direction, float x, float y, CameraModel camera) {
        return direction.place(x / camera.widthPx(), y / camera.heightPx());
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
