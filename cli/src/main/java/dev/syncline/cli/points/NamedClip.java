package dev.syncline.cli.points;

import dev.syncline.engine.edit.PointsFile;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of the clip that a file of points belongs to.
 *
 * @param log null where the motion data is inside the video
 * @param lens null for none
 * @param temporary a lens profile that came out of a project, to be deleted; null for none
 */
record NamedClip(
        Path video,
        @Nullable Path log,
        @Nullable Path lens,
        @Nullable Path temporary) implements AutoCloseable {
    /**
     * Finds them: where the user says, where the file says, or beside the file.
     *
     * @throws IOException when one is not there: one line that says how to name it
     */
    static NamedClip of(EditedFile file, @Nullable Path video, @Nullable Path log, @Nullable Path lens)
            throws IOException {
        PointsFile.Clue clue = file.points().clue();
        Path clip = video == null ? found(file.path(), clue.video(), "video", "--video VIDEO") : there(video);
        boolean inside = clue.log().isEmpty() || clue.log().equals(clue.video());
        Path motion = null;
        if (log != null) {
            motion = there(log);
        } else if (!inside) {
            motion = log(file.path(), clue.log());
        }
        if (lens != null) {
            return new NamedClip(clip, motion, there(lens), null);
        }
        String json = clue.lensProfileJson();
        if (json != null) {
            Path temporary = Files.createTempFile("syncline-lens", ".json");
            Files.write(temporary, json.getBytes(StandardCharsets.UTF_8));
            return new NamedClip(clip, motion, temporary, temporary);
        }
        if (!clue.lens().isEmpty()) {
            throw new IOException(file.path() + ": was made with the lens profile '" + clue.lens()
                    + "', which is not in it: name its file with --lens PROFILE");
        }
        return new NamedClip(clip, motion, null, null);
    }

    /** Where the log is nowhere, the project itself may hold its motion. */
    private static Path log(Path file, String named) throws IOException {
        try {
            return found(file, named, "motion log", "--gyro LOG");
        } catch (IOException nowhere) {
            try {
                TelemetryReaders.open(file);
                return file;
            } catch (IOException noMotionEither) {
                nowhere.addSuppressed(noMotionEither);
                throw nowhere;
            }
        }
    }

    private static Path there(Path named) throws IOException {
        if (!Files.exists(named)) {
            throw new NoSuchFileException(named.toString());
        }
        return named;
    }

    private static Path found(Path file, String named, String what, String option) throws IOException {
        Path path = path(named);
        Path beside = file.toAbsolutePath()
                .resolveSibling(named.substring(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1));
        if (path != null && path.isAbsolute() && Files.isRegularFile(path)) {
            return path;
        }
        if (!named.isEmpty() && Files.isRegularFile(beside)) {
            return beside;
        }
        throw new IOException(
                file + ": its " + what + " '" + named + "' is neither there nor beside it: name it with " + option);
    }

    /** A path or a file URL; null for what is neither on this system. */
    private static @Nullable Path path(String named) {
        try {
            return named.startsWith("file:") ? Path.of(URI.create(named)) : Path.of(named);
        } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException notHere) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
