package dev.syncline.bench.motionvectors;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.BestTurn;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Rates that others are measured by, over the same frame intervals, in the camera frame. */
final class TrueRates {
    private final double[][] rates;
    private final boolean[] known;

    /**
     * How far a picture's rates are off, their mean difference (as by the gyro's bias) taken out.
     *
     * @param usable share of the frame intervals that have a rate
     * @param rmsRadS root mean square of the error, all axes together
     * @param medianRadS its median
     */
    record RateError(double usable, double rmsRadS, double medianRadS) {}

    private TrueRates(double[][] rates, boolean[] known) {
        this.rates = rates;
        this.known = known;
    }

    /** What another tracker saw. */
    static TrueRates seen(VisualRates by) {
        int n = by.size();
        double[][] rates = new double[3][n];
        boolean[] known = new boolean[n];
        for (int i = 0; i < n; i++) {
            known[i] = by.weight()[i] > 0;
            for (int a = 0; a < 3; a++) {
                rates[a][i] = by.rates()[a][i];
            }
        }
        return new TrueRates(rates, known);
    }

    /**
     * The log's rates at the true offset.
     *
     * @param good a picture's rates that are mostly right: the turn between log and camera is the one that suits them best
     * @param offsetNsAt true offset at a video time, ns
     */
    static TrueRates of(GyroTrack log, VisualRates good, DoubleUnaryOperator offsetNsAt) {
        BoxAveragedRates boxes = BoxAveragedRates.of(log);
        int n = good.size();
        double[][] g = new double[3][n];
        boolean[] known = new boolean[n];
        float[][] box = new float[3][1];
        float[] is = new float[1];
        for (int i = 0; i < n; i++) {
            double videoNs = good.firstNs() + i * good.stepNs();
            boxes.fill(videoNs - offsetNsAt.applyAsDouble(videoNs), good.stepNs(), good.stepNs(), 1, box, is);
            known[i] = is[0] > 0;
            for (int a = 0; a < 3; a++) {
                g[a][i] = box[a][0];
            }
        }
        double[] turn =
                BestTurn.rotation(Matrix3.of(covariance(good, g, known))).rowMajor();
        double[][] turned = new double[3][n];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < 3; a++) {
                turned[a][i] = turn[3 * a] * g[0][i] + turn[3 * a + 1] * g[1][i] + turn[3 * a + 2] * g[2][i];
            }
        }
        return new TrueRates(turned, known);
    }

    private static double[] covariance(VisualRates v, double[][] g, boolean[] known) {
        double weight = 0;
        double[] meanV = new double[3];
        double[] meanG = new double[3];
        double[] c = new double[9];
        for (int i = 0; i < v.size(); i++) {
            double w = known[i] ? v.weight()[i] : 0;
            weight += w;
            for (int a = 0; a < 3; a++) {
                meanV[a] += w * v.rates()[a][i];
                meanG[a] += w * g[a][i];
                for (int b = 0; b < 3; b++) {
                    c[3 * a + b] += w * v.rates()[a][i] * g[b][i];
                }
            }
        }
        for (int k = 0; k < 9 && weight > 0; k++) {
            c[k] -= meanV[k / 3] * meanG[k % 3] / weight;
        }
        return c;
    }

    RateError errorOf(VisualRates v) {
        int n = 0;
        int rated = 0;
        double[] mean = new double[3];
        for (int i = 0; i < v.size(); i++) {
            rated += v.weight()[i] > 0 ? 1 : 0;
            if (known[i] && v.weight()[i] > 0) {
                n++;
                for (int a = 0; a < 3; a++) {
                    mean[a] += v.rates()[a][i] - rates[a][i];
                }
            }
        }
        double[] errors = new double[n];
        double squares = 0;
        int k = 0;
        for (int i = 0; i < v.size(); i++) {
            if (known[i] && v.weight()[i] > 0) {
                double sum = 0;
                for (int a = 0; a < 3; a++) {
                    double e = v.rates()[a][i] - rates[a][i] - mean[a] / n;
                    sum += e * e;
                }
                squares += sum;
                errors[k++] = Math.sqrt(sum);
            }
        }
        Arrays.sort(errors);
        return new RateError(
                rated / (double) Math.max(1, v.size()),
                n == 0 ? Double.NaN : Math.sqrt(squares / n),
                n == 0 ? Double.NaN : errors[n / 2]);
    }
}
