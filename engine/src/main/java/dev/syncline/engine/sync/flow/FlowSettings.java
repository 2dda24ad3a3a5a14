package dev.syncline.engine.sync.flow;

/**
 * How points are chosen and followed.
 *
 * @param maxPoints points kept alive at a time
 * @param gridColumns cells side by side that points are spread over
 * @param gridRows cells one below the other
 * @param minDistancePx least distance between two points, px
 * @param windowPx side of the patch that is followed, px, odd, 5 to 37
 * @param pyramidLevels halvings above the full picture
 * @param maxFaultPx largest forward–backward distance of a point that is kept, px
 */
public record FlowSettings(
        int maxPoints,
        int gridColumns,
        int gridRows,
        float minDistancePx,
        int windowPx,
        int pyramidLevels,
        float maxFaultPx) {
    /** What a sync uses unless told otherwise, for a picture about 480 rows high. */
    public static final FlowSettings DEFAULT = new FlowSettings(300, 20, 12, 10f, 21, 3, 0.5f);

    /** With what is fetched around it, as wide as the kernels' rows allow. */
    private static final int LARGEST_WINDOW_PX = 37;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when there are fewer than 8 points, no cell, an even, too small or too large window
     *     or negative levels
     */
    public FlowSettings {
        if (maxPoints < 8
                || gridColumns < 1
                || gridRows < 1
                || windowPx < 5
                || windowPx > LARGEST_WINDOW_PX
                || windowPx % 2 == 0
                || pyramidLevels < 0) {
            throw new IllegalArgumentException("flow settings out of range: maxPoints=" + maxPoints + ", grid="
                    + gridColumns + "x" + gridRows + ", windowPx=" + windowPx + ", pyramidLevels=" + pyramidLevels);
        }
    }
}
