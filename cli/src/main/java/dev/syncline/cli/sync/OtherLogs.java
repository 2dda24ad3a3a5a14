package dev.syncline.cli.sync;

import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.api.Synced;
import dev.syncline.engine.telemetry.NoMotionDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Syncs with the clip's own motion data, and where it has none with the first of other logs that fits. */
final class OtherLogs {
    private OtherLogs() {}

    /**
     * As {@link ClipSync#sync}.
     *
     * @param others logs to try, in this order
     * @throws IOException where no log could be tried: what is wrong with the clip, or with the first log
     */
    static SyncOutcome sync(ClipSync clipSync, SyncJob job, List<Path> others, Consumer<SyncProgress> progress)
            throws IOException, InterruptedException {
        try {
            return clipSync.sync(job, progress);
        } catch (NoMotionDataException e) {
            if (job.input().log() != null || others.isEmpty()) {
                throw e;
            }
        }
        @Nullable SyncOutcome refused = null;
        @Nullable IOException problem = null;
        for (Path log : others) {
            SyncJob other = new SyncJob(job.input().log(log), job.options(), job.threads(), job.device(), job.places());
            try {
                SyncOutcome outcome = clipSync.sync(other, progress);
                if (outcome instanceof Synced) {
                    return outcome;
                }
                refused = refused == null ? outcome : refused;
            } catch (IOException e) {
                // A log that cannot be read is no reason not to try the next.
                problem = problem == null ? e : problem;
            }
        }
        if (refused == null && problem != null) {
            throw problem;
        }
        return Objects.requireNonNull(refused);
    }
}
