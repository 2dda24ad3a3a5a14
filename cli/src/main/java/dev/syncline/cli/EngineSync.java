package dev.syncline.cli;

import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.api.Syncline;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Syncs through the engine's public face. */
final class EngineSync implements ClipSync {
    @Override
    public SyncOutcome sync(SyncJob job, Consumer<SyncProgress> progress) throws IOException, InterruptedException {
        try (Syncline syncline = Syncline.create(job.threads());
                Clip clip = syncline.open(job.input())) {
            for (Duration middle : job.options().at()) {
                if (middle.toNanos() >= clip.info().durationNs()) {
                    throw new IOException(String.format(
                            Locale.ROOT,
                            "--at %.3fs lies past the end of %s, which is %.3f s long",
                            middle.toNanos() * 1e-9,
                            clip.info().name(),
                            clip.info().durationNs() * 1e-9));
                }
            }
            return clip.sync(job.options(), progress);
        }
    }
}
