package dev.syncline.cli.archive;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clip of an archive and what a sync of it depends on.
 *
 * @param name what it is called in the table: its folder as it was named, then its path in it, with {@code /}
 * @param log the motion log from another folder; null where it lies inside or beside the video
 * @param others logs to try where there is none inside or beside the video: the first chapter's, and those that lie in its
 *     folder for several clips
 * @param inputs all files that the result depends on, the video first
 */
public record ArchiveClip(String name, Path video, @Nullable Path log, List<Path> others, List<Path> inputs) {
    public ArchiveClip {
        others = List.copyOf(others);
        inputs = List.copyOf(inputs);
    }
}
