package dev.syncline.engine.sync.track;

/**
 * The time offset at one place of a clip.
 *
 * @param videoNs middle of the window, video clock, ns
 * @param logNs the same instant on the log's clock: {@code videoNs − offsetNs}
 * @param offsetNs {@code t_video − t_log}, ns
 * @param sigmaNs standard error of the offset, ns
 * @param score correlation at the offset, in [−1, 1]
 * @param rival the best correlation elsewhere in the search range
 * @param quality how far it can be trusted
 * @param lineResidualNs distance from the line through the points, ns; NaN where there is no line
 */
public record SyncPoint(
        long videoNs,
        long logNs,
        long offsetNs,
        double sigmaNs,
        double score,
        double rival,
        Quality quality,
        double lineResidualNs) {
    /**
     * {@return the same point with another grade, distance from the line and error bar}
     *
     * @param to the grade
     * @param residualNs distance from the line through the points, ns; NaN where there is no line
     * @param newSigmaNs standard error of the offset, ns
     */
    public SyncPoint graded(Quality to, double residualNs, double newSigmaNs) {
        return new SyncPoint(videoNs, logNs, offsetNs, newSigmaNs, score, rival, to, residualNs);
    }
}
