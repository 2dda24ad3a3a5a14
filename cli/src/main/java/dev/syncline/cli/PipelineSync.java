package dev.syncline.cli;

import dev.syncline.engine.pipeline.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;

/** Opens video, log and lens profile, and runs the pipeline on them. */
final class PipelineSync implements ClipSync {
    @Override
    public SyncedClip sync(SyncJob job, ProgressListener progress) throws IOException {
        throw new IOException(job.video() + ": this build has no pipeline to sync it with");
    }

    /** Renders the demo's clip. */
    static final class Demo implements DemoClip.Renderer {
        @Override
        public DemoClip render(Path folder, ProgressListener progress) throws IOException {
            throw new IOException(folder + ": this build has no renderer for the demo");
        }
    }
}
