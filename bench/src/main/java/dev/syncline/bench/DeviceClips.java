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
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whole syncs a minute of one clip, many at once in one process, as an archive run has them, and what limits them: the same
 * windows decoded through the same library with nothing else done, whole files decoded, the processor's time, and the time
 * that threads wait for a device. With {@code cuda} the frames are decoded on the device, too.
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
        try (FlowTrackerProvider opened = DeviceFlow.trackers(args[0])) {
            TimedTrackers trackers = new TimedTrackers(opened);
            RecordedWindows windows = new RecordedWindows();
            double first = seconds(atOnce, atOnce, () -> sync(clip, trackers, onDevice, threads, windows));
            trackers.reset();
            double cpuS = cpuS();
            double syncing = seconds(atOnce, clips, () -> sync(clip, trackers, onDevice, threads, windows));
            cpuS = cpuS() - cpuS;
            AtomicLong inWindows = new AtomicLong();
            double cpuDecodingS = cpuS();
            double decoding =
                    seconds(atOnce, clips, () -> inWindows.addAndGet(decode(clip, onDevice, threads, windows.asked())));
            cpuDecodingS = cpuS() - cpuDecodingS;
            AtomicLong all = new AtomicLong();
            double whole = seconds(
                    atOnce,
                    Math.min(clips, atOnce),
                    () -> all.addAndGet(decode(clip, onDevice, threads, List.of(new Span(0, Long.MAX_VALUE)))));
            double perClip = (double) inWindows.get() / clips;
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %-14s %2d at once: %7.1f clips/min (first round %.1f s); its windows decoded alone %7.1f clips/min:"
                            + " sync is %.0f %% of that; whole file %.0f frames/s%n",
                    args[0],
                    clip.getFileName(),
                    atOnce,
                    60 * clips / syncing,
                    first,
                    60 * clips / decoding,
                    100 * decoding / syncing,
                    all.get() / whole);
            System.out.printf(
                    Locale.ROOT,
                    "       a clip: %d windows, %.0f frames wanted of them, %.2f s of processor time, of which %.2f to decode;"
                            + " threads %.2f s in trackers, %.2f s for frames; %.2f s from begin to end%n",
                    windows.asked().size(),
                    perClip,
                    cpuS / clips,
                    cpuDecodingS / clips,
                    trackers.seconds() / clips,
                    windows.secondsDecoding() / (clips + atOnce),
                    syncing * atOnce / clips);
        }
    }

    /** Processor time of this process so far, s. */
    private static double cpuS() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() * 1e-9
                : Double.NaN;
    }

    /** A part of a clip that was asked for, ns. */
    record Span(long fromNs, long toNs) {}

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

    private static int decode(Path clip, boolean onDevice, int threads, List<Span> spans) throws IOException {
        int frames = 0;
        try (FrameSource source = open(clip, onDevice, threads)) {
            for (Span span : spans) {
                frames += source.decode(span.fromNs(), span.toNs(), frame -> true);
            }
        }
        return frames;
    }

    private static void sync(
            Path clip, FlowTrackerProvider trackers, boolean onDevice, int threads, RecordedWindows windows)
            throws IOException {
        try (FfmpegFrameSource source = open(clip, onDevice, threads)) {
            SyncResult result = sync(clip, windows.over(source), trackers, threads);
            if (result.status() != SyncResult.Status.SYNCED) {
                throw new IOException(clip + ": " + result.refusal());
            }
            if (onDevice != source.decoder().equals("nvdec")) {
                throw new IOException(clip + ": decoded by " + source.decoder());
            }
        }
    }

    /** Syncs what a source delivers, with the log and the lens beside the clip. */
    static SyncResult sync(Path clip, FrameSource source, FlowTrackerProvider trackers, int threads)
            throws IOException {
        String name = String.valueOf(clip.getFileName()).replace(".mp4", "");
        MotionLog log = TelemetryReaders.open(clip.resolveSibling(name + ".gcsv"));
        LensProfile lens = LensProfileReader.fit(
                LensProfileReader.read(clip.resolveSibling(name + ".lens.json")),
                source.info().widthPx(),
                source.info().heightPx());
        return new SyncPipeline(trackers, ProgressListener.NONE, "bench", threads)
                .run(source, log, lens, SyncRequest.DEFAULT);
    }
}
