package dev.syncline.cli.sync;

import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;

/**
 * One clip to be synced, as the user named it.
 *
 * @param device where points are followed
 */
public record SyncJob(ClipInput input, SyncOptions options, int threads, DeviceChoice device) {}
