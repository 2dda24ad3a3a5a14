package dev.syncline.engine.sync.refine;

import java.util.List;

/**
 * Offsets refined over all windows at once.
 *
 * @param windows one for each window, in order
 * @param state what the windows share
 * @param biasSigmaRadS standard error of each bias, rad/s: double[3]
 * @param readoutSigmaS standard error of the readout; 0 where it was held
 * @param logFocalSigma standard error of the logarithm of the focal length
 * @param readoutContradicted whether the motion contradicts what was stated of the readout, so that it did not count
 * @param misfit logarithm of the residuals' scale, in units of what the texture promises, mean over the points
 * @param rounds rounds until the offsets stood still
 */
public record Refinement(
        List<Window> windows,
        ModelState state,
        double[] biasSigmaRadS,
        double readoutSigmaS,
        double logFocalSigma,
        boolean readoutContradicted,
        double misfit,
        int rounds) {
    public Refinement {
        windows = List.copyOf(windows);
    }

    /**
     * One window's share.
     *
     * @param middleNs middle of the window, video clock, ns
     * @param offsetNs video minus log, ns
     * @param curvatureSigmaNs standard error by the curvature alone: what independent noise would give
     * @param sigmaNs standard error that also counts what pairs of frames have in common
     * @param noiseScale median over the pairs of the residuals' scale, in units of what the texture promises
     * @param inlierShare share of the observations that the model explains
     * @param parallaxPx shift from frame to frame that the camera's motion gives a point of usual distance, px
     * @param pairInformation what each pair tells of the offset, 1/s²: double[pairs]
     */
    public record Window(
            long middleNs,
            double offsetNs,
            double curvatureSigmaNs,
            double sigmaNs,
            double noiseScale,
            double inlierShare,
            double parallaxPx,
            double[] pairInformation) {}
}
