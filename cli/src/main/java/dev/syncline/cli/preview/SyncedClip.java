package dev.syncline.cli.preview;

import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.project.ProjectResult;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import dev.syncline.engine.video.VideoProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A clip and what is known of its sync, found from a result or a project.
 *
 * @param clip its frames at the height that was asked for; closed with this
 * @param frames the clip's; closed with this
 * @param result what the file says
 * @param video the video's file
 */
record SyncedClip(Clip clip, FrameSource frames, SyncResult result, Path video) implements AutoCloseable {
    /** What a file says, before the clip is opened. */
    private record Said(
            @Nullable GyroflowProject project, @Nullable SyncResult result) {}

    /**
     * Opens the clip of a result or a project.
     *
     * @param file a result as JSON, or a Gyroflow project
     * @param named the video; null to look where the file says and beside it
     * @throws IOException when one of the files is missing or is not what it should be: one line
     */
    static SyncedClip open(Syncline syncline, Path file, @Nullable Path named, ClipOptions options, int heightPx)
            throws IOException {
        Said said = read(file);
        Path video = named == null ? video(file, said) : named;
        VideoProvider videos = usable(syncline);
        Path gyro = options.gyro == null ? log(file, said, video) : options.gyro;
        MotionLog log = TelemetryReaders.find(video, gyro, videos.dataTracks(), options.lenient.of(ReadOptions.PLAIN))
                .log();
        FrameSource frames = videos.open(
                video, VideoProvider.LARGEST, heightPx, Runtime.getRuntime().availableProcessors());
        try {
            SyncResult result = said.result();
            if (said.project() != null) {
                result = ProjectResult.of(
                        said.project(), file.toString(), LogInterval.of(log.gyro()), log.gyroflowZeroNs());
            }
            if (result == null) {
                throw new IllegalStateException("neither project nor result");
            }
            LensProfile lens = lens(said, options.lens, video, frames.info());
            return new SyncedClip(syncline.open(frames, log, lens), frames, result, video);
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    private static Said read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".gyroflow")
                ? new Said(GyroflowProjectReader.read(file), null)
                : new Said(null, SyncResultJson.read(file));
    }

    private static VideoProvider usable(Syncline syncline) throws IOException {
        String why = "nothing here opens videos";
        for (VideoProvider each : syncline.videoProviders()) {
            String whyNot = each.whyNot();
            if (whyNot == null) {
                return each;
            }
            why = whyNot;
        }
        throw new IOException(why);
    }

    private static Path video(Path file, Said said) throws IOException {
        String stated = said.project() != null
                ? said.project().videoFile()
                : said.result() == null ? "" : said.result().inputs().video();
        Path found = existing(file, stated);
        if (found == null) {
            throw new IOException(file + ": its video" + (stated.isEmpty() ? "" : " " + stated)
                    + " is neither there nor beside it; name it with --video");
        }
        return found;
    }

    private static @Nullable Path log(Path file, Said said, Path video) {
        String stated = said.project() != null
                ? said.project().gyro().filePath()
                : said.result() == null ? "" : said.result().inputs().log();
        Path found = existing(file, stated);
        return found == null || found.equals(video) ? null : found;
    }

    /** A file as it is named, or of that name beside another; null where neither is there. */
    private static @Nullable Path existing(Path beside, String stated) {
        String path = stated.startsWith("file://") ? stated.substring("file://".length()) : stated;
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        if (name.isEmpty() || path.indexOf('\0') >= 0) {
            return null;
        }
        if (!path.equals(name) && Files.isRegularFile(Path.of(path))) {
            return Path.of(path);
        }
        Path near = beside.resolveSibling(name);
        return Files.isRegularFile(near) ? near : null;
    }

    private static LensProfile lens(Said said, @Nullable Path named, Path video, VideoInfo info) throws IOException {
        LensProfile profile = null;
        String videoName = String.valueOf(video.getFileName());
        int dot = videoName.lastIndexOf('.');
        Path beside = video.resolveSibling((dot < 0 ? videoName : videoName.substring(0, dot)) + ".lens.json");
        if (named != null) {
            profile = LensProfileReader.read(named);
        } else if (said.project() != null && said.project().lensProfileJson() != null) {
            profile = LensProfileReader.read(
                    said.project().lensProfileJson().getBytes(StandardCharsets.UTF_8), "the project's lens profile");
        } else if (Files.isRegularFile(beside)) {
            profile = LensProfileReader.read(beside);
        }
        return profile == null
                ? new LensProfile(
                        "assumed", PinholeCamera.ofAssumedFieldOfView(info.widthPx(), info.heightPx()), null, true)
                : LensProfileReader.fit(profile, info.widthPx(), info.heightPx());
    }

    @Override
    public void close() {
        clip.close();
        frames.close();
    }
}
