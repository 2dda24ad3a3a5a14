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

    /** A pause of the log that is longer is left out of the grid: one of days would fill the memory. */
    private static final double LONGEST_PAUSE_NS = 10e9;

    private final double firstNs;
    private final double stepNs;
    private final List<Run> runs = new ArrayList<>();
    private final int count;
    private final float[][] rates;
    private final float[] known;
    private final double[] energy; // of the change of the rate, summed up to each step

    /**
     * A part of the grid without a long pause.
     *
     * @param at its first step among those that are kept
     * @param place its first step on the grid
     * @param length steps
     */
    private record Run(int at, long place, int length) {}

    /** The log on a grid over {@code fromNs} to {@code toNs}. */
    PairWindows(GyroTrack log, double fromNs, double toNs, double stepNs) {
        this.firstNs = fromNs + stepNs / 2;
        this.stepNs = stepNs;
        this.count = cut(log, fromNs, (long) Math.max(0, Math.floor((toNs - fromNs) / stepNs)));
        rates = new float[3][count];
        known = new float[count];
        energy = new double[count + 1];
        BoxAveragedRates boxes = BoxAveragedRates.of(log);
        for (Run run : runs) {
            fill(boxes, run);
        }
    }

    /** Finds the runs. @return how many steps they have */
    private int cut(GyroTrack log, double fromNs, long steps) {
        long place = 0;
        int at = 0;
        for (int i = 1; i <= log.size() && place < steps; i++) {
            boolean ends = i == log.size();
            if (ends || log.timeNs(i) - log.timeNs(i - 1) > Math.max(LONGEST_PAUSE_NS, (double) log.gapNs())) {
                // A span that begins or ends beside the log is unknown there: nothing is lost.
                long end = Math.min(steps, (long) Math.ceil((log.timeNs(i - 1) - fromNs) / stepNs));
                if (end > place) {
                    int length = Math.toIntExact(end - place);
                    runs.add(new Run(at, place, length));
                    at = Math.addExact(at, length);
                }
                place = ends ? steps : Math.max(place, (long) Math.floor((log.timeNs(i) - fromNs) / stepNs));
            }
        }
        return at;
    }

    private void fill(BoxAveragedRates boxes, Run run) {
        float[][] own = new float[3][run.length()];
        float[] ownKnown = new float[run.length()];
        boxes.fill(firstNs + run.place() * stepNs, stepNs, stepNs, run.length(), own, ownKnown);
        for (int i = 0; i < run.length(); i++) {
            double sum = 0;
            if (i > 0 && ownKnown[i] > 0 && ownKnown[i - 1] > 0) {
                for (float[] axis : own) {
                    double change = axis[i] - axis[i - 1];
                    sum += change * change;
                }
            }
            energy[run.at() + i + 1] = energy[run.at() + i] + sum;
        }
        for (int a = 0; a < 3; a++) {
            System.arraycopy(own[a], 0, rates[a], run.at(), run.length());
        }
        System.arraycopy(ownKnown, 0, known, run.at(), run.length());
    }

    /** Up to {@code most} windows in order, none across a long pause; none where nothing is known for long enough. */
    List<VisualRates> choose(int most) {
        int longest = runs.stream().mapToInt(Run::length).max().orElse(0);
        int length = (int)
                Math.min(longest, Math.min(Math.max(LENGTH_NS / stepNs, LEAST_STEPS), (double) count / LEAST_WINDOWS));
        List<VisualRates> out = new ArrayList<>();
        if (length < 2) {
            return out;
        }
        int parts = Math.clamp(count / length, 1, most);
        for (int p = 0; p < parts; p++) {
            int from = (int) ((long) p * count / parts);
            int to = (int) ((long) (p + 1) * count / parts);
            int best = -1;
            for (Run run : runs) {
                int last = Math.min(to, run.at() + run.length()) - length;
                for (int at = Math.max(from, run.at()); at <= last; at++) {
                    if (best < 0 || energy[at + length] - energy[at] > energy[best + length] - energy[best]) {
                        best = at;
                    }
                }
            }
            VisualRates window = best < 0 ? null : window(best, length);
            if (window != null && window.weightSum() >= LEAST_KNOWN * length) {
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
        return new VisualRates(
                firstNs + place(from) * stepNs, stepNs, own, Arrays.copyOfRange(known, from, from + length));
    }

    /** Where a step that is kept stands on the grid. */
    private double place(int step) {
        double place = step;
        for (Run run : runs) {
            if (step >= run.at()) {
                place = (double) run.place() + (step - run.at());
            }
        }
        return place;
    }

    /** Times that cut the span into parts that tell equally much of an offset: {@code parts + 1}, ns. */
    double[] cuts(int parts) {
        double[] cuts = new double[parts + 1];
        int at = 0;
        for (int p = 0; p <= parts; p++) {
            while (at < count && energy[at] < energy[count] * p / parts) {
                at++;
            }
            cuts[p] = firstNs + (place(at) - 0.5) * stepNs;
        }
        cuts[0] = firstNs - 0.5 * stepNs;
        cuts[parts] = firstNs + (place(count) - 0.5) * stepNs;
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
