package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.CurvePeaks;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import java.util.List;

/** The first part of the clip fits the log at one offset and the rest at another: frames were lost, or files joined. */
final class ClockStep implements Cause {
    /** Windows agree within this, ns. */
    private static final double AGREE_NS = 30e6;

    /** Parts are two that differ by more than this, ns. */
    static final double LEAST_STEP_NS = 60e6;

    /** A part on its own must be this improbable without a relation. */
    private static final double LARGEST_P = 1e-4;

    @Override
    public String name() {
        return "lost frames, joined files";
    }

    @Override
    public Finding look(Evidence e) {
        CoarseOffset peak = e.peak();
        int n = e.seen().size();
        if (peak == null || n < 4 || peak.windowPeaks().size() != n) {
            return Finding.no("%d windows are too few to tell two parts", n);
        }
        double[] own = new double[n];
        for (int i = 0; i < n; i++) {
            CurvePeaks curve = peak.windowPeaks().get(i);
            own[i] = curve.peak() < 0 ? Double.NaN : curve.offsetNs(curve.peak());
        }
        int cut = -1;
        int most = 0;
        for (int k = 2; k <= n - 2; k++) {
            int agree = agreeing(own, 0, k) + agreeing(own, k, n);
            cut = agree > most ? k : cut;
            most = Math.max(most, agree);
        }
        double[] turn = e.held() == null ? null : e.held().toCamera();
        OffsetSearch search = new OffsetSearch(e.log().gyro(), turn);
        CoarseOffset before = search.find(e.seen().subList(0, cut), e.range());
        CoarseOffset after = search.find(e.seen().subList(cut, n), e.range());
        if (before == null || after == null) {
            return Finding.no("one part of the clip does not meet the log");
        }
        VisualRates last = e.seen().get(cut - 1);
        VisualRates next = e.seen().get(cut);
        double stepMs = (after.offsetNs() - before.offsetNs()) * 1e-6;
        boolean step = Math.abs(stepMs) * 1e6 > LEAST_STEP_NS;
        if (step && List.of(before, after).stream().allMatch(p -> isPlain(p, e.score()))) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.CLOCK_JUMPS,
                            "between %.1f s and %.1f s the offset jumps by %+.0f ms (scores %.2f before, %.2f after): frames"
                                    + " were lost, the recorder stopped, or files were joined",
                            last.middleNs() * 1e-9,
                            next.middleNs() * 1e-9,
                            stepMs,
                            before.score(),
                            after.score())
                    .with("step_ms", stepMs)
                    .with("from_s", last.middleNs() * 1e-9)
                    .with("to_s", next.middleNs() * 1e-9)
                    .with(new Remedy.LongerWindows(12, 1_000_000_000L)));
        }
        return Finding.no(
                "in two parts: scores %.2f and %.2f at offsets %.0f ms apart", before.score(), after.score(), stepMs);
    }

    private static boolean isPlain(CoarseOffset part, double whole) {
        return part.pValue() <= LARGEST_P && part.score() >= Fit.LEAST_SCORE && part.score() > whole;
    }

    private static int agreeing(double[] own, int from, int to) {
        int most = 0;
        for (int i = from; i < to; i++) {
            int agree = 0;
            for (int k = from; k < to; k++) {
                agree += Math.abs(own[k] - own[i]) <= AGREE_NS ? 1 : 0;
            }
            most = Math.max(most, agree);
        }
        return most;
    }
}
