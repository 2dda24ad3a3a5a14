package dev.syncline.engine.sync.align;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import java.util.SplittableRandom;

/**
 * A gyro on a body.
 *
 * @param rateHz samples a second of its clock
 * @param fromS body's time of its first sample, s
 * @param toS body's time of its last sample, s
 * @param zeroNs its clock at the body's time 0, ns
 * @param fast its clock's rate less 1
 * @param mount body's axes to its own
 * @param biasRadS what it shows at rest
 * @param noiseRadS of a sample
 * @param cutoffHz of its filter; infinite for none
 */
record MadeSensor(
        double rateHz,
        double fromS,
        double toS,
        long zeroNs,
        double fast,
        Matrix3 mount,
        double[] biasRadS,
        double noiseRadS,
        double cutoffHz) {
    static MadeSensor plain(double rateHz, double fromS, double toS) {
        return new MadeSensor(
                rateHz, fromS, toS, 0, 0, Matrix3.IDENTITY, new double[3], 0.002, Double.POSITIVE_INFINITY);
    }

    MadeSensor clock(long zero, double ppm) {
        return new MadeSensor(rateHz, fromS, toS, zero, ppm * 1e-6, mount, biasRadS, noiseRadS, cutoffHz);
    }

    MadeSensor mounted(Matrix3 turn) {
        return new MadeSensor(rateHz, fromS, toS, zeroNs, fast, turn, biasRadS, noiseRadS, cutoffHz);
    }

    MadeSensor biased(double x, double y, double z) {
        return new MadeSensor(rateHz, fromS, toS, zeroNs, fast, mount, new double[] {x, y, z}, noiseRadS, cutoffHz);
    }

    MadeSensor noisy(double radS) {
        return new MadeSensor(rateHz, fromS, toS, zeroNs, fast, mount, biasRadS, radS, cutoffHz);
    }

    MadeSensor filtered(double hz) {
        return new MadeSensor(rateHz, fromS, toS, zeroNs, fast, mount, biasRadS, noiseRadS, hz);
    }

    /** Its clock at a body's time, ns. */
    long clockNs(double bodyS) {
        return zeroNs + Math.round(bodyS * (1 + fast) * 1e9);
    }

    GyroTrack log(MadeMotion motion, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = (int) Math.floor((toS - fromS) * rateHz) + 1;
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        double[] m = mount.rowMajor();
        double[] body = new double[3];
        for (int i = 0; i < n; i++) {
            double t = fromS + i / rateHz;
            times[i] = clockNs(t);
            motion.rate(t, cutoffHz, body);
            for (int a = 0; a < 3; a++) {
                double rate = m[3 * a] * body[0] + m[3 * a + 1] * body[1] + m[3 * a + 2] * body[2];
                rates[a][i] = (float) (rate / (1 + fast) + biasRadS[a] + noiseRadS * random.nextGaussian());
            }
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }
}
