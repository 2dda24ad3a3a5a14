package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ArchiveClip;
import dev.syncline.cli.archive.PendingClip;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A clip on its way to an executor: paths as text, since they cannot travel otherwise.
 *
 * @param others logs to try where there is none inside or beside the video
 * @param inputs all files that the result depends on, the video first
 */
record ClipTask(
        String name,
        String video,
        @Nullable String log,
        ArrayList<String> others,
        ArrayList<String> inputs,
        String fingerprint)
        implements Serializable {
    static ClipTask of(PendingClip pending) {
        ArchiveClip clip = pending.clip();
        Path log = clip.log();
        ArrayList<String> others = new ArrayList<>();
        clip.others().forEach(other -> others.add(absolute(other)));
        ArrayList<String> inputs = new ArrayList<>();
        clip.inputs().forEach(input -> inputs.add(absolute(input)));
        return new ClipTask(
                clip.name(),
                absolute(clip.video()),
                log == null ? null : absolute(log),
                others,
                inputs,
                pending.fingerprint());
    }

    /** An executor works in a folder of its own. */
    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    ArchiveClip clip() {
        return new ArchiveClip(
                name,
                Path.of(video),
                log == null ? null : Path.of(log),
                others.stream().map(Path::of).toList(),
                inputs.stream().map(Path::of).toList());
    }
}
