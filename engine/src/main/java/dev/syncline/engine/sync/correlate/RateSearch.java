package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.StretchedClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rate at which a video's clock runs beside its log's, where that is far from 1: rates are tried on a grid fine
 * enough that a window still looks like the log, and lines through the windows' own peaks tell the rate between.
 */
public final class RateSearch {
    private static final double GRID_NS = 4e6;

    /** Windows are seen at their own peaks, two of which lie on a line that is tried: this many of each window. */
    private static final int PEAKS = 6;

    /** Peaks lie on a line to about so much, ns. */
    private static final double RATE_STEP_NS = 6e6;

    private final GyroTrack log;

    /** @param log on its own clock */
    public RateSearch(GyroTrack log) {
        this.log = log;
    }

    /**
     * A rate that fits.
     *
     * @param clock how the log is to be stretched
     * @param score joint correlation
     * @param evidence joint evidence
     * @param pValue probability of such a peak where there is no relation, all rates that were tried counted
     */
    public record Found(StretchedClock clock, double score, double evidence, double pValue) {}

    /**
     * The best rate near some.
     *
     * @param windows at least two, in order
     * @param rates video seconds per log second
     * @param spread how far the rate may be from each, as a share of it
     * @return null where no window meets the log at any
     */
    public @Nullable Found find(List<VisualRates> windows, double[] rates, double spread) {
        double first = windows.getFirst().middleNs();
        double last = windows.getLast().middleNs();
        double middle = (first + last) / 2;
        double hypotheses = rates.length * Math.max(1, 2 * spread * (last - first) / RATE_STEP_NS);
        Found best = null;
        for (double rate : rates) {
            StretchedClock clock = new StretchedClock(log.startNs(), rate);
            GyroTrack stretched = clock.of(log);
            BoxAveragedRates boxes = BoxAveragedRates.of(stretched);
            OffsetScan scan = new OffsetScan(windows, boxes, null, GRID_NS);
            OffsetRange range = scan.wholeRange();
            if (range.isEmpty()) {
                continue;
            }
            List<double[]> peaks = scan.peaks(range.firstNs(), range.lastNs()).perWindow().stream()
                    .map(RateSearch::highest)
                    .toList();
            double evidence = 0;
            double drift = 0;
            CentredSums sums = CentredSums.NONE;
            for (int a = 0; a < windows.size(); a++) {
                for (int b = a; b < windows.size(); b++) {
                    double apart = windows.get(b).middleNs() - windows.get(a).middleNs();
                    for (double from : peaks.get(a)) {
                        for (double to : a == b ? new double[] {from} : peaks.get(b)) {
                            double d = a == b ? 0 : (to - from) / apart;
                            if (Math.abs(d) > spread) {
                                continue;
                            }
                            double offset = from + d * (middle - windows.get(a).middleNs());
                            CentredSums c = scan.sumsAt(offset, middle, d);
                            double e = OffsetScan.evidence(scan.score(c), c.weight());
                            if (e > evidence) {
                                evidence = e;
                                drift = d;
                                sums = c;
                            }
                        }
                    }
                }
            }
            if (evidence > 0 && (best == null || evidence > best.evidence())) {
                NullTail tail = new OffsetScan(windows, BoxAveragedRates.reversed(stretched), null, GRID_NS)
                        .tail(range.firstNs(), range.lastNs());
                double p = tail.pValue(evidence, (int) Math.min(1e9, tail.maxima() * hypotheses));
                // v − o grows with v as 1 − d: so much faster the stretched log must run.
                best = new Found(new StretchedClock(log.startNs(), rate / (1 - drift)), scan.score(sums), evidence, p);
            }
        }
        return best;
    }

    /** Offsets of a window's highest peaks, ns. */
    private static double[] highest(CurvePeaks curve) {
        int[] all = curve.highest();
        double[] offsets = new double[Math.min(PEAKS, all.length)];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = curve.offsetNs(all[i]) + curve.subSample(all[i]) * curve.stepNs();
        }
        return offsets;
    }
}
