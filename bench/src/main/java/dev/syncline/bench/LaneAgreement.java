package dev.syncline.bench;

import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.base.kernel.ScalarKernels;
import dev.syncline.engine.base.kernel.VectorKernels;

/** A benchmark's own proof that both lanes compute the same on its data: a fast wrong answer is no result. */
final class LaneAgreement {
    private LaneAgreement() {}

    /**
     * Checks the sliding products of three axes.
     *
     * @throws IllegalStateException when the lane in use is not the one that was asked for, or the lanes differ by more
     *     than rounding
     */
    static void check(float[][] pattern, int n, float[][] signal, int lags) {
        String asked = System.getProperty("syncline.kernels", "auto");
        String active = Kernels.active().name();
        if (!asked.equals("auto") && !active.startsWith(asked)) {
            throw new IllegalStateException("lane " + asked + " was asked for, " + active + " is in use");
        }
        float[][] scalar = new float[9][lags];
        float[][] vector = new float[9][lags];
        new ScalarKernels().slidingCross(pattern, n, signal, 0, lags, scalar);
        new VectorKernels().slidingCross(pattern, n, signal, 0, lags, vector);
        double tolerance = 1e-6 * n * largest(pattern) * largest(signal);
        for (int k = 0; k < 9; k++) {
            for (int lag = 0; lag < lags; lag++) {
                if (!(Math.abs(scalar[k][lag] - vector[k][lag]) <= tolerance)) {
                    throw new IllegalStateException("lanes differ at product " + k + ", lag " + lag + ": scalar "
                            + scalar[k][lag] + ", vector " + vector[k][lag] + ", tolerance " + tolerance);
                }
            }
        }
    }

    private static double largest(float[][] axes) {
        double largest = 0;
        for (float[] axis : axes) {
            for (float value : axis) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }
}
