package dev.syncline.cli.sync;

import dev.syncline.cli.console.Usage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How many threads a sync uses. */
public final class ThreadOption {
    @Option(names = "--threads", paramLabel = "N", description = "threads to use (default: all processors)")
    private @Nullable Integer threads;

    /** As many as were asked for; ends the command where they are too many or none. */
    public int count(CommandSpec spec) {
        int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        Usage.require(spec, count >= 1 && count <= 1024, "--threads must be 1 to 1024: " + count);
        return count;
    }
}
