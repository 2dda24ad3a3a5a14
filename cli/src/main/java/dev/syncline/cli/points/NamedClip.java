package dev.syncline.cli.points;

import dev.syncline.engine.edit.PointsFile;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.lens.LensProfileReader;
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
 * @param log null where the file names none: what is in the video, or beside it
 * @param lens null for none
 * @param temporary a lens profile that came out of a project, to be deleted; null for none
 */
public record NamedClip(
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
        NamedClip clip = withoutLens(file.path(), file.points(), video, log);
        if (lens != null) {
            return new NamedClip(clip.video(), clip.log(), there(lens), null);
        }
        PointsFile.Clue clue = file.points().clue();
        String json = clue.lensProfileJson();
        if (json != null) {
            return clip.withProfile(json);
        }
        if (!clue.lens().isEmpty()) {
            Path beside = LensLookup.beside(clip.video()).orElse(null);
            if (beside == null || !LensProfileReader.read(beside).name().equals(clue.lens())) {
                throw new IOException(file.path() + ": was made with the lens profile '" + clue.lens()
                        + "', which is not in it: name its file with --lens PROFILE");
            }
            return new NamedClip(clip.video(), clip.log(), beside, null);
        }
        return clip;
    }

    /**
     * Finds video and log only.
     *
     * @throws IOException as {@link #of}
     */
    public static NamedClip withoutLens(Path file, PointsFile points, @Nullable Path video, @Nullable Path log)
            throws IOException {
        PointsFile.Clue clue = points.clue();
        clue.requireFirstFrame(file.toString());
        Path clip = video == null ? found(file, clue.video(), "video", "--video VIDEO") : there(video);
        Path motion;
        if (log != null) {
            motion = there(log);
        } else if (clue.log().isEmpty()) {
            motion = null;
        } else {
            // The motion data may be inside the video, wherever that is now.
            motion = clue.log().equals(clue.video()) ? clip : log(file, clip, clue.log());
        }
        return new NamedClip(clip, motion, null, null);
    }

    /**
     * With a lens profile that is in the file.
     *
     * @param json the profile
     */
    public NamedClip withProfile(String json) throws IOException {
        Path kept = Files.createTempFile("syncline-lens", ".json");
        Files.write(kept, json.getBytes(StandardCharsets.UTF_8));
        return new NamedClip(video, log, kept, kept);
    }

    /** Where the log is nowhere, the project itself may hold its motion. */
    private static Path log(Path file, Path video, String named) throws IOException {
        try {
            return found(file, named, "motion log", "--gyro LOG");
        } catch (IOException nowhere) {
            Path besideVideo = video.toAbsolutePath().resolveSibling(fileName(named));
            if (!named.isEmpty() && isInput(besideVideo)) {
                return besideVideo;
            }
            try {
                TelemetryReaders.open(file);
                return file;
            } catch (IOException noMotionEither) {
                nowhere.addSuppressed(noMotionEither);
                throw nowhere;
            }
        }
    }

    /** A file, or a folder that is a recording as a whole. */
    private static boolean isInput(Path path) {
        return Files.isRegularFile(path) || Files.isDirectory(path);
    }

    /** Of a path of either system. */
    private static String fileName(String named) {
        String path = named.replaceFirst("[/\\\\]+$", "");
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static Path there(Path named) throws IOException {
        if (!Files.exists(named)) {
            throw new NoSuchFileException(named.toString());
        }
        return named;
    }

    private static Path found(Path file, String named, String what, String option) throws IOException {
        Path path = path(named);
        Path beside = file.toAbsolutePath().resolveSibling(fileName(named));
        if (path != null && path.isAbsolute() && isInput(path)) {
            return path;
        }
        if (!named.isEmpty() && isInput(beside)) {
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
