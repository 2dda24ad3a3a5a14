package dev.syncline.engine.sync.align;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CentredSums;
import dev.syncline.engine.sync.correlate.CurvePeaks;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetScan;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the likeliest line of offsets over a whole log, whatever the rate of its clock within reason: every two windows'
 * own peaks make a line, and the windows together tell which fits best. Whether it may be believed is asked later.
 */
final class LineSearch {
    /** Peaks of each window that lines are drawn through. */
    private static final int PEAKS = 8;

    private final List<VisualRates> windows;
    private final OffsetScan scan;
    private final double largestDrift;

    private @Nullable ClockLine best;
    private double bestEvidence;

    private LineSearch(List<VisualRates> windows, OffsetScan scan, double largestDrift) {
        this.windows = windows;
        this.scan = scan;
        this.largestDrift = largestDrift;
    }

    /**
     * The likeliest line, windows minus log.
     *
     * @param windows at least one
     * @param wanted offsets to search
     * @param largestDrift lines are at most so steep
     * @return null where no window meets the log in the range
     */
    static @Nullable ClockLine find(List<VisualRates> windows, GyroTrack log, OffsetRange wanted, double largestDrift) {
        OffsetScan scan = new OffsetScan(
                windows, BoxAveragedRates.of(log), null, windows.getFirst().stepNs() / 2);
        OffsetRange range = wanted.within(scan.wholeRange());
        if (range.isEmpty()) {
            return null;
        }
        LineSearch search = new LineSearch(windows, scan, largestDrift);
        search.run(scan.peaks(range.firstNs(), range.lastNs()), range);
        return search.best;
    }

    private void run(OffsetScan.Peaks peaks, OffsetRange range) {
        double middle = (windows.getFirst().middleNs() + windows.getLast().middleNs()) / 2;
        for (double offset : highest(peaks.joint())) {
            consider(new ClockLine(offset, middle, 0));
        }
        List<double[]> own = new ArrayList<>();
        for (CurvePeaks curve : peaks.perWindow()) {
            own.add(highest(curve));
        }
        for (int a = 0; a < windows.size(); a++) {
            double at = windows.get(a).middleNs();
            for (double from : own.get(a)) {
                consider(new ClockLine(from, at, 0));
                for (int b = a + 1; b < windows.size(); b++) {
                    for (double to : own.get(b)) {
                        double drift = (to - from) / (windows.get(b).middleNs() - at);
                        ClockLine line = new ClockLine(from, at, drift).at(middle);
                        if (Math.abs(drift) <= largestDrift
                                && line.offsetNs() >= range.firstNs()
                                && line.offsetNs() <= range.lastNs()) {
                            consider(line);
                        }
                    }
                }
            }
        }
    }

    private void consider(ClockLine line) {
        CentredSums sums = scan.sumsAt(line.offsetNs(), line.atNs(), line.drift());
        double evidence = OffsetScan.evidence(scan.score(sums), sums.weight());
        if (evidence > bestEvidence) {
            bestEvidence = evidence;
            best = line;
        }
    }

    private static double[] highest(CurvePeaks curve) {
        int[] all = curve.highest();
        double[] offsets = new double[Math.min(PEAKS, all.length)];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = curve.offsetNs(all[i]) + curve.subSample(all[i]) * curve.stepNs();
        }
        return offsets;
    }
}
