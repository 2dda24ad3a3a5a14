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
    /** Offset at a video time, ns. */
    public double offsetNsAt(double videoNs) {
        return offsetNs + drift * (videoNs - atVideoNs);
    }
}
