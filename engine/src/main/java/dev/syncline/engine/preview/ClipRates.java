package dev.syncline.engine.preview;

import dev.syncline.engine.sync.rotation.PairRotation;
import java.util.Arrays;
import java.util.List;

/**
 * The turning of a whole clip: the log's, on the video's clock and about the camera's axes, and the picture's where it was
 * looked at.
 *
 * @param logS middles of the stretches that the log's rates are means over, s on the video's clock: double[n]
 * @param logRadS the log's rates about x right, y down, z forward, rad/s: double[3][n]; NaN where the log has nothing
 * @param pictureS middles of the frame pairs that were looked at, s: double[m]
 * @param pictureRadS rates that the picture shows, rad/s: double[3][m]; NaN between two stretches and where a pair failed
 */
public record ClipRates(double[] logS, double[][] logRadS, double[] pictureS, double[][] pictureRadS) {
    /** A chart shows no more. */
    private static final int MOST = 6000;

    /**
     * Of a clip.
     *
     * @param durationNs of the video, ns
     * @param fps its frames per second: a stretch is no shorter than a frame
     * @param seen turns between frames, in order
     */
    static ClipRates of(SyncedCamera camera, long durationNs, double fps, List<PairRotation> seen) {
        double frames = durationNs * 1e-9 * fps;
        int n = frames >= 1 ? (int) Math.min(MOST, Math.round(frames)) : 0;
        double[] logS = new double[n];
        double[][] logged = new double[3][n];
        double[] rate = new double[3];
        for (int i = 0; i < n; i++) {
            long from = Math.round((double) durationNs * i / n);
            long to = Math.round((double) durationNs * (i + 1) / n);
            logS[i] = (double) (from + to) / 2e9;
            camera.meanRate(from, to, rate);
            for (int axis = 0; axis < 3; axis++) {
                logged[axis][i] = rate[axis];
            }
        }
        return new ClipRates(logS, logged, times(seen), rates(seen));
    }

    /** One more than pairs before each pair that does not follow the one before it: there a line ends. */
    private static double[] times(List<PairRotation> seen) {
        double[] times = new double[2 * seen.size()];
        int n = 0;
        for (int i = 0; i < seen.size(); i++) {
            if (isBreak(seen, i)) {
                times[n++] = seen.get(i).fromNs() * 1e-9;
            }
            times[n++] = (double) (seen.get(i).fromNs() + seen.get(i).toNs()) / 2e9;
        }
        return Arrays.copyOf(times, n);
    }

    private static double[][] rates(List<PairRotation> seen) {
        double[][] rates = new double[3][2 * seen.size()];
        int n = 0;
        for (int i = 0; i < seen.size(); i++) {
            if (isBreak(seen, i)) {
                for (double[] axis : rates) {
                    axis[n] = Double.NaN;
                }
                n++;
            }
            for (int axis = 0; axis < 3; axis++) {
                rates[axis][n] = seen.get(i).rateRadS()[axis];
            }
            n++;
        }
        for (int axis = 0; axis < 3; axis++) {
            rates[axis] = Arrays.copyOf(rates[axis], n);
        }
        return rates;
    }

    private static boolean isBreak(List<PairRotation> seen, int at) {
        return at > 0 && seen.get(at).fromNs() != seen.get(at - 1).toNs();
    }
}
