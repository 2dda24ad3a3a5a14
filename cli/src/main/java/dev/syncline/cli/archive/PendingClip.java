package dev.syncline.cli.archive;

/**
 * A clip that is to be synced.
 *
 * @param fingerprint of its files and of the options, at the time when the run was planned
 */
public record PendingClip(ArchiveClip clip, String fingerprint) {}
