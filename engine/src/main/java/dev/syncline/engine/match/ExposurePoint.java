package dev.syncline.engine.match;

/** The point of a row's exposure that a frame's time is to mean: compare ends for triggers, middles for what is seen. */
public enum ExposurePoint {
    START,
    MIDDLE,
    END
}
