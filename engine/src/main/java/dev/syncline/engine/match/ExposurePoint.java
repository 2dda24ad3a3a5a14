package dev.syncline.engine.match;

/** The point of a row's exposure that a frame's time is to mean: compare ends for triggers, middles for what is seen. */
public enum ExposurePoint {
    /** When the row's exposure begins. */
    START,
    /** Halfway between start and end. */
    MIDDLE,
    /** When the row's exposure ends. */
    END
}
