package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** Pictures that repeat the one before, amid motion: a frame rate that was raised, a recorder that froze. */
final class RepeatedFrames implements Cause {
    /** A picture that turns less than this share of what its window does repeats the one before. */
    static final double STILL = 0.03;

    /** Where its neighbours turn by more than this share. */
    private static final double MOVES = 0.3;

    /** Below this two pictures are the same: noise alone makes more, rad/s. */
    private static final double SAME_RAD_S = 2e-6;

    /** Fewer than this share do not keep a sync from working. */
    static final double LEAST_SHARE = 0.05;

    private static final int LEAST = 4;

    @Override
    public String name() {
        return "repeated frames";
    }

    @Override
    public Finding look(Evidence e) {
        int repeated = 0;
        int pairs = 0;
        for (VisualRates w : e.seen()) {
            double usual = usual(w);
            for (int i = 0; i < w.size(); i++) {
                if (w.weight()[i] > 0) {
                    pairs++;
                    double own = size(w, i);
                    boolean amid = usual > 0 && (moves(w, i - 1, usual) || moves(w, i + 1, usual));
                    repeated += own < SAME_RAD_S || (amid && own < STILL * usual) ? 1 : 0;
                }
            }
        }
        double share = pairs == 0 ? 0 : repeated / (double) pairs;
        if (share >= LEAST_SHARE && repeated >= LEAST) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.REPEATED_FRAMES,
                            "%d of %d pictures repeat the one before while the camera moves: the frame rate was raised, or the"
                                    + " recorder froze",
                            repeated,
                            pairs)
                    .with("repeated", repeated)
                    .with("pictures", pairs)
                    .with(new Remedy.DropRepeatedFrames()));
        }
        return Finding.no("%d of %d pictures repeat the one before", repeated, pairs);
    }

    private static boolean moves(VisualRates w, int i, double usual) {
        return i >= 0 && i < w.size() && w.weight()[i] > 0 && size(w, i) > MOVES * usual;
    }

    private static double size(VisualRates w, int i) {
        double sum = 0;
        for (int a = 0; a < 3; a++) {
            sum += (double) w.rates()[a][i] * w.rates()[a][i];
        }
        return Math.sqrt(sum);
    }

    private static double usual(VisualRates w) {
        double sum = 0;
        for (int i = 0; i < w.size(); i++) {
            sum += w.weight()[i] * size(w, i) * size(w, i);
        }
        return Math.sqrt(sum / Math.max(1e-9, w.weightSum()));
    }
}
