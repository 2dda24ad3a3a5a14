package dev.syncline.engine.sync.rotation;

/**
 * How the camera turned between two frames.
 *
 * @param fromNs,toNs frames' times, video clock, ns
 * @param rateRadS angular velocity in the camera frame, mean over the interval, rad/s: double[3]
 * @param spreadRad robust scale of what the turn leaves unexplained, rad (one direction)
 * @param inliers points that the turn explains
 * @param points points that were looked at
 */
public record PairRotation(long fromNs, long toNs, double[] rateRadS, double spreadRad, int inliers, int points) {}
