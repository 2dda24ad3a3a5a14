package dev.syncline.cli.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How an archive run works.
 *
 * @param out folder of the table and the results
 * @param syncArgs options of {@code syncline sync} for every clip
 * @param jobs worker processes at once
 * @param clipTime longest that a clip may take
 * @param javaOptions for the workers, such as {@code -Xmx1g}
 * @param reports whether each clip gets a page with charts
 */
public record ArchivePlan(
        Path out, List<String> syncArgs, int jobs, Duration clipTime, List<String> javaOptions, boolean reports) {
    public ArchivePlan {
        syncArgs = List.copyOf(syncArgs);
        javaOptions = List.copyOf(javaOptions);
    }
}
