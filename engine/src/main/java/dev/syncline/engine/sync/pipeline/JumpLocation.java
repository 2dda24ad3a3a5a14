package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.track.JumpPlace;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Finds the frame at which one offset gives way to another: the cut for which the rates before it fit the first and
 * those after it the second with the least squared difference.
 */
final class JumpLocation {
    /** Longer stretches are not decoded for this. */
    private static final long LONGEST_NS = 12_000_000_000L;

    /** A frame that fits neither (the picture is cut there too) counts at most this many usual frames. */
    private static final double WORST = 9;

    /** Cuts that fit worse than the best by less than this are as likely: 9/2 in log-likelihood, three sigmas. */
    private static final double LIKELY = 4.5;

    /** Where one side does not know the rate, the other holds, however badly it fits. */
    private static final double UNKNOWN = WORST;

    private JumpLocation() {}

    /**
     * @param a,b windows that certainly have one and the other offset
     * @param mount log axes to camera, 3×3 row-major
     */
    static JumpPlace between(
            TrackedWindow a,
            CoarseOffset left,
            TrackedWindow b,
            CoarseOffset right,
            WindowTracking tracking,
            GyroTrack log,
            Matrix3 mount)
            throws IOException {
        double leftNs = offsetNs(a, left, log, mount);
        double rightNs = offsetNs(b, right, log, mount);
        long fromNs = a.middleNs();
        long toNs = b.middleNs();
        JumpPlace wide = new JumpPlace((fromNs + toNs) / 2, (toNs - fromNs) / 2);
        if (toNs - fromNs > LONGEST_NS) {
            return wide;
        }
        VisualRates rates = tracking.track(fromNs, toNs).rates();
        if (rates == null) {
            return wide;
        }
        int n = rates.size();
        // What the log shows at rest is the same on either side, and must not hide which side fits.
        double[] rest = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            rest[axis] = 0.5
                    * (mean(difference(Objects.requireNonNull(a.rates()), leftNs, log, mount)[axis])
                            + mean(difference(Objects.requireNonNull(b.rates()), rightNs, log, mount)[axis]));
        }
        double[] onLeft = misfit(difference(rates, leftNs, log, mount), rest);
        double[] onRight = misfit(difference(rates, rightNs, log, mount), rest);
        double usual = usual(onLeft, onRight);
        double[] cost = new double[n + 1];
        for (int i = 0; i < n; i++) {
            cost[0] += cost(onRight[i], usual);
        }
        double least = cost[0];
        for (int i = 0; i < n; i++) {
            cost[i + 1] = cost[i] + cost(onLeft[i], usual) - cost(onRight[i], usual);
            least = Math.min(least, cost[i + 1]);
        }
        int first = 0;
        int last = n;
        while (cost[first] > least + LIKELY) {
            first++;
        }
        while (cost[last] > least + LIKELY) {
            last--;
        }
        double begin = rates.firstNs() - rates.stepNs() / 2;
        double at = begin + 0.5 * (first + last) * rates.stepNs();
        double within = (0.5 * (last - first) + 1) * rates.stepNs();
        return new JumpPlace(Math.round(at), Math.round(within));
    }

    private static double cost(double misfit, double usual) {
        return Double.isNaN(misfit) ? UNKNOWN : Math.min(WORST, misfit / usual);
    }

    /** Squared difference of picture and log for each step, half the sum over the axes; NaN where either is unknown. */
    private static double[] misfit(double[][] difference, double[] rest) {
        double[] out = new double[difference[0].length];
        for (int axis = 0; axis < 3; axis++) {
            for (int i = 0; i < out.length; i++) {
                double d = difference[axis][i] - rest[axis];
                out[i] += 0.5 * d * d;
            }
        }
        return out;
    }

    /** The offset as a window's own rates have it, finer than a search over the whole log. */
    private static double offsetNs(TrackedWindow window, CoarseOffset peak, GyroTrack log, Matrix3 mount) {
        VisualRates rates = Objects.requireNonNull(window.rates());
        return LocalPeak.near(peak.offsetNsAt(rates.middleNs()), rates, log, mount)
                .offsetNs();
    }

    /** Picture less log, camera axes, rad/s: double[3][steps]; NaN where either is unknown. */
    private static double[][] difference(VisualRates rates, double offsetNs, GyroTrack log, Matrix3 mount) {
        int n = rates.size();
        float[][] g = new float[3][n];
        float[] known = new float[n];
        BoxAveragedRates.of(log).fill(rates.firstNs() - offsetNs, rates.stepNs(), rates.stepNs(), n, g, known);
        double[][] out = new double[3][n];
        for (int axis = 0; axis < 3; axis++) {
            for (int i = 0; i < n; i++) {
                double turned = mount.at(axis, 0) * g[0][i] + mount.at(axis, 1) * g[1][i] + mount.at(axis, 2) * g[2][i];
                boolean both = known[i] > 0 && rates.weight()[i] > 0;
                out[axis][i] = both ? rates.rates()[axis][i] - turned : Double.NaN;
            }
        }
        return out;
    }

    /** Of what is known; 0 where nothing is. */
    private static double mean(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).average().orElse(0);
    }

    /** The misfit of a usual frame at the offset that is its own. */
    private static double usual(double[] onLeft, double[] onRight) {
        double[] least = new double[onLeft.length];
        int n = 0;
        for (int i = 0; i < least.length; i++) {
            double both = Double.isNaN(onLeft[i]) ? onRight[i] : Math.min(onLeft[i], onRight[i]);
            both = Double.isNaN(both) ? onLeft[i] : both;
            if (!Double.isNaN(both)) {
                least[n++] = both;
            }
        }
        Arrays.sort(least, 0, n);
        return Math.max(1e-9, n == 0 ? 0 : least[n / 2]);
    }
}
