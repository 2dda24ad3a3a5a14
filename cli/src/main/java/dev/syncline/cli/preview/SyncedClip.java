package dev.syncline.cli.preview;

import dev.syncline.cli.console.Usage;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.points.NamedClip;
import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.edit.PointsFile;
import dev.syncline.engine.file.WholeFile;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.result.SyncResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A clip and what is known of its sync, found from a result or a project.
 *
 * @param clip its frames at the height that was asked for; closed with this
 * @param result what the file says
 * @param files the clip's; closed with this
 */
record SyncedClip(Clip clip, SyncResult result, NamedClip files) implements AutoCloseable {
    private static final long MOST_BYTES = 1L << 30;

    /**
     * Opens the clip of a result or a project.
     *
     * @param file a result as JSON, or a Gyroflow project
     * @param video null to look where the file says and beside it
     * @param guard of the command's outputs, which must be none of the files that are found
     * @throws IOException when one of the files is missing or is not what it should be: one line
     */
    static SyncedClip open(
            Syncline syncline,
            Path file,
            @Nullable Path video,
            ClipOptions options,
            int heightPx,
            OutputGuard guard,
            CommandSpec spec)
            throws IOException {
        byte[] text = WholeFile.read(file, MOST_BYTES, "a result or a Gyroflow project");
        PointsFile points = PointsFile.read(file.toString(), text);
        NamedClip files = NamedClip.withoutLens(file, points, video, options.gyro);
        String profile = points.clue().lensProfileJson();
        if (options.lenses.isAuto() && profile != null) {
            files = files.withProfile(profile);
        }
        try {
            Clip clip = syncline.open(input(points, files, options, heightPx, spec));
            try {
                guard.reads(files.video(), "the video").reads(clip.origin().logFile(), "the motion log");
                guard.reads(LensLookup.beside(files.video()).stream().toList(), "the lens profile beside the video");
                PrintWriter err = spec.commandLine().getErr();
                compareLens(file, points, clip, options, err);
                compareVideo(points, files, err);
                SyncResult result =
                        points.result(clip.origin().interval(), clip.log().gyroflowZeroNs());
                return new SyncedClip(clip, result, files);
            } catch (IOException | RuntimeException e) {
                clip.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private static ClipInput input(
            PointsFile points, NamedClip files, ClipOptions options, int heightPx, CommandSpec spec)
            throws IOException {
        ClipInput input = ClipInput.of(files.video())
                .log(options.reading.first(files.log()))
                .heightPx(heightPx)
                .reading(options.reading.options(spec, files.log()));
        Usage.require(
                spec,
                options.videoStream == null || options.videoStream >= 0,
                "--video-stream must be 0 or above: " + options.videoStream);
        input = options.videoStream == null ? input : input.videoStream(options.videoStream);
        Path named = options.lenses.named();
        if (named != null) {
            return input.lens(named);
        }
        if (files.lens() != null) {
            return input.lens(files.lens());
        }
        // What was synced without a lens is looked at without one.
        boolean without = points.clue().withoutLens() || !options.lenses.isAuto();
        return without ? input : input.lensLookup(options.lenses.lookup(spec));
    }

    /** With another lens than it was made with, a result is another. */
    private static void compareLens(Path file, PointsFile points, Clip clip, ClipOptions options, PrintWriter err)
            throws IOException {
        String made = points.clue().lens();
        if (!options.lenses.isAuto()
                || made.isEmpty()
                || made.equals(clip.lens().name())) {
            return;
        }
        if (clip.lens().assumed()) {
            throw new IOException(file + ": was made with the lens profile '" + made
                    + "', which is not in it nor beside the video: name its file with --lens PROFILE");
        }
        err.println("syncline: warning: " + file + " was made with the lens profile '" + made
                + "', and the one that was" + " found is '" + clip.lens().name() + "'; name the right one with --lens");
        err.flush();
    }

    private static void compareVideo(PointsFile points, NamedClip files, PrintWriter err) {
        String made = points.clue().video();
        String name = made.substring(Math.max(made.lastIndexOf('/'), made.lastIndexOf('\\')) + 1);
        String found = String.valueOf(files.video().getFileName());
        if (!name.isEmpty() && !name.equals(found)) {
            err.println("syncline: warning: the points were made for " + name + ", and this is " + found);
            err.flush();
        }
    }

    /** The video's name. */
    String videoName() {
        return String.valueOf(clip.origin().videoFile().getFileName());
    }

    /** The name of the log that was used. */
    String logName() {
        return String.valueOf(clip.origin().logFile().getFileName());
    }

    @Override
    public void close() throws IOException {
        try {
            clip.close();
        } finally {
            files.close();
        }
    }
}
