package dev.syncline.engine.api;

/**
 * How far a sync is.
 *
 * @param stage what is being done, for people: a few words
 * @param done parts done
 * @param total parts in all; may grow
 */
public record SyncProgress(String stage, int done, int total) {}
