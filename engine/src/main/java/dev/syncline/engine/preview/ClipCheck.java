package dev.syncline.engine.preview;

import java.util.List;

/**
 * What a check of a clip saw.
 *
 * @param points a check a point, in order
 * @param rates how the clip turns
 */
public record ClipCheck(List<PointCheck> points, ClipRates rates) {
    /** Keeps a copy of the list. */
    public ClipCheck {
        points = List.copyOf(points);
    }

    /** {@return whether the picture is still at every point, of which there is one} */
    public boolean isWell() {
        return !points.isEmpty() && points.stream().allMatch(c -> c.verdict() == PointCheck.Verdict.STILL);
    }
}
