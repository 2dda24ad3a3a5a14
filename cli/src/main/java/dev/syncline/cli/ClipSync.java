package dev.syncline.cli;

import dev.syncline.engine.pipeline.ProgressListener;
import java.io.IOException;

/** Opens what a job names and runs the pipeline on it. */
@FunctionalInterface
interface ClipSync {
    /**
     * @throws IOException when something cannot be opened, read or decoded: one line with file, place and cause
     * @throws InterruptedException when the thread was interrupted; everything that was open is closed
     */
    SyncedClip sync(SyncJob job, ProgressListener progress) throws IOException, InterruptedException;
}
