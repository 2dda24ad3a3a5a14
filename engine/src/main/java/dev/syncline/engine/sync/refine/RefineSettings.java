package dev.syncline.engine.sync.refine;

/**
 * What a refinement may move, as standard deviations of what is known beforehand. 0 holds a quantity fixed.
 *
 * @param biasRadS gyro bias, rad/s
 * @param mountRad each axis of the turn between log and camera, rad
 * @param readoutS readout time, as what was stated of it is usually right, s
 * @param readoutOpenS readout time where the motion contradicts what was stated, and until it was asked, s; at least
 *     {@code readoutS}: about a frame, and no readout is longer
 * @param logFocal logarithm of the focal length
 */
public record RefineSettings(double biasRadS, double mountRad, double readoutS, double readoutOpenS, double logFocal) {
    /**
     * A bias of a few degrees a second, a sensor mounted square within two degrees, a readout good to half a millisecond
     * unless it is wrong altogether, a profile good to one per cent.
     */
    public static final RefineSettings DEFAULT = new RefineSettings(0.05, Math.toRadians(2), 0.0005, 0.03, 0.01);

    public RefineSettings {
        if (!(readoutOpenS >= readoutS)) {
            throw new IllegalArgumentException("readoutOpenS=" + readoutOpenS + " is less than readoutS=" + readoutS);
        }
    }
}
