package dev.syncline.cli.archive;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clip of an archive and what a sync of it depends on.
 *
 * @param name what it is called in the table: its folder as it was named, then its path in it, with {@code /}
 * @param log the motion log from another folder; null where it lies inside or beside the video
 * @param inputs all files that the result depends on, the video first
 */
record ArchiveClip(String name, Path video, @Nullable Path log, List<Path> inputs) {
    ArchiveClip {
        inputs = List.copyOf(inputs);
    }
}
