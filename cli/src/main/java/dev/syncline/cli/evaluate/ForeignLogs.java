package dev.syncline.cli.evaluate;

import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.bindings.ffmpeg.FfmpegVideoProvider;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.KeptClip;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Clips with the logs of other clips: none may be synced, and no point good. The logs go round, so a run can be repeated.
 * On the processor: a clip is decoded once, and its windows are followed once.
 */
final class ForeignLogs {
    private final List<Owned> clips = new ArrayList<>();

    /** A clip that has an offset, and its log. */
    private record Owned(String name, SyncJob job, Path log) {}

    /** A clip that was synced to another's log. */
    record Accepted(String clip, String log) {}

    /** How many were tried, and those that were accepted. */
    record Tried(int pairs, List<Accepted> accepted) {}

    /** Adds a clip that the engine has opened. */
    void add(Truth truth, EngineRun.Synced synced) {
        if (!truth.mustBeRefused()) {
            clips.add(new Owned(
                    truth.name(), synced.job(), synced.outcome().origin().logFile()));
        }
    }

    /**
     * Tries each clip with some other clips' logs.
     *
     * @param logs for each clip, at most
     * @param progress told how many clips of how many are done
     */
    Tried run(int logs, BiConsumer<Integer, Integer> progress) throws IOException, InterruptedException {
        List<Accepted> accepted = new ArrayList<>();
        int pairs = 0;
        for (int i = 0; i < clips.size(); i++) {
            progress.accept(i, clips.size());
            List<Owned> others = new ArrayList<>();
            for (int k = 1; k < clips.size() && others.size() < logs; k++) {
                Owned other = clips.get((i + k) % clips.size());
                if (!other.log().equals(clips.get(i).log())) {
                    others.add(other);
                }
            }
            if (!others.isEmpty()) {
                pairs += others.size();
                accepted.addAll(accepted(clips.get(i), others));
            }
        }
        progress.accept(clips.size(), clips.size());
        return new Tried(pairs, List.copyOf(accepted));
    }

    private static List<Accepted> accepted(Owned clip, List<Owned> others) throws IOException, InterruptedException {
        SyncJob job = clip.job();
        List<Accepted> accepted = new ArrayList<>();
        try (Syncline plain = Syncline.create(job.threads());
                FrameSource frames = FfmpegFrameSource.open(
                        job.input().video(),
                        job.input().videoStream(),
                        job.input().heightPx(),
                        job.threads(),
                        null)) {
            LensProfile lens;
            try (Clip own = plain.open(job.input())) {
                lens = own.lens();
            }
            FlowTrackerProvider tracker = plain.trackers().stream()
                    .filter(each -> each.id().equals(job.options().tracker()))
                    .findFirst()
                    .orElseThrow();
            // Half of the memory: what a sync itself needs is far less than the other half.
            boolean fits = KeptClip.bytes(frames) < Runtime.getRuntime().maxMemory() / 2;
            if (!fits) {
                try (Syncline syncline = Syncline.of(List.of(), List.of(tracker), job.threads())) {
                    for (Owned other : others) {
                        isAccepted(syncline, frames, tracker.id(), lens, clip, other, accepted);
                    }
                }
                return accepted;
            }
            try (KeptClip kept = new KeptClip(frames, tracker);
                    Syncline syncline = Syncline.of(List.of(), List.of(kept), job.threads())) {
                for (Owned other : others) {
                    isAccepted(syncline, kept, kept.id(), lens, clip, other, accepted);
                }
            }
        }
        return accepted;
    }

    private static void isAccepted(
            Syncline syncline,
            FrameSource frames,
            String tracker,
            LensProfile lens,
            Owned clip,
            Owned other,
            List<Accepted> accepted)
            throws IOException, InterruptedException {
        MotionLog log = TelemetryReaders.find(
                        other.job().input().video(),
                        other.log(),
                        new FfmpegVideoProvider().dataTracks(),
                        other.job().input().reading())
                .log();
        SyncResult result;
        try (Clip paired = syncline.open(frames, log, lens)) {
            result = paired.sync(clip.job().options().tracker(tracker)).result();
        }
        boolean good = result.points().stream().anyMatch(point -> point.quality() == Quality.GOOD);
        if (good || result.status() == SyncResult.Status.SYNCED) {
            accepted.add(new Accepted(clip.name(), other.name()));
        }
    }
}
