package dev.syncline.bench;

import dev.syncline.engine.sync.flow.FlowAccelerator;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What following points costs on a device and on the processor: some windows side by side, each on a thread of its own, as
 * many as an archive run has. Everything counts: copies, pyramids, corners, following there and back, choosing points.
 */
public final class DeviceFlow {
    /** Frames of a window. */
    static final int FRAMES = 40;

    private static final int ROUNDS = 3;

    private DeviceFlow() {}

    /** @param args devices such as {@code cuda}, {@code opencl:1} or {@code cpu}; by default cuda, opencl and cpu */
    public static void main(String[] args) throws Exception {
        List<String> kinds = args.length == 0 ? List.of("cuda", "opencl", "cpu") : List.of(args);
        System.out.printf("%-8s %11s %8s %12s %10s%n", "device", "picture", "windows", "ms a pair", "points");
        for (String kind : kinds) {
            try (FlowTrackerProvider trackers = trackers(kind)) {
                for (int[] size : new int[][] {{848, 480}, {1920, 1080}}) {
                    List<LumaFrame> frames = frames(size[0], size[1]);
                    for (int windows : new int[] {1, 8, 32}) {
                        measure(kind, trackers, frames, windows);
                    }
                }
            } catch (RuntimeException e) {
                System.out.println(kind + ": skipped: " + e.getMessage());
            }
        }
    }

    /** Trackers on a device, the first of its kind where no number is given, or on the processor. */
    static FlowTrackerProvider trackers(String kind) {
        if (kind.equals("cpu")) {
            return new KltFlowTrackerProvider();
        }
        String[] parts = kind.split(":", 2);
        FlowAccelerator accelerator = ServiceLoader.load(FlowAccelerator.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.kind().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no device: " + kind));
        return accelerator.open(parts.length == 1 ? 0 : Integer.parseInt(parts[1]), 2L << 30);
    }

    private static void measure(String kind, FlowTrackerProvider trackers, List<LumaFrame> frames, int windows)
            throws Exception {
        double least = Double.POSITIVE_INFINITY;
        long points = 0;
        int threads =
                kind.equals("cpu") ? Math.min(windows, Runtime.getRuntime().availableProcessors()) : windows;
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < ROUNDS; round++) {
                long from = System.nanoTime();
                List<Future<Long>> done = new ArrayList<>();
                for (int w = 0; w < windows; w++) {
                    done.add(workers.submit(() -> follow(trackers, frames)));
                }
                points = 0;
                for (Future<Long> each : done) {
                    points += each.get();
                }
                least = Math.min(least, (System.nanoTime() - from) * 1e-6 / (windows * (FRAMES - 1.0)));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-8s %6dx%-4d %8d %12.4f %10.1f%n",
                kind,
                frames.getFirst().widthPx(),
                frames.getFirst().heightPx(),
                windows,
                least,
                points / (windows * (FRAMES - 1.0)));
    }

    private static long follow(FlowTrackerProvider trackers, List<LumaFrame> frames) {
        long points = 0;
        try (FlowTracker tracker = trackers.open(FlowSettings.DEFAULT)) {
            for (LumaFrame frame : frames) {
                FlowPair pair = tracker.advance(frame);
                points += pair == null ? 0 : pair.size();
            }
        }
        return points;
    }

    /** A textured plane that a camera sweeps over, about four pixels a frame. */
    static List<LumaFrame> frames(int width, int height) {
        int side = width + 4 * FRAMES;
        int rows = height + 2 * FRAMES;
        byte[] plane = texture(side, rows);
        List<LumaFrame> frames = new ArrayList<>();
        for (int k = 0; k < FRAMES; k++) {
            byte[] luma = new byte[width * height];
            for (int y = 0; y < height; y++) {
                System.arraycopy(plane, (y + 2 * k) * side + 4 * k, luma, y * width, width);
            }
            frames.add(new LumaFrame(k * 33_000_000L, width, height, luma, FrameKind.PREDICTED, true, Double.NaN));
        }
        return frames;
    }

    /** Noise at several scales. */
    private static byte[] texture(int width, int height) {
        Random random = new Random(7);
        float[] sum = new float[width * height];
        for (int cell : new int[] {3, 9, 31, 97}) {
            int columns = width / cell + 2;
            float[] grid = new float[columns * (height / cell + 2)];
            for (int i = 0; i < grid.length; i++) {
                grid[i] = random.nextFloat() * 60;
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int at = y / cell * columns + x / cell;
                    float u = (float) (x % cell) / cell;
                    float v = (float) (y % cell) / cell;
                    float above = grid[at] + u * (grid[at + 1] - grid[at]);
                    float below = grid[at + columns] + u * (grid[at + columns + 1] - grid[at + columns]);
                    sum[y * width + x] += above + v * (below - above);
                }
            }
        }
        byte[] luma = new byte[sum.length];
        for (int i = 0; i < sum.length; i++) {
            luma[i] = (byte) Math.clamp(Math.round(sum[i]), 0, 255);
        }
        return luma;
    }
}
