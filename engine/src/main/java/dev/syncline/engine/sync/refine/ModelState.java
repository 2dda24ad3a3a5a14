package dev.syncline.engine.sync.refine;

import dev.syncline.engine.base.geometry.Matrix3;
import org.jspecify.annotations.Nullable;

/**
 * The quantities that a refinement solves for, shared by all windows but for the offsets.
 *
 * @param biasRadS rate that the log shows at rest, in the log's axes, rad/s: double[3]
 * @param mount turn from the log's axes to the camera's
 * @param readoutS signed by the direction that the observations were made with, s
 * @param logFocal logarithm of the focal length over the profile's
 */
public record ModelState(double[] biasRadS, Matrix3 mount, double readoutS, double logFocal) {
    /** No bias, the profile's focal length. */
    public static ModelState of(Matrix3 mount, double readoutS, double @Nullable [] biasRadS) {
        return new ModelState(biasRadS == null ? new double[3] : biasRadS.clone(), mount, readoutS, 0);
    }
}
