package dev.syncline.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a whole sync costs beside decoding alone: three windows of 1.5 s of each of {@link LargeClips}, processor time of
 * the whole process, wall time on all processors and on one. "first" is the first clip of a new process, Java's start and
 * compilation included; "sync" the middle of later ones; "decode" the same windows decoded to gray by the same FFmpeg and
 * thrown away. Each clip and number of processors has a process of its own.
 */
public final class PipelineBench {
    private static final int ROUNDS = 6;
    private static final int WARM_UP = 3;
    private static final long WINDOW_NS = 1_500_000_000L;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private PipelineBench() {}

    /** Arguments: the folder to keep clips in, then the beginnings of clips' names (all where none is given). */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            throw new IllegalArgumentException("usage: PipelineBench FOLDER [CLIP...]");
        }
        if (args[0].equals("--one")) {
            one(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
            return;
        }
        List<String> only = List.of(args).subList(1, args.length);
        System.out.println(Machine.line());
        System.out.println("processor ms of sync, first clip and later ones, beside decoding alone; wall ms of sync");
        for (LargeClips.Clip clip : LargeClips.in(Files.createDirectories(Path.of(args[0])), only)) {
            measure(clip, List.of());
            // One processor, where there is a tool to keep a process on it.
            if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
                measure(clip, List.of("/usr/bin/taskset", "-c", "0"));
            }
        }
    }

    private static void measure(LargeClips.Clip clip, List<String> before) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PipelineBench.class.getName(),
                "--one",
                clip.video().toString(),
                clip.log().toString(),
                clip.lens().toString()));
        int exitCode = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(clip.video() + ": the measurement failed (exit " + exitCode + ")");
        }
    }

    private static void one(Path video, Path log, Path lens) throws IOException, InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        SyncResult result = sync(video, log, lens, threads);
        double first = cpuMs();
        double[] cpu = new double[ROUNDS];
        double[] wall = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            double begin = cpuMs();
            long wallBegin = System.nanoTime();
            sync(video, log, lens, threads);
            cpu[i] = cpuMs() - begin;
            wall[i] = (System.nanoTime() - wallBegin) * 1e-6;
        }
        double[] decode = new double[ROUNDS];
        double[] decodeWall = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            double begin = cpuMs();
            long wallBegin = System.nanoTime();
            decode(video, result, threads);
            decode[i] = cpuMs() - begin;
            decodeWall[i] = (System.nanoTime() - wallBegin) * 1e-6;
        }
        System.out.printf(
                Locale.ROOT,
                "%-16s %d processors, %d points: first %6.0f, sync %6.0f, decode %6.0f, ratio %4.2f (first %4.2f);"
                        + " wall sync %5.0f, decode %5.0f%n",
                video.getFileName(),
                threads,
                result.points().size(),
                first,
                middle(cpu),
                middle(decode),
                middle(cpu) / middle(decode),
                first / middle(decode),
                middle(wall),
                middle(decodeWall));
    }

    private static SyncResult sync(Path video, Path log, Path lens, int threads)
            throws IOException, InterruptedException {
        try (Syncline syncline = Syncline.create(threads);
                Clip clip = syncline.open(ClipInput.of(video).log(log).lens(lens))) {
            return clip.sync(SyncOptions.defaults().tracker(ChosenFlow.id())).result();
        }
    }

    private static void decode(Path video, SyncResult result, int threads) throws IOException {
        try (FrameSource frames = FfmpegFrameSource.open(video, 480, threads)) {
            for (SyncPoint point : result.points()) {
                long from = Math.max(0, point.videoNs() - WINDOW_NS / 2);
                frames.decode(from, from + WINDOW_NS, frame -> true);
            }
        }
    }

    private static double cpuMs() {
        return SYSTEM.getProcessCpuTime() * 1e-6;
    }

    private static double middle(double[] values) {
        double[] later = Arrays.copyOfRange(values, WARM_UP, values.length);
        Arrays.sort(later);
        return later[later.length / 2];
    }
}
