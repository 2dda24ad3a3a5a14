package dev.syncline.cli.sync;

import dev.syncline.engine.api.SyncProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongToDoubleFunction;

/**
 * A rendered clip whose truth is known.
 *
 * @param trueOffsetNs {@code t_video − t_log}, ns, at a video time in ns
 */
public record DemoClip(Path video, Path log, Path lens, LongToDoubleFunction trueOffsetNs) {
    /** Renders the clip. */
    @FunctionalInterface
    public interface Renderer {
        /**
         * @param folder exists; receives video, log and lens profile
         * @throws IOException when a file cannot be written; nothing half written is left
         */
        DemoClip render(Path folder, Consumer<SyncProgress> progress) throws IOException, InterruptedException;
    }
}
