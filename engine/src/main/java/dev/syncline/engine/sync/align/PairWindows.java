package dev.syncline.engine.sync.align;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The liveliest stretches of a log, spread over a span of it: what is slid along the other log. */
final class PairWindows {
    /** Two clocks 2000 ppm apart part by 10 ms towards the ends of a window: less than the motion's periods. */
    private static final double LENGTH_NS = 10e9;

    private static final int LEAST_STEPS = 64;
    private static final int LEAST_WINDOWS = 4;

    /** Of a window at least this share must be known. */
    private static final double LEAST_KNOWN = 0.6;

    private final double firstNs;
    private final double stepNs;
    private final int count;
    private final float[][] rates;
    private final float[] known;
    private final double[] energy; // of the change of the rate, summed up to each step

    /** The log on a grid over {@code fromNs} to {@code toNs}. */
    PairWindows(GyroTrack log, double fromNs, double toNs, double stepNs) {
        this.firstNs = fromNs + stepNs / 2;
        this.stepNs = stepNs;
        this.count = (int) Math.max(0, Math.floor((toNs - fromNs) / stepNs));
        rates = new float[3][count];
        known = new float[count];
        BoxAveragedRates.of(log).fill(firstNs, stepNs, stepNs, count, rates, known);
        energy = new double[count + 1];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            if (i > 0 && known[i] > 0 && known[i - 1] > 0) {
                for (float[] axis : rates) {
                    double change = axis[i] - axis[i - 1];
                    sum += change * change;
                }
            }
            energy[i + 1] = energy[i] + sum;
        }
    }

    /** Up to {@code most} windows in order; none where nothing is known for long enough. */
    List<VisualRates> choose(int most) {
        int length = (int) Math.min(Math.max(LENGTH_NS / stepNs, LEAST_STEPS), (double) count / LEAST_WINDOWS);
        List<VisualRates> out = new ArrayList<>();
        if (length < 2) {
            return out;
        }
        int parts = Math.clamp(count / length, 1, most);
        for (int p = 0; p < parts; p++) {
            int from = (int) ((long) p * count / parts);
            int to = (int) ((long) (p + 1) * count / parts);
            int best = from;
            for (int at = from; at + length <= to; at++) {
                if (energy[at + length] - energy[at] > energy[best + length] - energy[best]) {
                    best = at;
                }
            }
            VisualRates window = window(best, length);
            if (window.weightSum() >= LEAST_KNOWN * length) {
                out.add(window);
            }
        }
        return out;
    }

    private VisualRates window(int from, int length) {
        float[][] own = new float[3][];
        for (int a = 0; a < 3; a++) {
            own[a] = Arrays.copyOfRange(rates[a], from, from + length);
        }
        return new VisualRates(firstNs + from * stepNs, stepNs, own, Arrays.copyOfRange(known, from, from + length));
    }

    /** Times that cut the span into parts that tell equally much of an offset: {@code parts + 1}, ns. */
    double[] cuts(int parts) {
        double[] cuts = new double[parts + 1];
        int at = 0;
        for (int p = 0; p <= parts; p++) {
            while (at < count && energy[at] < energy[count] * p / parts) {
                at++;
            }
            cuts[p] = firstNs + (at - 0.5) * stepNs;
        }
        cuts[0] = firstNs - 0.5 * stepNs;
        cuts[parts] = firstNs + (count - 0.5) * stepNs;
        return cuts;
    }

    /** Root mean square of the rate about its mean in the liveliest of some windows, rad/s. */
    static double liveliestRadS(List<VisualRates> windows) {
        double most = 0;
        for (VisualRates w : windows) {
            double sum = 0;
            double weight = w.weightSum();
            for (float[] axis : w.rates()) {
                double mean = 0;
                double square = 0;
                for (int i = 0; i < axis.length; i++) {
                    mean += w.weight()[i] * axis[i];
                    square += w.weight()[i] * axis[i] * axis[i];
                }
                sum += square / weight - mean * mean / weight / weight;
            }
            most = Math.max(most, Math.sqrt(Math.max(0, sum)));
        }
        return most;
    }
}
