package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.sync.flow.TrackFault;

/**
 * Takes back what patches mistook for a shift: how the camera's turn, its lens and its shutter deform a patch is known from
 * the flow of all points together. Not thread-safe.
 */
public final class Straightening {
    /** Numbers of a point that say how far off a shift is found for each slope of the flow; see {@link #apply}. */
    public static final int LEAN = 8;

    private final FlowField field = new FlowField();
    private final double[] slopes = new double[4];

    /** For one tracker. */
    public Straightening() {}

    /**
     * Corrects the ends of the points that move as the whole picture does; does nothing where the points show no such
     * motion.
     *
     * @param start x, y of each point in the first frame, px: float[2·n]
     * @param end x, y in the second frame; corrected in place
     * @param fault what became of each point: only those without a fault count
     * @param lean float[8·n]: {@code error x = Σ lean[k]·slope[k]}, {@code error y = Σ lean[4 + k]·slope[k]}, where the
     *     slopes are those of the flow's x along x and y, then of its y
     */
    public void apply(int n, float[] start, float[] end, TrackFault[] fault, float[] lean, int widthPx, int heightPx) {
        if (!field.fit(n, start, end, fault, widthPx, heightPx)) {
            return;
        }
        for (int i = 0; i < n; i++) {
            float x = start[2 * i];
            float y = start[2 * i + 1];
            if (fault[i] == TrackFault.NONE && field.holdsFor(x, y, end[2 * i], end[2 * i + 1])) {
                field.slopes(x, y, slopes);
                double errorX = 0;
                double errorY = 0;
                for (int k = 0; k < 4; k++) {
                    errorX += lean[LEAN * i + k] * slopes[k];
                    errorY += lean[LEAN * i + 4 + k] * slopes[k];
                }
                end[2 * i] -= (float) errorX;
                end[2 * i + 1] -= (float) errorY;
            }
        }
    }
}
