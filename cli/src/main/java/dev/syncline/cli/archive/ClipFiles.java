package dev.syncline.cli.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of one clip's results, in folders like the clip's own. Names are relative to the archive's folder. */
record ClipFiles(Path out, String result, String project, String report, String log) {
    static ClipFiles of(Path out, ArchiveClip clip) {
        String safe = clip.name();
        return new ClipFiles(
                out,
                "results/" + safe + ".json",
                "results/" + safe + ".gyroflow",
                "results/" + safe + ".html",
                "logs/" + safe + ".txt");
    }

    Path path(String name) {
        return out.resolve(name);
    }

    /** Makes the folders, and takes away what an earlier state of the clip left: it would be taken for this one's. */
    void clear() throws IOException {
        for (String name : List.of(result, project, report)) {
            Files.createDirectories(path(name).getParent());
            Files.deleteIfExists(path(name));
        }
        Files.deleteIfExists(path(log));
    }

    /** The name where the file is there, else null. */
    @Nullable
    String present(String name) {
        return Files.isRegularFile(path(name)) ? name : null;
    }
}
