package dev.syncline.bench;

import com.sun.management.ThreadMXBean;
import dev.syncline.bindings.load.Machine;
import dev.syncline.hardware.camera.CameraBackend;
import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.libcamera.LibcameraBackend;
import dev.syncline.hardware.camera.simulated.SimulatedBackend;
import dev.syncline.hardware.camera.v4l2.V4l2Backend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/**
 * From the moment when a frame is complete, by libcamera's own signal, to the caller's code; and the bytes that frames
 * cost on the heap. Not a JMH benchmark, since what is measured is a wait:
 *
 * <pre>java -cp bench/target/syncline-bench.jar dev.syncline.bench.CaptureLatencyBench libcamera 0 20000</pre>
 */
public final class CaptureLatencyBench {
    private static final int WARM_UP = 20_000;
    private static final int TIMEOUT_MS = 5000;
    /** No frame within this time: all buffers are held. */
    private static final int DRAINED_MS = 500;

    private static final int MOST_BUFFERS = 64;

    private CaptureLatencyBench() {}

    /** @param args backend (libcamera, v4l2, sim), number of the camera, frames */
    public static void main(String[] args) throws IOException {
        String name = args.length > 0 ? args[0] : "libcamera";
        int camera = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        int frames = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
        System.out.println(Machine.line());
        try (CameraBackend backend = backend(name);
                CameraSession session =
                        backend.open(backend.cameras().get(camera).id(), CameraRequest.of(0, 0, 30))) {
            Result result = measure(session, Math.min(WARM_UP, frames), frames);
            System.out.println(name + " " + session.name() + " " + session.format() + ": " + result.line());
        }
    }

    private static CameraBackend backend(String name) {
        return switch (name) {
            case "libcamera" -> new LibcameraBackend();
            case "v4l2" -> new V4l2Backend();
            case "sim" -> new SimulatedBackend();
            default -> throw new IllegalArgumentException(name + ": expected libcamera, v4l2 or sim");
        };
    }

    /**
     * What was measured.
     *
     * @param latenciesNs ascending
     * @param bytesPerFrame heap that the taking thread allocated, a frame
     */
    record Result(long[] latenciesNs, double bytesPerFrame) {
        private double us(double share) {
            int index = (int) Math.min(latenciesNs.length - 1, Math.round(share * latenciesNs.length));
            return latenciesNs[index] * 1e-3;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%d frames, complete to caller: p50 %.1f us, p90 %.1f, p99 %.1f, p99.9 %.1f, worst %.1f;"
                            + " %.3f bytes allocated a frame",
                    latenciesNs.length,
                    us(0.5),
                    us(0.9),
                    us(0.99),
                    us(0.999),
                    us(1),
                    bytesPerFrame);
        }
    }

    /**
     * Takes frames one at a time: all buffers but one are held, so that none waits in a queue.
     *
     * @param session not started yet
     */
    static Result measure(CameraSession session, int warmUp, int frames) throws IOException {
        session.start();
        Deque<CameraFrame> held = new ArrayDeque<>();
        CameraFrame next = new CameraFrame();
        while (held.size() < MOST_BUFFERS && session.next(next, DRAINED_MS)) {
            held.push(next);
            next = new CameraFrame();
        }
        session.release(held.pop());
        CameraFrame frame = new CameraFrame();
        take(session, frame, new long[warmUp]);
        long[] latenciesNs = new long[frames];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(self);
        take(session, frame, latenciesNs);
        long allocated = threads.getThreadAllocatedBytes(self) - before;
        for (CameraFrame one : held) {
            session.release(one);
        }
        Arrays.sort(latenciesNs);
        return new Result(latenciesNs, (double) allocated / frames);
    }

    private static void take(CameraSession session, CameraFrame frame, long[] latenciesNs) throws IOException {
        for (int i = 0; i < latenciesNs.length; i++) {
            if (!session.next(frame, TIMEOUT_MS)) {
                throw new IOException(session.name() + ": no frame within " + TIMEOUT_MS + " ms");
            }
            latenciesNs[i] = System.nanoTime() - frame.arrivedNs();
            session.release(frame);
        }
    }
}
