package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;
import java.util.List;

/**
 * Where the windows fit the log best.
 *
 * @param offsetNs video minus log at {@code atVideoNs}, ns
 * @param atVideoNs video time that the offset belongs to, ns
 * @param drift change of the offset per time
 * @param turn log axes to camera
 * @param turnGiven true where {@code turn} was handed in, false where it was found
 * @param sums at the peak
 * @param score joint correlation at the peak
 * @param rival best joint correlation outside the peak's lobe; NaN where there is nothing else
 * @param evidence joint evidence at the peak
 * @param rivalEvidence evidence of the rival; 0 where there is none
 * @param pValue probability of such a peak where there is no relation
 * @param nullScale evidence over which the chance of a peak without relation falls by a factor e
 * @param gain rate seen in the picture over the log's, least squares
 * @param windowPeaks the high places of the single windows' curves, in order
 */
public record CoarseOffset(
        double offsetNs,
        double atVideoNs,
        double drift,
        Matrix3 turn,
        boolean turnGiven,
        CentredSums sums,
        double score,
        double rival,
        double evidence,
        double rivalEvidence,
        double pValue,
        double nullScale,
        double gain,
        List<CurvePeaks> windowPeaks) {
    /** Evidence by which a peak must beat its rival, in units of the null's scale. */
    private static final double RIVAL_MARGIN = 4;

    /** A rival that leaves less than this many times as much unexplained fits alike, however much of either was seen. */
    private static final double ALIKE = 1.5;

    /** And so much may be left besides: the log was sampled at other instants of its motion there. */
    private static final double GRID = 0.004;

    /** A rival is one of the motion, and not of chance, where it is this improbable without a relation. */
    private static final double RIVAL_P = 1e-4;

    /** Or where it fits so well: a log that meets the clip here and there in part leaves little to reckon a chance from. */
    private static final double PLAIN_RIVAL = 0.97;

    /**
     * Whether the motion repeats itself: another offset fits alike, and not by chance. Where fewer windows meet the log it
     * has less evidence, but that is no reason to believe it less.
     */
    public boolean isRepeated() {
        double less = (evidence - rivalEvidence) / nullScale;
        double byChance = Math.max(pValue, 1e-300) * Math.exp(less);
        return rival > 0
                && (byChance < RIVAL_P || rival >= PLAIN_RIVAL)
                && 1 - rival * rival < ALIKE * (1 - score * score) + GRID;
    }

    /** Whether nothing sets the peak apart from its rival. */
    public boolean isAmbiguous() {
        return evidence - rivalEvidence < RIVAL_MARGIN * nullScale || isRepeated();
    }

    /** Offset at a video time, ns. */
    public double offsetNsAt(double videoNs) {
        return offsetNs + drift * (videoNs - atVideoNs);
    }
}
