package dev.syncline.engine.motion;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.Quaternion;

/**
 * Orientation over a stretch of a log, integrated from its rates less a bias, in axes of choice: the turn from those axes
 * to where they were at the stretch's first sample. Times are seconds from an origin on the log's clock, so that doubles
 * keep nanoseconds.
 */
public final class GyroOrientation {
    /** Numbers that {@link #at} writes: the turn w, x, y, z and the rate x, y, z. */
    public static final int POSE = 7;

    private final double[] timeS;
    private final double[] rate; // x, y, z a sample, bias taken off, in the axes asked for, rad/s
    private final double[] turn; // w, x, y, z a sample
    private final double perS; // samples
    private final double[] perCell; // 1/s from each sample to the next; 0 over a gap

    /**
     * @param originNs time that seconds are counted from, ns on the log's clock
     * @param fromNs,toNs stretch to cover, ns; one sample more on each side is taken where there is one
     * @param bias rate that the log shows at rest, in the log's axes, rad/s: double[3]
     * @param turned turn from the log's axes to those asked for
     */
    public GyroOrientation(GyroTrack track, long originNs, long fromNs, long toNs, double[] bias, Matrix3 turned) {
        double[] axes = turned.rowMajor();
        int first = Math.max(0, track.indexAtOrBefore(fromNs));
        int last = Math.min(track.size() - 1, Math.max(first + 1, track.indexAtOrBefore(toNs) + 1));
        first = Math.min(first, last - 1);
        int n = last - first + 1;
        timeS = new double[n];
        rate = new double[3 * n];
        turn = new double[4 * n];
        perS = 1 / (track.periodNs() * 1e-9);
        perCell = new double[n];
        for (int i = 0; i < n; i++) {
            timeS[i] = (track.timeNs(first + i) - originNs) * 1e-9;
            double x = track.x(first + i) - bias[0];
            double y = track.y(first + i) - bias[1];
            double z = track.z(first + i) - bias[2];
            rate[3 * i] = axes[0] * x + axes[1] * y + axes[2] * z;
            rate[3 * i + 1] = axes[3] * x + axes[4] * y + axes[5] * z;
            rate[3 * i + 2] = axes[6] * x + axes[7] * y + axes[8] * z;
        }
        integrate(n, track.gapNs() * 1e-9);
    }

    private void integrate(int n, double gapS) {
        double[] q = new double[4];
        turn[0] = 1;
        for (int i = 1; i < n; i++) {
            double cell = timeS[i] - timeS[i - 1];
            perCell[i - 1] = cell > gapS ? 0 : 1 / cell;
            double half = 0.5 * cell;
            int a = 3 * (i - 1);
            Quaternion.ofRotationVector(
                    half * (rate[a] + rate[a + 3]),
                    half * (rate[a + 1] + rate[a + 4]),
                    half * (rate[a + 2] + rate[a + 5]),
                    q,
                    0);
            Quaternion.multiply(turn, 4 * (i - 1), q, 0, turn, 4 * i);
            Quaternion.normalize(turn, 4 * i);
        }
    }

    /**
     * Orientation and rate at a time.
     *
     * @param pose receives at {@code out} the turn from the axes at that time to those at the first sample, w, x, y, z,
     *     and the rate in the axes, rad/s, x, y, z
     * @return false outside the stretch or inside a gap, with nothing to be relied on in {@code pose}
     */
    public boolean at(double tS, double[] pose, int out) {
        int i = cell(tS);
        if (i < 0 || perCell[i] == 0) {
            return false;
        }
        double dt = tS - timeS[i];
        double f = dt * perCell[i];
        int k = 3 * i;
        double x = rate[k] + f * (rate[k + 3] - rate[k]);
        double y = rate[k + 1] + f * (rate[k + 4] - rate[k + 1]);
        double z = rate[k + 2] + f * (rate[k + 5] - rate[k + 2]);
        double half = 0.5 * dt;
        Quaternion.ofRotationVector(
                half * (rate[k] + x), half * (rate[k + 1] + y), half * (rate[k + 2] + z), pose, out);
        Quaternion.multiply(turn, 4 * i, pose, out, pose, out);
        pose[out + 4] = x;
        pose[out + 5] = y;
        pose[out + 6] = z;
        return true;
    }

    private int cell(double tS) {
        int n = timeS.length;
        if (!(tS >= timeS[0] && tS <= timeS[n - 1])) {
            return -1;
        }
        // Logs are nearly even: guess, then walk.
        int i = (int) Math.min(n - 2, Math.max(0, (tS - timeS[0]) * perS));
        while (i > 0 && timeS[i] > tS) {
            i--;
        }
        while (i < n - 2 && timeS[i + 1] < tS) {
            i++;
        }
        return i;
    }
}
