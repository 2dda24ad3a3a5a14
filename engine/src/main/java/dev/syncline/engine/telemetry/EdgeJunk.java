package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import java.util.function.IntToDoubleFunction;

/**
 * What stands at the beginning or the end of a log before a sensor has started or after a buffer was filled: numbers that lie
 * far off, end by a leap of one sample, and have calm samples behind them. No motion does so: what stops as suddenly swings.
 */
final class EdgeJunk {
    /** Samples behind the leap that must be calm. */
    private static final int CALM = 12;

    /** Calm steps are at most this share of the leap. */
    private static final double CALM_SHARE = 0.15;

    /** An edge of a log. */
    enum Edge {
        START,
        END
    }

    /**
     * Junk at an edge.
     *
     * @param samples how many; 0 for none
     * @param leapRadS what the last of them differs by from the sample that follows, rad/s
     */
    record Found(int samples, double leapRadS) {
        static final Found NONE = new Found(0, 0);
    }

    private EdgeJunk() {}

    /**
     * The junk at an edge of a log.
     *
     * @param most samples that are looked at, at least 1
     */
    static Found at(GyroTrack gyro, Edge edge, int most) {
        Found longest = Found.NONE;
        for (int axis = 0; axis < 3; axis++) {
            int about = axis;
            IntToDoubleFunction value = k -> {
                int i = sample(gyro, edge, k);
                return about == 0 ? gyro.x(i) : about == 1 ? gyro.y(i) : gyro.z(i);
            };
            Found found = ofAxis(gyro, edge, value, Math.min(most, gyro.size() - CALM - 1));
            longest = found.samples() > longest.samples() ? found : longest;
        }
        return longest;
    }

    private static int sample(GyroTrack gyro, Edge edge, int fromEdge) {
        return edge == Edge.START ? fromEdge : gyro.size() - 1 - fromEdge;
    }

    private static Found ofAxis(GyroTrack gyro, Edge edge, IntToDoubleFunction value, int most) {
        for (int n = most; n > 0; n--) {
            double base = value.applyAsDouble(n);
            double leap = Math.abs(value.applyAsDouble(n - 1) - base);
            long stepNs = Math.abs(gyro.timeNs(sample(gyro, edge, n)) - gyro.timeNs(sample(gyro, edge, n - 1)));
            if (leap >= SpikeScan.LEAST_LEAP_RAD_S
                    && SpikeScan.isSudden(leap, stepNs)
                    && largestStep(value, n) <= CALM_SHARE * leap
                    && 2 * off(value, n, base, CALM_SHARE * leap) > n) {
                return new Found(n, leap);
            }
        }
        return Found.NONE;
    }

    private static double largestStep(IntToDoubleFunction value, int from) {
        double largest = 0;
        for (int k = from; k < from + CALM; k++) {
            largest = Math.max(largest, Math.abs(value.applyAsDouble(k + 1) - value.applyAsDouble(k)));
        }
        return largest;
    }

    private static int off(IntToDoubleFunction value, int count, double base, double far) {
        int off = 0;
        for (int k = 0; k < count; k++) {
            off += Math.abs(value.applyAsDouble(k) - base) > far ? 1 : 0;
        }
        return off;
    }
}
