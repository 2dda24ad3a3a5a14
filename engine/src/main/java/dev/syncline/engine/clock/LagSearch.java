package dev.syncline.engine.clock;

import dev.syncline.engine.base.statistics.TheilSenLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which pulse the packets begin at, where packets may come later than the next pulse, so that the newest pulse need not
 * be theirs. Every lag that puts no packet before its pulse, nor too long after it, is tried; the right one fits the
 * two sequences of intervals together better than any other. A train without any irregularity fits at every lag, and
 * the answer is that there is none.
 */
final class LagSearch {
    /** Packets that are needed. */
    static final int LEAST_LABELS = 16;

    /** How much wider the second best lag's residuals must scatter. */
    private static final double CLEARLY_WIDER = 3;

    /** How many packets fewer than at another lag may find their pulse at the best one. */
    private static final int FEWER = 8;

    /** Scatter below which residuals are all alike: what stamps are rounded to, ns. */
    private static final double LEAST_SCATTER_NS = 50;

    private LagSearch() {}

    /**
     * What came of a search.
     *
     * @param pairs of the best lag, empty where none stands out
     * @param candidates lags that were possible
     */
    record Outcome(List<ClockPair> pairs, int candidates) {}

    private record Lag(List<ClockPair> pairs, double scatterNs) {}

    /** @param labels in the order of their arrival */
    static Outcome search(Edges edges, List<PulseLabel> labels, PairingSettings settings) {
        PulseLabel last = labels.getLast();
        List<Lag> lags = new ArrayList<>();
        long slackNs = PulsePairing.slackNs(settings.tracker());
        for (long i = edges.firstAfter(last.arrivalNs() + slackNs) - 1;
                i >= edges.first() && edges.at(i).localNs() >= last.arrivalNs() - settings.maxLatencyNs();
                i--) {
            Lag lag = tryLag(edges, labels, last.remoteNs() - edges.at(i).localNs(), settings);
            if (lag.pairs().size() >= LEAST_LABELS / 2) {
                lags.add(lag);
            }
        }
        if (lags.size() < 2) {
            return new Outcome(List.of(), lags.size()); // nothing to stand out from
        }
        int most = lags.stream().mapToInt(lag -> lag.pairs().size()).max().orElse(0);
        // How many packets find a pulse is chance where some are lost, and tells nothing: the scatter decides.
        Lag best = lags.getFirst();
        for (Lag lag : lags) {
            if (lag.scatterNs() < best.scatterNs()) {
                best = lag;
            }
        }
        if (best.pairs().size() < most - FEWER) {
            return new Outcome(List.of(), lags.size());
        }
        for (Lag rival : lags) {
            if (!rival.equals(best) && rival.scatterNs() <= CLEARLY_WIDER * best.scatterNs()) {
                return new Outcome(List.of(), lags.size());
            }
        }
        return new Outcome(best.pairs(), lags.size());
    }

    /** Pairs every packet with the edge nearest to where a difference of the clocks puts it. */
    private static Lag tryLag(Edges edges, List<PulseLabel> labels, long differenceNs, PairingSettings settings) {
        List<ClockPair> pairs = new ArrayList<>();
        PulseLabel last = labels.getLast();
        TrackerSettings tracker = settings.tracker();
        long usual = edges.usualIntervalNs();
        double[] residuals = new double[labels.size()];
        for (PulseLabel label : labels) {
            long wanted = label.remoteNs() - differenceNs;
            double allowed = Math.min(
                    usual == 0 ? Double.POSITIVE_INFINITY : usual / 4.0,
                    tracker.agreementNs() + tracker.maxSkew() * Math.abs(last.remoteNs() - label.remoteNs()));
            long edge = nearest(edges, wanted);
            if (edge < 0) {
                continue;
            }
            long localNs = edges.at(edge).localNs();
            long latencyNs = label.arrivalNs() - localNs;
            if (Math.abs(localNs - wanted) <= allowed
                    && latencyNs >= -PulsePairing.slackNs(tracker)
                    && latencyNs <= settings.maxLatencyNs()) {
                residuals[pairs.size()] = localNs - wanted;
                pairs.add(new ClockPair(label.remoteNs(), localNs));
            }
        }
        return new Lag(pairs, scatter(pairs, Arrays.copyOf(residuals, pairs.size())));
    }

    private static long nearest(Edges edges, long localNs) {
        long after = edges.firstAfter(localNs);
        long before = after - 1;
        if (after >= edges.end()) {
            return before >= edges.first() ? before : -1;
        }
        if (before < edges.first()) {
            return after;
        }
        return localNs - edges.at(before).localNs() <= edges.at(after).localNs() - localNs ? before : after;
    }

    /** Median distance of the residuals from their own straight line, ns. */
    private static double scatter(List<ClockPair> pairs, double[] residualNs) {
        int n = pairs.size();
        if (n < 4) {
            return Double.POSITIVE_INFINITY;
        }
        double[] seconds = new double[n];
        for (int i = 0; i < n; i++) {
            seconds[i] = (pairs.get(i).localNs() - pairs.getFirst().localNs()) * 1e-9;
        }
        TheilSenLine line = TheilSenLine.through(seconds, residualNs);
        double[] distance = new double[n];
        for (int i = 0; i < n; i++) {
            distance[i] = Math.abs(residualNs[i] - line.at(seconds[i]));
        }
        Arrays.sort(distance);
        return Math.max(distance[n / 2], LEAST_SCATTER_NS);
    }
}
