package dev.syncline.bench;

import static org.bytedeco.opencv.global.opencv_core.getCudaEnabledDeviceCount;
import static org.bytedeco.opencv.global.opencv_core.haveOpenCL;
import static org.bytedeco.opencv.global.opencv_core.setUseOpenCL;
import static org.bytedeco.opencv.global.opencv_core.useOpenCL;

import dev.syncline.engine.video.LumaFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * OpenCV on the same device, on the frames of {@link DeviceFlow}: corners in each frame, pyramids, following there and back,
 * copies, as often as ours. Windows side by side have a thread, and with CUDA a stream, each.
 *
 * <p>{@code cuda} needs the profile {@code gpu-peers} and {@code -Dorg.bytedeco.javacpp.platform.extension=-gpu}.
 */
public final class DevicePeers {
    private static final int ROUNDS = 3;

    private DevicePeers() {}

    /** @param args {@code cuda}, {@code opencl}, or both by default */
    public static void main(String[] args) throws Exception {
        List<String> kinds = args.length == 0 ? List.of("cuda", "opencl") : List.of(args);
        System.out.printf("%-13s %11s %8s %12s %10s%n", "peer", "picture", "windows", "ms a pair", "points");
        boolean all = true;
        for (String kind : kinds) {
            all &= measure(kind);
        }
        if (!all) {
            System.exit(1);
        }
    }

    private static boolean measure(String kind) throws Exception {
        try {
            boolean cuda = kind.equals("cuda");
            setUseOpenCL(!cuda);
            String missing = cuda
                    ? getCudaEnabledDeviceCount() > 0 ? "" : "OpenCV sees no CUDA device, or was built without CUDA"
                    : haveOpenCL() && useOpenCL()
                            ? ""
                            : "OpenCV uses no OpenCL device (a processor's only with OPENCV_OPENCL_DEVICE=:CPU:)";
            if (!missing.isEmpty()) {
                System.out.println("opencv-" + kind + ": skipped: " + missing);
                return false;
            }
            Supplier<DevicePeer> peer = cuda ? CudaPeer::new : OpenClPeer::new;
            for (int[] size : new int[][] {{848, 480}, {1920, 1080}}) {
                List<LumaFrame> frames = DeviceFlow.frames(size[0], size[1]);
                for (int windows : cuda ? new int[] {1, 8, 32} : new int[] {1}) {
                    measure(kind, peer, frames, windows);
                }
            }
            return true;
        } catch (LinkageError | RuntimeException e) {
            System.out.println("opencv-" + kind + ": skipped: " + e);
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                System.out.println("  because of " + cause);
            }
            return false;
        }
    }

    private static void measure(String kind, Supplier<DevicePeer> peer, List<LumaFrame> frames, int windows)
            throws Exception {
        double least = Double.POSITIVE_INFINITY;
        long points = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.min(windows, 8))) {
            for (int round = 0; round < ROUNDS; round++) {
                long from = System.nanoTime();
                List<Future<Long>> done = new ArrayList<>();
                for (int w = 0; w < windows; w++) {
                    done.add(workers.submit(() -> follow(peer, frames)));
                }
                points = 0;
                for (Future<Long> each : done) {
                    points += each.get();
                }
                least = Math.min(least, (System.nanoTime() - from) * 1e-6 / (windows * (DeviceFlow.FRAMES - 1.0)));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-13s %6dx%-4d %8d %12.4f %10.1f%n",
                "opencv-" + kind,
                frames.getFirst().widthPx(),
                frames.getFirst().heightPx(),
                windows,
                least,
                points / (windows * (DeviceFlow.FRAMES - 1.0)));
    }

    private static long follow(Supplier<DevicePeer> peer, List<LumaFrame> frames) {
        long points = 0;
        try (DevicePeer opened = peer.get()) {
            for (LumaFrame frame : frames) {
                points += opened.next(frame);
            }
        }
        return points;
    }
}
