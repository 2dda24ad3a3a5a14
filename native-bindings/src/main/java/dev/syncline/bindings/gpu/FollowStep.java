package dev.syncline.bindings.gpu;

import java.util.List;

/** Points to be followed from one picture into another. */
final class FollowStep extends Step {
    /** Floats of a point's result, as in the kernels: x, y, distance, fault, eight of lean. */
    static final int RESULT = 12;

    final Picture from;
    final Picture to;
    final int points;
    final float[] start; // x, y of each point
    final float maxFaultPx;
    final float[] results; // (points, RESULT)

    FollowStep(Picture from, Picture to, int points, float[] start, float maxFaultPx, float[] results) {
        this.from = from;
        this.to = to;
        this.points = points;
        this.start = start;
        this.maxFaultPx = maxFaultPx;
        this.results = results;
    }

    @Override
    List<Picture> pictures() {
        return List.of(from, to);
    }
}
