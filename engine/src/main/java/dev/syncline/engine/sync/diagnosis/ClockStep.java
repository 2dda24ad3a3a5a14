package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first part of the clip fits the log at one offset and the rest at another: frames were lost, or files joined. */
final class ClockStep implements Cause {
    /** Parts are two that differ by more than this, ns. */
    static final double LEAST_STEP_NS = 60e6;

    /** A part on its own must be this improbable without a relation, all cuts counted. */
    private static final double LARGEST_P = 1e-4;

    /** Windows are cut into pieces until there are so many. */
    private static final int PIECES = 8;

    private static final int SHORTEST_PIECE = 12;

    /** A part has at least so many pieces. */
    private static final int LEAST_PIECES = 2;

    /** Cuts that are tried, spread over the clip. */
    private static final int MOST_CUTS = 12;

    @Override
    public String name() {
        return "lost frames, joined files";
    }

    /** Both sides of a cut. */
    private record Cut(CoarseOffset before, CoarseOffset after, VisualRates last, VisualRates next) {
        double worse() {
            return Math.min(before.score(), after.score());
        }

        double stepNs() {
            return after.offsetNs() - before.offsetNs();
        }
    }

    @Override
    public Finding look(Evidence e) {
        boolean alike = e.refusal().code() == RefusalCode.AMBIGUOUS;
        if (e.peak() == null || (e.score() >= Fit.LEAST_SCORE && !alike)) {
            return Finding.no("the clip fits at one offset or at none (score %.2f)", e.score());
        }
        List<VisualRates> pieces = pieces(e.seen());
        Cut best = null;
        int cuts = pieces.size() - 2 * LEAST_PIECES + 1;
        int step = Math.max(1, Math.ceilDiv(cuts, MOST_CUTS));
        for (int k = LEAST_PIECES; k <= pieces.size() - LEAST_PIECES; k += step) {
            Cut cut = at(e, pieces, k);
            best = cut != null && (best == null || cut.worse() > best.worse()) ? cut : best;
        }
        if (best == null) {
            return Finding.no("the clip is too short to be cut in two");
        }
        double stepMs = best.stepNs() * 1e-6;
        double p = Math.max(1, cuts)
                * Math.max(best.before().pValue(), best.after().pValue());
        boolean plain = p <= LARGEST_P && Fit.isFarBetter(best.worse(), 0, e.score());
        if (plain && Math.abs(best.stepNs()) > LEAST_STEP_NS) {
            double fromS = best.last().middleNs() * 1e-9;
            double toS = best.next().middleNs() * 1e-9;
            return Finding.yes(Finding.refusal(
                            RefusalCode.CLOCK_JUMPS,
                            "between %.1f s and %.1f s the offset jumps by %+.0f ms (scores %.2f before and %.2f after, %.2f"
                                    + " without a jump): frames were lost, the recorder stopped, or files were joined",
                            fromS,
                            toS,
                            stepMs,
                            best.before().score(),
                            best.after().score(),
                            e.score())
                    .with("step_ms", stepMs)
                    .with("from_s", fromS)
                    .with("to_s", toS)
                    .with(new Remedy.LongerWindows(12, 600_000_000L)));
        }
        return Finding.no(
                "in two parts: scores %.2f and %.2f at offsets %.0f ms apart (chance %.1g)",
                best.before().score(), best.after().score(), stepMs, p);
    }

    private static @Nullable Cut at(Evidence e, List<VisualRates> pieces, int k) {
        Matrix3 turn = e.held() == null ? null : e.held().toCamera();
        OffsetSearch search = new OffsetSearch(e.log().gyro(), turn);
        CoarseOffset before = search.find(pieces.subList(0, k), e.range());
        CoarseOffset after = search.find(pieces.subList(k, pieces.size()), e.range());
        return before == null || after == null ? null : new Cut(before, after, pieces.get(k - 1), pieces.get(k));
    }

    private static List<VisualRates> pieces(List<VisualRates> seen) {
        List<VisualRates> out = new ArrayList<>();
        int parts = Math.ceilDiv(PIECES, Math.max(1, seen.size()));
        for (VisualRates w : seen) {
            int count = Math.clamp(w.size() / SHORTEST_PIECE, 1, parts);
            for (int i = 0; i < count; i++) {
                int from = i * w.size() / count;
                int to = (i + 1) * w.size() / count;
                float[][] rates = new float[3][];
                for (int a = 0; a < 3; a++) {
                    rates[a] = Arrays.copyOfRange(w.rates()[a], from, to);
                }
                out.add(new VisualRates(
                        w.firstNs() + from * w.stepNs(), w.stepNs(), rates, Arrays.copyOfRange(w.weight(), from, to)));
            }
        }
        return out;
    }
}
