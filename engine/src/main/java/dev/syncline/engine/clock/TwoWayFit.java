package dev.syncline.engine.clock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Another host's clock by questions and answers over a network whose delays vary. Every question bounds the offset from
 * above (it took some time to get there), every answer from below; jitter only ever widens these bounds, so the
 * tightest of each way count, and not those of one lucky question. Truth lies between; in the middle if the quickest
 * way there and the quickest way back take equally long.
 *
 * @param model the answerer's clock (remote) against the asker's (local)
 * @param boundNs the offset is at most this far off, however different the two ways are, ns
 * @param quickest the sample of the shortest round trip
 * @param samples how many there were
 */
public record TwoWayFit(ClockModel model, double boundNs, TwoWaySample quickest, int samples) {
    /** Below this span the clocks cannot run apart far enough to be seen, ns. */
    private static final double SKEW_SPAN_NS = 5e8;

    /** How much of the shortest way's time one way is expected to take more than the other, relative to both. */
    private static final double UNEVEN = 0.25;

    private static final double MOST_SKEW = 500e-6;

    /** Standard deviation of the skew of two ordinary hosts, whose clocks are often disciplined. */
    private static final double USUAL_SKEW = 20e-6;

    private static final int BISECTIONS = 60;

    /**
     * Fits the answerer's clock to questions and answers.
     *
     * @param samples at least one, in order of time
     * @param remoteDomain the answerer's clock
     * @param localDomain the asker's clock
     * @return the clock, and how far off it can be
     * @throws IllegalArgumentException if there is none
     */
    public static TwoWayFit of(List<TwoWaySample> samples, ClockDomain remoteDomain, ClockDomain localDomain) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no answer to tell a clock by");
        }
        TwoWaySample quickest = samples.stream()
                .min(Comparator.comparingLong(TwoWaySample::roundTripNs))
                .orElseThrow();
        Bounds bounds = new Bounds(samples, quickest);
        double spanNs = samples.getLast().t0() - samples.getFirst().t0();
        boolean skewed = samples.size() >= 8 && spanNs >= SKEW_SPAN_NS;
        double skew = skewed ? bounds.widestSkew() : 0;
        double upper = bounds.upper(skew);
        double lower = bounds.lower(skew);
        double spacingNs = bounds.spacing(skew);
        double boundNs = Math.max(0, (upper - lower) / 2);
        double unevenNs = boundNs * UNEVEN;
        // The slope is held by the ends of the bounds, each as well as the offset itself is.
        double skewSigma = skewed
                ? Math.min(Math.hypot(spacingNs, unevenNs) * Math.sqrt(12) / spanNs, ClockModel.UNKNOWN_SKEW)
                : ClockModel.UNKNOWN_SKEW;
        ClockModel model = new ClockModel(
                remoteDomain,
                localDomain,
                bounds.remote0Ns,
                bounds.local0Ns,
                (upper + lower) / 2,
                skew,
                spacingNs * spacingNs
                        + unevenNs * unevenNs
                        + (skewed ? 0 : Math.pow(ClockModel.UNKNOWN_SKEW * spanNs, 2) / 12),
                skewSigma * skewSigma,
                0,
                0);
        return new TwoWayFit(model, boundNs, quickest, samples.size());
    }

    /** Bounds of the offset over the asker's time, both as differences from the quickest sample's. */
    private static final class Bounds {
        private final long local0Ns;
        private final long remote0Ns;
        private final double[] outAt; // ns from local0
        private final double[] out; // remote less local at the question, ns: above the truth
        private final double[] backAt;
        private final double[] back; // at the answer: below the truth

        Bounds(List<TwoWaySample> samples, TwoWaySample quickest) {
            int n = samples.size();
            long first = samples.getFirst().t0();
            // In the middle of the span offset and skew are least entangled.
            local0Ns = first + (samples.getLast().t3() - first) / 2;
            remote0Ns = local0Ns + quickest.offsetNs();
            outAt = new double[n];
            out = new double[n];
            backAt = new double[n];
            back = new double[n];
            for (int i = 0; i < n; i++) {
                TwoWaySample s = samples.get(i);
                outAt[i] = s.t0() - local0Ns;
                out[i] = (s.t1() - remote0Ns) - (s.t0() - local0Ns);
                backAt[i] = s.t3() - local0Ns;
                back[i] = (s.t2() - remote0Ns) - (s.t3() - local0Ns);
            }
        }

        double upper(double skew) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < out.length; i++) {
                least = Math.min(least, out[i] - skew * outAt[i]);
            }
            return least;
        }

        double lower(double skew) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < back.length; i++) {
                most = Math.max(most, back[i] - skew * backAt[i]);
            }
            return most;
        }

        /**
         * The slope that leaves the widest room between the bounds, less what it is unusual for two crystals: a concave
         * function. Every slope takes room from the noise too, so few samples must not pick a wild one.
         */
        double widestSkew() {
            double scaleNs = Math.max(spacing(0) * 2, 1);
            double low = -MOST_SKEW;
            double high = MOST_SKEW;
            for (int i = 0; i < BISECTIONS; i++) {
                double a = low + (high - low) / 3;
                double b = high - (high - low) / 3;
                if (merit(a, scaleNs) < merit(b, scaleNs)) {
                    low = a;
                } else {
                    high = b;
                }
            }
            return (low + high) / 2;
        }

        private double merit(double skew, double scaleNs) {
            double unusual = skew / USUAL_SKEW;
            return (upper(skew) - lower(skew)) / scaleNs - unusual * unusual / 2;
        }

        /** Usual distance of the tightest bound from the truth plus the shortest way, of both ways together, ns. */
        double spacing(double skew) {
            return Math.hypot(edge(out, outAt, skew, 1), edge(back, backAt, skew, -1)) / 2;
        }

        /** A sixth of the samples nearest to the bound tell the density of delays there. */
        private static double edge(double[] values, double[] at, double skew, int sign) {
            double[] late = new double[values.length];
            for (int i = 0; i < late.length; i++) {
                late[i] = sign * (values[i] - skew * at[i]);
            }
            Arrays.sort(late);
            int k = Math.max(1, late.length / 6);
            return k >= late.length ? 0 : (late[k] - late[0]) / k;
        }
    }
}
