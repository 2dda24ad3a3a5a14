package dev.syncline.engine.match.read;

/** The ways to match that a recording can be matched in. */
public enum MatchPolicy {
    OPTIMAL,
    SEQUENCE,
    SYNC_NODE,
    EXACT,
    APPROXIMATE,
    APPROXIMATE_EPSILON,
    LATEST
}
