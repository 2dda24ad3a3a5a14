package dev.syncline.bench;

import dev.syncline.bindings.cuda.NvdecDecoding;
import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoProvider;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Syncs clips on the processor and on a device and says how far apart the points are, in the processor's error bars.
 * Fails where a clip is synced by one and refused by the other, or where points are further apart than is allowed.
 */
public final class DeviceTruth {
    private static final double MOST_SIGMAS = 0.15;

    /** What decoded the clip synced last. */
    private static String decoder = "";

    private DeviceTruth() {}

    /** Arguments: the device, such as {@code cuda}, and a folder of clips, each with its .gcsv and .lens.json. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: DeviceTruth DEVICE FOLDER");
        }
        List<Path> clips = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[1]), "*.mp4")) {
            files.forEach(clips::add);
        }
        Collections.sort(clips);
        System.out.printf(
                "%-22s %-8s %-8s %4s %10s %12s %8s %8s  %s%n",
                "clip", "cpu", args[0], "pts", "most ms", "most sigmas", "cpu s", "s", "decoder");
        boolean agree = true;
        try (FlowTrackerProvider onDevice = DeviceFlow.trackers(args[0])) {
            for (Path clip : clips) {
                agree &= compare(clip, onDevice);
            }
        }
        System.out.println(agree ? "all clips agree" : "SOME CLIPS DO NOT AGREE");
        if (!agree) {
            System.exit(1);
        }
    }

    private static boolean compare(Path clip, FlowTrackerProvider onDevice) throws IOException {
        long begin = System.nanoTime();
        SyncResult expected = sync(clip, new KltFlowTrackerProvider());
        long middle = System.nanoTime();
        SyncResult found = sync(clip, onDevice);
        long end = System.nanoTime();
        double most = 0;
        double mostSigmas = 0;
        int matched = 0;
        for (SyncPoint point : expected.points()) {
            SyncPoint other = nearest(found, point);
            if (other != null) {
                matched++;
                double apart = Math.abs(other.offsetNs() - point.offsetNs());
                most = Math.max(most, apart * 1e-6);
                mostSigmas = Math.max(mostSigmas, apart / point.sigmaNs());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-22s %-8s %-8s %4d %10.5f %12.3f %8.2f %8.2f  %s%n",
                clip.getFileName(),
                expected.status().word(),
                found.status().word(),
                matched,
                most,
                mostSigmas,
                (middle - begin) * 1e-9,
                (end - middle) * 1e-9,
                decoder);
        return expected.status() == found.status()
                && matched == expected.points().size()
                && found.points().size() == matched
                && mostSigmas <= MOST_SIGMAS;
    }

    private static @Nullable SyncPoint nearest(SyncResult result, SyncPoint point) {
        for (SyncPoint each : result.points()) {
            if (Math.abs(each.videoNs() - point.videoNs()) < 50_000_000) {
                return each;
            }
        }
        return null;
    }

    private static SyncResult sync(Path clip, FlowTrackerProvider trackers) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        boolean decodes = trackers.name().equals("klt-cuda");
        try (FrameSource frames = FfmpegFrameSource.open(
                clip, VideoProvider.LARGEST, 480, threads, decodes ? new NvdecDecoding(0) : null)) {
            SyncResult result = DeviceClips.sync(clip, frames, trackers, threads);
            decoder = frames.decoder();
            return result;
        }
    }
}
