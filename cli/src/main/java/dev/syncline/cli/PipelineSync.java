package dev.syncline.cli;

import dev.syncline.bindings.ffmpeg.FfmpegDataTracks;
import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.engine.flow.FlowTrackerProvider;
import dev.syncline.engine.geometry.LensProfile;
import dev.syncline.engine.geometry.PinholeCamera;
import dev.syncline.engine.pipeline.ProgressListener;
import dev.syncline.engine.pipeline.SyncPipeline;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.read.DataTrackSource;
import dev.syncline.engine.read.MotionLog;
import dev.syncline.engine.read.TelemetryReaders;
import dev.syncline.engine.read.lens.LensProfileReader;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens video, log and lens profile, and runs the pipeline on them. */
final class PipelineSync implements ClipSync {
    /** Devices that were opened; the clips of a run share them. */
    private final Map<DeviceChoice, FlowTrackerProvider> onDevice = new ConcurrentHashMap<>();

    @Override
    public SyncedClip sync(SyncJob job, ProgressListener progress) throws IOException {
        DataTrackSource embedded = new FfmpegDataTracks();
        FlowTrackerProvider trackers = trackers(job);
        try (FrameSource frames = FfmpegFrameSource.open(
                job.video(), job.workingHeightPx(), job.threads(), DeviceChoice.decoding(trackers.device()))) {
            VideoInfo video = frames.info();
            for (Duration middle : job.at()) {
                if (middle.toNanos() >= video.durationNs()) {
                    throw new IOException(String.format(
                            Locale.ROOT,
                            "--at %.3fs lies past the end of %s, which is %.3f s long",
                            middle.toNanos() * 1e-9,
                            video.name(),
                            video.durationNs() * 1e-9));
                }
            }
            Path lensFile = job.lens();
            LensProfile lens = lensFile == null
                    ? assumed(video)
                    : LensProfileReader.fit(LensProfileReader.read(lensFile), video.widthPx(), video.heightPx());
            TelemetryReaders.Found found = TelemetryReaders.find(job.video(), job.log(), embedded);
            MotionLog log = found.log();
            SyncPipeline pipeline = new SyncPipeline(trackers, progress, Version.text(), job.threads());
            SyncResult result = pipeline.run(frames, log, lens, job.request(log.orientation()));
            return new SyncedClip(result, video, job.video(), found.file(), LogInterval.of(log.gyro()), text(lensFile));
        }
    }

    private FlowTrackerProvider trackers(SyncJob job) {
        return job.device().equals(DeviceChoice.CPU)
                ? job.flow().provider()
                : onDevice.computeIfAbsent(job.device(), DeviceChoice::open);
    }

    private static LensProfile assumed(VideoInfo video) {
        return new LensProfile(
                "assumed", PinholeCamera.ofAssumedFieldOfView(video.widthPx(), video.heightPx()), null, true);
    }

    private static @Nullable String text(@Nullable Path file) throws IOException {
        return file == null ? null : Files.readString(file);
    }
}
