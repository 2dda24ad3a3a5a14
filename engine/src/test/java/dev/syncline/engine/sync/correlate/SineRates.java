package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;

/** Angular rates that are sums of sines about three axes, with exact values and exact means over a box. */
final class SineRates {
    private final double[][] amplitude = new double[3][];
    private final double[][] radS = new double[3][];
    private final double[][] phase = new double[3][];

    private SineRates() {}

    /** Sines spread over 0.3 to 6 Hz, as a hand shakes; {@code axisScale} is each axis's share, rad/s. */
    static SineRates shaken(long seed, double... axisScale) {
        SplittableRandom random = new SplittableRandom(seed);
        SineRates r = new SineRates();
        int n = 14;
        for (int a = 0; a < 3; a++) {
            r.amplitude[a] = new double[n];
            r.radS[a] = new double[n];
            r.phase[a] = new double[n];
            for (int i = 0; i < n; i++) {
                r.radS[a][i] = 2 * Math.PI * 0.3 * Math.pow(20, (i + random.nextDouble()) / n);
                r.phase[a][i] = random.nextDouble(2 * Math.PI);
                r.amplitude[a][i] = axisScale[a] * (0.4 + random.nextDouble()) / Math.sqrt(n / 2.0);
            }
        }
        return r;
    }

    double at(int axis, double t) {
        return mean(axis, t, 0);
    }

    double mean(int axis, double t, double box) {
        double sum = 0;
        for (int i = 0; i < radS[axis].length; i++) {
            double half = radS[axis][i] * box / 2;
            double kept = half == 0 ? 1 : Math.sin(half) / half;
            sum += kept * amplitude[axis][i] * Math.sin(radS[axis][i] * t + phase[axis][i]);
        }
        return sum;
    }

    /** A log of these rates on its own clock, with what {@code missing} names left out. */
    GyroTrack log(double fromS, double toS, double hz, DoublePredicate missing) {
        int n = (int) ((toS - fromS) * hz) + 1;
        long[] t = new long[n];
        float[][] r = new float[3][n];
        int kept = 0;
        for (int i = 0; i < n; i++) {
            double s = fromS + i / hz;
            if (missing.test(s)) {
                continue;
            }
            t[kept] = Math.round(s * 1e9);
            for (int a = 0; a < 3; a++) {
                r[a][kept] = (float) at(a, s);
            }
            kept++;
        }
        return new GyroTrack(
                Arrays.copyOf(t, kept),
                Arrays.copyOf(r[0], kept),
                Arrays.copyOf(r[1], kept),
                Arrays.copyOf(r[2], kept));
    }

    GyroTrack log(double fromS, double toS, double hz) {
        return log(fromS, toS, hz, s -> false);
    }

    /**
     * What a camera sees of these rates.
     *
     * @param turn log axes to camera
     * @param stretch video seconds in a log second
     * @param noiseRadS standard deviation of each rate's error
     */
    VisualRates window(
            double fromS,
            int frames,
            double fps,
            Matrix3 turn,
            double offsetS,
            double stretch,
            double noiseRadS,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rates = new float[3][frames];
        float[] weight = new float[frames];
        Arrays.fill(weight, 1);
        for (int i = 0; i < frames; i++) {
            double logS = (fromS + i / fps - offsetS) / stretch;
            for (int a = 0; a < 3; a++) {
                double sum = noiseRadS * random.nextGaussian();
                for (int b = 0; b < 3; b++) {
                    sum += turn.at(a, b) * mean(b, logS, 1 / fps);
                }
                rates[a][i] = (float) sum;
            }
        }
        return new VisualRates(fromS * 1e9, 1e9 / fps, rates, weight);
    }
}
