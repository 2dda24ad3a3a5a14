package dev.syncline.engine.sync.align;

import java.util.SplittableRandom;

/** The turning of a body: sines of random frequency about three axes, in closed form at any time. */
final class MadeMotion {
    private final double[][] amplitude;
    private final double[][] radS;
    private final double[][] phase;

    private MadeMotion(double[][] amplitude, double[][] radS, double[][] phase) {
        this.amplitude = amplitude;
        this.radS = radS;
        this.phase = phase;
    }

    /** Up to {@code highestHz}, about {@code rms} rad/s in all. */
    static MadeMotion random(long seed, double lowestHz, double highestHz, double rms) {
        return random(seed, lowestHz, highestHz, new double[] {rms, 0.8 * rms, 0.6 * rms});
    }

    /** With so much about each axis, rad/s. */
    static MadeMotion random(long seed, double lowestHz, double highestHz, double[] rms) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 16;
        double[][] a = new double[3][n];
        double[][] w = new double[3][n];
        double[][] p = new double[3][n];
        for (int axis = 0; axis < 3; axis++) {
            for (int i = 0; i < n; i++) {
                double place = (i + random.nextDouble()) / n;
                w[axis][i] = 2 * Math.PI * lowestHz * Math.pow(highestHz / lowestHz, place);
                a[axis][i] = rms[axis] * (0.4 + random.nextDouble()) * Math.sqrt(2.0 / n);
                p[axis][i] = 2 * Math.PI * random.nextDouble();
            }
        }
        return new MadeMotion(a, w, p);
    }

    /** The same motion again and again. */
    static MadeMotion repeating(long seed, double periodS, double rms) {
        MadeMotion motion = random(seed, 0.3, 5, rms);
        for (double[] axis : motion.radS) {
            for (int i = 0; i < axis.length; i++) {
                axis[i] = 2 * Math.PI / periodS * Math.max(1, Math.round(axis[i] * periodS / (2 * Math.PI)));
            }
        }
        return motion;
    }

    /** The rate as a sensor of one pole at {@code cutoffHz} gives it, rad/s. */
    void rate(double t, double cutoffHz, double[] out) {
        for (int axis = 0; axis < 3; axis++) {
            double sum = 0;
            for (int i = 0; i < radS[axis].length; i++) {
                double lag = Double.isInfinite(cutoffHz) ? 0 : Math.atan(radS[axis][i] / (2 * Math.PI * cutoffHz));
                sum += amplitude[axis][i] * Math.cos(lag) * Math.sin(radS[axis][i] * t + phase[axis][i] - lag);
            }
            out[axis] = sum;
        }
    }
}
