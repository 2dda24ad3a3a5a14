package dev.syncline.cli.sync;

import dev.syncline.bindings.ffmpeg.FfmpegVideoProvider;
import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Syncs through the engine's public face. A device that was opened once serves the clips after it too. */
public final class EngineSync implements ClipSync {
    private final Map<DeviceChoice, FlowTrackerProvider> onDevice = new ConcurrentHashMap<>();

    @Override
    public SyncOutcome sync(SyncJob job, Consumer<SyncProgress> progress) throws IOException, InterruptedException {
        if (job.device().equals(DeviceChoice.CPU)) {
            try (Syncline syncline = Syncline.create(job.threads())) {
                return sync(syncline, job, job.options(), progress);
            }
        }
        FlowTrackerProvider trackers = onDevice.computeIfAbsent(job.device(), DeviceChoice::open);
        FfmpegVideoProvider videos = new FfmpegVideoProvider(DeviceChoice.decoding(trackers.device()));
        try (Syncline syncline = Syncline.of(List.of(videos), List.of(trackers), job.threads())) {
            return sync(syncline, job, job.options().tracker(trackers.id()), progress);
        }
    }

    private static SyncOutcome sync(Syncline syncline, SyncJob job, SyncOptions asked, Consumer<SyncProgress> progress)
            throws IOException, InterruptedException {
        try (Clip clip = syncline.open(job.input())) {
            SyncOptions options = asked.at(job.places().in(clip.info(), asked.at()));
            for (Duration middle : options.at()) {
                if (middle.toNanos() >= clip.info().durationNs()) {
                    throw new IOException(String.format(
                            Locale.ROOT,
                            "--at %.3fs lies past the end of %s, which is %.3f s long",
                            middle.toNanos() * 1e-9,
                            clip.info().name(),
                            clip.info().durationNs() * 1e-9));
                }
            }
            double rateHz = 1e9 / clip.log().gyro().periodNs();
            if (options.lowPassHz() >= rateHz / 2) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "--low-pass %.4g Hz: %s has %.4g samples a second, and a filter must be below half of that",
                        options.lowPassHz(),
                        clip.log().name(),
                        rateHz));
            }
            return clip.sync(options, progress);
        }
    }
}
