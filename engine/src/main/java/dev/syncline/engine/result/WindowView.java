package dev.syncline.engine.result;

/**
 * What one window saw, to be drawn.
 *
 * @param videoS middles of the frame pairs, s on the video's clock: double[n]
 * @param visualRadS rotation rate seen in the picture, camera frame, rad/s: double[3][n], NaN where a pair failed
 * @param logRadS the log's rate at the found offset, averaged over the same pairs, in the camera frame: double[3][n]
 * @param offsetMs offsets of the correlation curve, ms, increasing: double[m]
 * @param score correlation at each: float[m]
 * @param peakMs offset of the peak, ms
 * @param peakScore correlation there, in [−1, 1]
 * @param rivalMs offset of the best rival, ms; NaN where there is none
 * @param rivalScore correlation there; NaN where there is none
 */
public record WindowView(
        double[] videoS,
        double[][] visualRadS,
        double[][] logRadS,
        double[] offsetMs,
        float[] score,
        double peakMs,
        double peakScore,
        double rivalMs,
        double rivalScore) {}
