package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.sync.flow.FlowPair;
import java.util.Arrays;
import java.util.List;

/**
 * How many of the points that were followed stand still in the picture where others move.
 *
 * @param share of all points, over pairs of frames in which the world moves
 * @param othersPx what the others move by from frame to frame, px, median over those pairs; 0 where there is no such pair
 */
public record StandingPoints(double share, double othersPx) {
    /** Nothing was followed. */
    public static final StandingPoints NONE = new StandingPoints(0, 0);

    /** A point that moves less stands still: following it is no more exact than that, px. */
    static final double STILL_PX = 0.1;

    /** The others must move by so much for a point to be told from one of theirs that hardly moves, px. */
    static final double MOVES_PX = 0.8;

    /** There must be so many others. */
    static final double LEAST_OTHERS = 0.2;

    /** Over all pairs of the windows that were followed. */
    public static StandingPoints of(List<FlowPair> pairs) {
        long standing = 0;
        long all = 0;
        double[] others = new double[pairs.size()];
        int used = 0;
        for (FlowPair pair : pairs) {
            double[] moving = new double[pair.size()];
            int n = 0;
            for (int i = 0; i < pair.size(); i++) {
                double by = Math.hypot(pair.x1()[i] - pair.x0()[i], pair.y1()[i] - pair.y0()[i]);
                if (by >= STILL_PX) {
                    moving[n++] = by;
                }
            }
            double median = n == 0 ? 0 : Selection.median(moving, n);
            if (n >= LEAST_OTHERS * pair.size() && median >= MOVES_PX) {
                standing += pair.size() - n;
                all += pair.size();
                others[used++] = median;
            }
        }
        return used == 0
                ? NONE
                : new StandingPoints((double) standing / all, Selection.median(Arrays.copyOf(others, used), used));
    }
}
