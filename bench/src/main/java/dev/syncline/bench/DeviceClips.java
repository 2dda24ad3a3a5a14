package dev.syncline.bench;

import dev.syncline.bindings.cuda.NvdecDecoding;
import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.pipeline.ProgressListener;
import dev.syncline.engine.sync.pipeline.SyncPipeline;
import dev.syncline.engine.sync.pipeline.SyncRequest;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whole syncs a minute of one clip, many at once in one process, as an archive run has them; and what decoding alone
 * reaches for the same frames. With {@code cuda} the frames are decoded on the device, too.
 */
public final class DeviceClips {
    private DeviceClips() {}

    /** Arguments: the device, the clip with its .gcsv and .lens.json beside it, clips at once, clips in all. */
    public static void main(String[] args) throws Exception {
        if (args.length != 4) {
            throw new IllegalArgumentException("usage: DeviceClips DEVICE CLIP AT_ONCE CLIPS");
        }
        Path clip = Path.of(args[1]);
        int atOnce = Integer.parseInt(args[2]);
        int clips = Integer.parseInt(args[3]);
        boolean onDevice = args[0].startsWith("cuda");
        int threads = onDevice ? 2 : Math.max(1, Runtime.getRuntime().availableProcessors() / atOnce);
        try (FlowTrackerProvider trackers = DeviceFlow.trackers(args[0])) {
            AtomicLong frames = new AtomicLong();
            double warm = seconds(atOnce, atOnce, () -> sync(clip, trackers, onDevice, threads, frames));
            frames.set(0);
            double took = seconds(atOnce, clips, () -> sync(clip, trackers, onDevice, threads, frames));
            double rate = frames.get() / took;
            AtomicLong decoded = new AtomicLong();
            double decoding = seconds(atOnce, clips, () -> decode(clip, onDevice, threads, decoded));
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %-18s %2d at once: %7.1f clips/min (first %.1f s), %6.0f frames/s followed, decoding alone"
                            + " %6.0f frames/s%n",
                    args[0],
                    clip.getFileName(),
                    atOnce,
                    60 * clips / took,
                    warm,
                    rate,
                    decoded.get() / decoding);
        }
    }

    /** One clip's work. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(int atOnce, int times, Work work) throws Exception {
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(workers.submit(() -> {
                    work.run();
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return (System.nanoTime() - begin) * 1e-9;
    }

    private static FfmpegFrameSource open(Path clip, boolean onDevice, int threads) throws IOException {
        return FfmpegFrameSource.open(
                clip, VideoProvider.LARGEST, 480, threads, onDevice ? new NvdecDecoding(0) : null);
    }

    private static void decode(Path clip, boolean onDevice, int threads, AtomicLong frames) throws IOException {
        try (FrameSource source = open(clip, onDevice, threads)) {
            frames.addAndGet(source.decode(0, Long.MAX_VALUE, frame -> true));
        }
    }

    private static void sync(Path clip, FlowTrackerProvider trackers, boolean onDevice, int threads, AtomicLong frames)
            throws IOException {
        try (FfmpegFrameSource source = open(clip, onDevice, threads)) {
            SyncResult result = sync(clip, source, trackers, threads, frames);
            if (result.status() != SyncResult.Status.SYNCED) {
                throw new IOException(clip + ": " + result.refusal());
            }
            if (onDevice != source.decoder().equals("nvdec")) {
                throw new IOException(clip + ": decoded by " + source.decoder());
            }
        }
    }

    /** Syncs what a source delivers, with the log and the lens beside the clip. */
    static SyncResult sync(
            Path clip, FrameSource source, FlowTrackerProvider trackers, int threads, @Nullable AtomicLong frames)
            throws IOException {
        String name = String.valueOf(clip.getFileName()).replace(".mp4", "");
        MotionLog log = TelemetryReaders.open(clip.resolveSibling(name + ".gcsv"));
        LensProfile lens = LensProfileReader.fit(
                LensProfileReader.read(clip.resolveSibling(name + ".lens.json")),
                source.info().widthPx(),
                source.info().heightPx());
        SyncResult result = new SyncPipeline(trackers, ProgressListener.NONE, "bench", threads)
                .run(source, log, lens, SyncRequest.DEFAULT);
        if (frames != null) {
            result.windows().forEach(window -> frames.addAndGet(45));
        }
        return result;
    }
}
