package dev.syncline.engine.match;

/** How streams of different rates come together. */
public enum RateMode {
    /** To the slowest: the others give the message that is nearest, each once; the rest is dropped. */
    DROP,
    /** To the fastest: the others give the message that is nearest, again and again while it is fresh; copies are marked. */
    DUPLICATE,
    /** To the slowest: the others give a value at the very time, between their two messages around it. */
    INTERPOLATE
}
