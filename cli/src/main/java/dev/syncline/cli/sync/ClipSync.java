package dev.syncline.cli.sync;

import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import java.io.IOException;
import java.util.function.Consumer;

/** Opens what a job names and syncs it. */
@FunctionalInterface
public interface ClipSync {
    /**
     * @throws IOException when something cannot be opened, read or decoded: one line with file, place and cause
     * @throws InterruptedException when the thread was interrupted; everything that was open is closed
     */
    SyncOutcome sync(SyncJob job, Consumer<SyncProgress> progress) throws IOException, InterruptedException;
}
