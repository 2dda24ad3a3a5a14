package dev.syncline.engine.refine;

/**
 * What a refinement may move, as standard deviations of what is known beforehand. 0 holds a quantity fixed.
 *
 * @param biasRadS gyro bias, rad/s
 * @param mountRad each axis of the turn between log and camera, rad
 * @param readoutS readout time, s
 * @param logFocal logarithm of the focal length
 */
public record RefineSettings(double biasRadS, double mountRad, double readoutS, double logFocal) {
    /** A bias of a few degrees a second, a sensor mounted square within two degrees, a profile good to one per cent. */
    public static final RefineSettings DEFAULT = new RefineSettings(0.05, Math.toRadians(2), 0, 0.01);
}
