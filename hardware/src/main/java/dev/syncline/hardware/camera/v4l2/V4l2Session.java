package dev.syncline.hardware.camera.v4l2;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.MappedMemory;
import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.v4l2.V4l2Buffer;
import dev.syncline.bindings.linux.v4l2.V4l2BufferRequest;
import dev.syncline.bindings.linux.v4l2.V4l2Capability;
import dev.syncline.bindings.linux.v4l2.V4l2Format;
import dev.syncline.bindings.linux.v4l2.V4l2FrameInterval;
import dev.syncline.bindings.linux.v4l2.V4l2Stream;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.FrameFormat;
import dev.syncline.hardware.camera.FrameTiming;
import dev.syncline.hardware.camera.SequenceGaps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A video device that streams into buffers of its own, which are mapped: nothing is copied or allocated for a frame. */
final class V4l2Session implements CameraSession {
    private static final int SENSOR_DELAY_FRAMES = 2;
    private static final long MICROSECOND_NS = 1000;
    /** What a person would expect where nothing was asked for. */
    private static final int WIDTH_PX = 640;

    private static final int HEIGHT_PX = 480;

    private final FileDescriptor device;
    private final Arena arena = Arena.ofShared();
    private final V4l2Buffer struct = new V4l2Buffer(arena);
    private final List<MappedMemory> buffers = new ArrayList<>();
    private final SequenceGaps gaps = new SequenceGaps();
    private final FrameFormat format;
    private final @Nullable SensorSteering steering;
    private FrameTiming timing;
    private boolean streaming;

    private V4l2Session(
            FileDescriptor device, FrameFormat format, @Nullable SensorSteering steering, FrameTiming timing) {
        this.device = device;
        this.format = format;
        this.steering = steering;
        this.timing = timing;
    }

    static V4l2Session open(String path, CameraRequest request) throws IOException {
        FileDescriptor device = FileDescriptor.open(path, FileDescriptor.O_RDWR | FileDescriptor.O_NONBLOCK);
        V4l2Session session = null;
        SensorSteering steering = null;
        try {
            V4l2Capability capability = V4l2Capability.of(device);
            if (!capability.canStreamFrames()) {
                throw new IOException(path + " (" + capability.card() + ") "
                        + (capability.hasSeparatePlanesOnly()
                                ? "gives the planes of a frame in separate buffers, which V4L2 capture here cannot read:"
                                        + " capture through libcamera"
                                : "is no camera that streams frames: see syncline cameras"));
            }
            FrameFormat format = setFormat(device, path, request);
            V4l2FrameInterval set = V4l2FrameInterval.set(device, interval(request.frameNs()));
            steering = SensorSteering.only(request.frameNs()).orElse(null);
            if (request.exposureUs() > 0 || request.gain() > 0) {
                V4l2Exposure.set(device, request);
            }
            session = new V4l2Session(
                    device, format, steering, timing(steering, set == null ? request.frameNs() : set.frameNs()));
            session.mapBuffers(request.buffers());
            return session;
        } catch (IOException | RuntimeException e) {
            if (session != null) {
                session.close();
            } else {
                if (steering != null) {
                    steering.close();
                }
                device.close();
            }
            throw e;
        }
    }

    private static V4l2FrameInterval interval(long frameNs) {
        // Whole rates are what drivers list; others to a millionth.
        long rate = Math.round(1e9 / frameNs);
        return Math.abs(1e9 / frameNs - rate) < 1e-4
                ? new V4l2FrameInterval(1, (int) rate)
                : new V4l2FrameInterval((int) Math.min(Integer.MAX_VALUE, frameNs / MICROSECOND_NS), 1_000_000);
    }

    private static FrameFormat setFormat(FileDescriptor device, String path, CameraRequest request) throws IOException {
        int width = request.widthPx() > 0 ? request.widthPx() : WIDTH_PX;
        int height = request.heightPx() > 0 ? request.heightPx() : HEIGHT_PX;
        int fourcc = V4l2Modes.preferred(device);
        try {
            V4l2Format set = V4l2Format.set(device, width, height, fourcc);
            FrameFormat format =
                    FrameFormat.ofDriver(path, set.fourcc(), set.widthPx(), set.heightPx(), set.strideBytes());
            if (set.frameBytes() < format.frameBytes()) {
                throw new IOException(path + ": the driver's frames have " + set.frameBytes() + " bytes, " + format
                        + " needs " + format.frameBytes());
            }
            return format;
        } catch (SystemCallException e) {
            if (e.errno() == Errno.EBUSY) {
                throw new IOException(path + ": another program is capturing from it; end that first", e);
            }
            throw e;
        }
    }

    private static FrameTiming timing(@Nullable SensorSteering steering, long nominalNs) {
        if (steering == null) {
            return new FrameTiming(
                    nominalNs, MICROSECOND_NS, nominalNs, nominalNs, SENSOR_DELAY_FRAMES, ClockDomain.MONOTONIC);
        }
        SensorLines lines = steering.lines();
        return new FrameTiming(
                steering.nominalFrameNs(),
                lines.lineNs(),
                lines.frameNs(lines.fewestBlankRows()),
                lines.frameNs(lines.mostBlankRows()),
                SENSOR_DELAY_FRAMES,
                ClockDomain.MONOTONIC);
    }

    private void mapBuffers(int wanted) throws IOException {
        int count = V4l2BufferRequest.allocate(device, wanted);
        if (count < 2) {
            throw new IOException(device.name() + " has memory for only " + count + " frames, 2 are needed");
        }
        for (int i = 0; i < count; i++) {
            struct.query(device, i);
            if (struct.length() < format.frameBytes()) {
                throw new IOException(device.name() + ": a frame buffer has " + struct.length() + " bytes, " + format
                        + " needs " + format.frameBytes());
            }
            buffers.add(MappedMemory.readable(device, struct.length(), struct.offset()));
        }
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    /** Its clock is known for sure from the first frame on, which carries the kernel's own word for it. */
    @Override
    public FrameTiming timing() {
        return timing;
    }

    @Override
    public boolean isSteerable() {
        return steering != null;
    }

    @Override
    public void start() throws IOException {
        for (int i = 0; i < buffers.size(); i++) {
            struct.enqueue(device, i);
        }
        V4l2Stream.on(device);
        streaming = true;
    }

    @Override
    public boolean next(CameraFrame frame, int timeoutMs) throws IOException {
        if (device.poll(FileDescriptor.POLLIN, timeoutMs) == 0 || !struct.dequeue(device)) {
            return false;
        }
        long arrivedNs = System.nanoTime();
        int index = struct.index();
        if (index < 0 || index >= buffers.size()) {
            throw new IOException(device.name() + ": the driver names buffer " + index + " of " + buffers.size());
        }
        if (!struct.isMonotonic() && timing.clock() == ClockDomain.MONOTONIC) {
            timing = new FrameTiming(
                    timing.nominalFrameNs(),
                    timing.lineNs(),
                    timing.shortestFrameNs(),
                    timing.longestFrameNs(),
                    timing.controlDelayFrames(),
                    ClockDomain.DEVICE);
        }
        if (steering != null) {
            steering.frameBegan();
        }
        frame.fill(buffers.get(index).bytes(), index, gaps.next(struct.sequence()), struct.timestampNs(), arrivedNs);
        frame.damaged(struct.isDamaged() || struct.bytesUsed() < format.frameBytes());
        return true;
    }

    @Override
    public void release(CameraFrame frame) throws IOException {
        struct.enqueue(device, frame.buffer());
    }

    @Override
    public long shortenNextFrame(long shortenByNs) {
        if (steering == null) {
            return 0;
        }
        try {
            return timing.nominalFrameNs() - steering.setOneFrame(timing.nominalFrameNs() - shortenByNs);
        } catch (SystemCallException e) {
            // A sensor that refuses keeps its length; the servo sees that nothing changed.
            return 0;
        }
    }

    @Override
    public long missedFrames() {
        return gaps.missed();
    }

    @Override
    public void close() {
        if (streaming) {
            streaming = false;
            V4l2Stream.off(device);
        }
        buffers.forEach(MappedMemory::close);
        buffers.clear();
        if (steering != null) {
            steering.close();
        }
        device.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
