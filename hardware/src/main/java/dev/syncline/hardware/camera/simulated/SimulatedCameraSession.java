package dev.syncline.hardware.camera.simulated;

import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.FrameFormat;
import dev.syncline.hardware.camera.FrameTiming;
import dev.syncline.hardware.camera.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A simulated camera paced by the machine's clock: a frame is there when its exposure and readout are over. */
final class SimulatedCameraSession implements CameraSession {
    private static final int WIDTH_PX = 640;
    private static final int HEIGHT_PX = 480;
    private static final int MOST_PIXELS = 1 << 25;

    private final String id;
    private final SimulatedSensor sensor;
    private final FrameFormat format;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment[] buffers;
    private final long[] drawn;
    private final boolean[] lent;
    private SimulatedCamera camera;
    private long waitingSequence;
    private long waitingStampNs;
    private long waitingUntilNs;
    private long waitingLengthNs;
    private boolean isWaiting;
    private long expected;
    private long missed;

    private SimulatedCameraSession(String id, SimulatedSensor sensor, FrameFormat format, int buffers) {
        this.id = id;
        this.sensor = sensor;
        this.format = format;
        this.buffers = new MemorySegment[buffers];
        this.drawn = new long[buffers];
        this.lent = new boolean[buffers];
        for (int i = 0; i < buffers; i++) {
            this.buffers[i] = arena.allocate(format.frameBytes());
            SimulatedPicture.background(this.buffers[i], format);
        }
        this.camera = new SimulatedCamera(sensor, 0);
    }

    static SimulatedCameraSession open(String id, SimulatedSensor sensor, CameraRequest request) throws IOException {
        int width = request.widthPx() > 0 ? request.widthPx() : WIDTH_PX;
        int height = request.heightPx() > 0 ? request.heightPx() : HEIGHT_PX;
        if (width % 2 != 0 || height % 2 != 0 || (long) width * height > MOST_PIXELS || width < 64 || height < 64) {
            throw new IOException("simulated camera " + id + ": size " + width + "x" + height
                    + ", expected even sides of 64 or more and at most " + MOST_PIXELS + " pixels");
        }
        return new SimulatedCameraSession(
                id, sensor, new FrameFormat(PixelFormat.YUV420, width, height, width), request.buffers());
    }

    @Override
    public String name() {
        return id;
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    @Override
    public boolean isSteerable() {
        return true;
    }

    @Override
    public FrameTiming timing() {
        return camera.timing();
    }

    @Override
    public void start() {
        camera = new SimulatedCamera(sensor, System.nanoTime());
    }

    @Override
    public boolean next(CameraFrame frame, int timeoutMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (true) {
            if (!isWaiting) {
                SimulatedFrame made = camera.next();
                waitingSequence = made.sequence();
                waitingStampNs = made.stampNs();
                waitingLengthNs = made.lengthNs();
                waitingUntilNs = made.beginNs() + waitingLengthNs;
                isWaiting = true;
            }
            if (!waitUntil(waitingUntilNs, deadlineNs)) {
                return false;
            }
            isWaiting = false;
            int buffer = freeBuffer();
            if (buffer >= 0) {
                give(frame, buffer);
                return true;
            }
            // As a driver without a buffer to fill: the frame is lost, and its number is missing.
        }
    }

    private static boolean waitUntil(long timeNs, long deadlineNs) {
        while (true) {
            long nowNs = System.nanoTime();
            if (nowNs - timeNs >= 0) {
                return true;
            }
            if (nowNs - deadlineNs >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(timeNs, deadlineNs) - nowNs);
        }
    }

    private int freeBuffer() {
        for (int i = 0; i < lent.length; i++) {
            if (!lent[i]) {
                return i;
            }
        }
        return -1;
    }

    private void give(CameraFrame frame, int buffer) {
        lent[buffer] = true;
        SimulatedPicture.draw(buffers[buffer], format, waitingSequence, drawn[buffer]);
        drawn[buffer] = waitingSequence;
        missed += waitingSequence - expected;
        expected = waitingSequence + 1;
        frame.fill(buffers[buffer], buffer, waitingSequence, waitingStampNs, waitingUntilNs);
        frame.durationNs(waitingLengthNs);
    }

    @Override
    public void release(CameraFrame frame) {
        lent[frame.buffer()] = false;
    }

    @Override
    public long shortenNextFrame(long shortenByNs) {
        return camera.shortenNextFrame(shortenByNs);
    }

    @Override
    public long missedFrames() {
        return missed;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
