package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the offset of a clip over a whole log: all windows slide together, at every offset with the best turn; where
 * the clip is long, candidates are tried again with the clock of the log running fast or slow.
 */
public final class OffsetSearch {
    /** Clocks of cameras and loggers differ by less than this. */
    private static final double LARGEST_DRIFT = 300e-6;

    private static final double GRID_NS = 4e6;

    private static final double DRIFT_STEP_NS = 8e6;

    private final GyroTrack log;
    private final @Nullable Matrix3 turn;
    private final double largestDrift;

    /** @param turn log axes to camera; null to find it */
    public OffsetSearch(GyroTrack log, @Nullable Matrix3 turn) {
        this(log, turn, LARGEST_DRIFT);
    }

    private OffsetSearch(GyroTrack log, @Nullable Matrix3 turn, double largestDrift) {
        this.log = log;
        this.turn = turn;
        this.largestDrift = largestDrift;
    }

    /** A search with clocks of one rate: where another way has told the rate already. */
    public static OffsetSearch atOneRate(GyroTrack log) {
        return new OffsetSearch(log, null, 0);
    }

    /** The longest range of offsets that is searched whole with windows of this frame interval, ns. */
    public static double longestRangeNs(double intervalNs) {
        return OffsetScan.longestRangeNs(intervalNs, GRID_NS);
    }

    /**
     * @param windows at least one, all with the same frame interval
     * @param wanted offsets to search; of them those at which any window meets the log
     * @return null where no window meets the log in that range
     */
    public @Nullable CoarseOffset find(List<VisualRates> windows, OffsetRange wanted) {
        OffsetScan scan = new OffsetScan(windows, BoxAveragedRates.of(log), turn, GRID_NS);
        OffsetRange whole = scan.wholeRange();
        OffsetRange range = wanted.within(whole);
        if (range.isEmpty()) {
            return null;
        }
        OffsetScan.Peaks peaks = scan.peaks(range.firstNs(), range.lastNs());
        CurvePeaks joint = peaks.joint();
        int peak = joint.peak();
        if (peak < 0) {
            return null;
        }
        double middle = 0;
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (VisualRates w : windows) {
            middle += w.middleNs() / windows.size();
            first = Math.min(first, w.middleNs());
            last = Math.max(last, w.middleNs());
        }
        double offset = joint.offsetNs(peak) + joint.subSample(peak) * joint.stepNs();
        double drift = 0;
        CentredSums sums = scan.sumsAt(offset, middle, 0);
        double evidence = Math.max(joint.evidence(peak), OffsetScan.evidence(scan.score(sums), sums.weight()));
        int steps = (int) Math.ceil(largestDrift * (last - first) / DRIFT_STEP_NS);
        if (steps > 0) {
            for (Candidate candidate : candidates(peaks, windows)) {
                for (int s = -steps; s <= steps; s++) {
                    double d = largestDrift * s / steps;
                    double own = candidate.offsetNs() + d * (middle - candidate.atVideoNs());
                    CentredSums c = scan.sumsAt(own, middle, d);
                    double e = OffsetScan.evidence(scan.score(c), c.weight());
                    if (e > evidence) {
                        evidence = e;
                        offset = own;
                        drift = d;
                        sums = c;
                    }
                }
            }
        }
        int at = Math.clamp(Math.round((offset - joint.offsetNs(0)) / joint.stepNs()), 0, joint.size() - 1);
        int lobe = (int) Math.ceil(1.5 * windows.getFirst().stepNs() / joint.stepNs());
        int reach = lobe + (int) Math.ceil(Math.abs(drift) * (last - first) / 2 / joint.stepNs());
        int low = joint.lobeEnd(at, -1, reach);
        int high = joint.lobeEnd(at, 1, reach);
        Rival rival = rival(scan, joint, joint.peakOutside(low, high), middle, drift);
        NullTail tail = new OffsetScan(windows, BoxAveragedRates.reversed(log), turn, GRID_NS)
                .tail(whole.firstNs(), whole.lastNs());
        double independent = Math.max(1, range.lengthNs() / Math.max(1, whole.lengthNs()) * tail.maxima());
        Matrix3 found = turn == null ? BestTurn.rotation(sums.cross()) : turn;
        double along = turn == null ? sums.best() : sums.along(turn);
        return new CoarseOffset(
                offset,
                middle,
                drift,
                found,
                turn != null,
                sums,
                scan.score(sums),
                rival.score(),
                evidence,
                rival.evidence(),
                tail.pValue(evidence, (int) Math.ceil(independent * Math.max(1, 2 * steps + 1))),
                tail.scale(),
                sums.logEnergy() > 0 ? along / sums.logEnergy() : Double.NaN,
                peaks.perWindow());
    }

    /** The best place outside the peak's lobe: NaN and 0 where there is nothing else. */
    private record Rival(double score, double evidence) {}

    /**
     * A rival is looked at as closely as the peak was: between the grid's offsets and with the clock as fast. Else one that
     * fits as well looks worse for its place on the grid.
     */
    private static Rival rival(OffsetScan scan, CurvePeaks joint, int at, double middleNs, double drift) {
        if (at < 0) {
            return new Rival(Double.NaN, 0);
        }
        double score = joint.score(at);
        double evidence = joint.evidence(at);
        double between = joint.offsetNs(at) + joint.subSample(at) * joint.stepNs();
        for (double d : drift == 0 ? new double[] {0} : new double[] {0, drift}) {
            CentredSums sums = scan.sumsAt(between, middleNs, d);
            double own = scan.score(sums);
            double e = OffsetScan.evidence(own, sums.weight());
            if (e > evidence) {
                score = own;
                evidence = e;
            }
        }
        return new Rival(score, evidence);
    }

    /** An offset worth a second look, and the video time that it was seen at. */
    private record Candidate(double offsetNs, double atVideoNs) {}

    private static List<Candidate> candidates(OffsetScan.Peaks peaks, List<VisualRates> windows) {
        List<Candidate> out = new ArrayList<>();
        double middle = 0;
        for (VisualRates w : windows) {
            middle += w.middleNs() / windows.size();
        }
        add(peaks.joint(), middle, out);
        for (int w = 0; w < windows.size(); w++) {
            add(peaks.perWindow().get(w), windows.get(w).middleNs(), out);
        }
        return out;
    }

    private static void add(CurvePeaks curve, double atVideoNs, List<Candidate> out) {
        for (int at : curve.highest()) {
            out.add(new Candidate(curve.offsetNs(at), atVideoNs));
        }
    }
}
