package dev.syncline.cli.sync;

import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;

/**
 * One clip to be synced, as the user named it.
 *
 * @param device where points are followed
 * @param places where windows go, where only the open clip tells
 */
public record SyncJob(ClipInput input, SyncOptions options, int threads, DeviceChoice device, Places places) {
    /** With windows where the options say. */
    public SyncJob(ClipInput input, SyncOptions options, int threads, DeviceChoice device) {
        this(input, options, threads, device, new Places.AsNamed());
    }

    /** The same clip on another device. */
    public SyncJob on(DeviceChoice other) {
        return new SyncJob(input, options, threads, other, places);
    }
}
