package dev.syncline.hardware.camera.libcamera;

import dev.syncline.bindings.libcamera.Libcamera;
import dev.syncline.bindings.libcamera.LibcameraCapture;
import dev.syncline.bindings.libcamera.LibcameraException;
import dev.syncline.bindings.libcamera.LibcameraFrame;
import dev.syncline.bindings.libcamera.LibcameraInfo;
import dev.syncline.bindings.libcamera.LibcameraMode;
import dev.syncline.bindings.libcamera.LibcameraSettings;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.FrameFormat;
import dev.syncline.hardware.camera.FrameTiming;
import dev.syncline.hardware.camera.PictureSettings;
import dev.syncline.hardware.camera.PixelFormat;
import dev.syncline.hardware.camera.SequenceGaps;
import java.io.IOException;

/**
 * A camera of libcamera. A changed frame length travels with a request, behind those that wait already, and then needs
 * the sensor's own two frames; libcamera counts it in microseconds and rounds it to the sensor's lines.
 */
final class LibcameraSession implements CameraSession {
    private static final int SENSOR_DELAY_FRAMES = 2;
    private static final long MICROSECOND_NS = 1000;

    private final LibcameraCapture capture;
    private final LibcameraInfo info;
    private final CameraRequest request;
    private final FrameFormat format;
    private final FrameTiming timing;
    private final SequenceGaps gaps = new SequenceGaps();

    private LibcameraSession(LibcameraCapture capture, LibcameraInfo info, CameraRequest request, FrameFormat format) {
        this.capture = capture;
        this.info = info;
        this.request = request;
        this.format = format;
        this.timing = timing(info, request, capture.mode().buffers());
    }

    static boolean isSteerable(LibcameraInfo info) {
        return info.hasFrameLimits() && info.shortestFrameUs() > 0 && info.longestFrameUs() > info.shortestFrameUs();
    }

    static LibcameraSession open(Libcamera libcamera, LibcameraInfo info, CameraRequest request) throws IOException {
        int fourcc = info.modes().stream()
                .map(LibcameraMode::fourcc)
                .filter(code -> PixelFormat.of(code).isPresent())
                .findFirst()
                .orElse(0);
        LibcameraCapture capture = libcamera.open(
                info.id(),
                new LibcameraMode(
                        fourcc,
                        request.widthPx(),
                        request.heightPx(),
                        0,
                        0,
                        request.buffers(),
                        flips(request.picture())));
        try {
            LibcameraMode mode = capture.mode();
            FrameFormat format = FrameFormat.ofDriver(
                    "camera " + info.id(), mode.fourcc(), mode.widthPx(), mode.heightPx(), mode.strideBytes());
            for (int i = 0; i < mode.buffers(); i++) {
                long found = capture.buffer(i).byteSize();
                if (found < format.frameBytes()) {
                    throw new IOException("camera " + info.id() + ": a frame buffer has " + found + " bytes, " + format
                            + " needs " + format.frameBytes());
                }
            }
            return new LibcameraSession(capture, info, request, format);
        } catch (IOException | RuntimeException e) {
            capture.close();
            throw e;
        }
    }

    private static int flips(PictureSettings picture) {
        return (picture.flipsHorizontally() ? 1 : 0) + (picture.flipsVertically() ? 2 : 0);
    }

    private static LibcameraSettings.Picture picture(PictureSettings picture) {
        return new LibcameraSettings.Picture(
                picture.whiteBalance().libcamera(),
                picture.redGain(),
                picture.blueGain(),
                picture.focus().libcamera(),
                picture.focusRange().libcamera(),
                picture.focusSpeed().libcamera(),
                picture.lensDioptres());
    }

    private static FrameTiming timing(LibcameraInfo info, CameraRequest request, int buffers) {
        long nominalNs = Math.max(MICROSECOND_NS, request.frameNs() / MICROSECOND_NS * MICROSECOND_NS);
        boolean steerable = isSteerable(info);
        return new FrameTiming(
                nominalNs,
                MICROSECOND_NS,
                steerable ? Math.min(nominalNs, info.shortestFrameUs() * MICROSECOND_NS) : nominalNs,
                steerable ? Math.max(nominalNs, info.longestFrameUs() * MICROSECOND_NS) : nominalNs,
                buffers - 1 + SENSOR_DELAY_FRAMES,
                ClockDomain.MONOTONIC);
    }

    @Override
    public String name() {
        return info.id();
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    @Override
    public FrameTiming timing() {
        return timing;
    }

    @Override
    public boolean isSteerable() {
        return timing.longestFrameNs() > timing.shortestFrameNs();
    }

    @Override
    public boolean keepsItselfInStep() {
        return request.ownSync() != CameraRequest.OwnSync.OFF;
    }

    @Override
    public void start() throws IOException {
        capture.start(new LibcameraSettings(
                info.hasFrameLimits() ? timing.nominalFrameNs() / MICROSECOND_NS : 0,
                request.exposureUs(),
                request.gain(),
                picture(request.picture()),
                switch (request.ownSync()) {
                    case OFF -> LibcameraSettings.OwnSync.OFF;
                    case SERVER -> LibcameraSettings.OwnSync.SERVER;
                    case CLIENT -> LibcameraSettings.OwnSync.CLIENT;
                }));
    }

    @Override
    public boolean next(CameraFrame frame, int timeoutMs) throws LibcameraException {
        if (!capture.next(timeoutMs)) {
            return false;
        }
        LibcameraFrame taken = capture.frame();
        int buffer = taken.buffer();
        frame.fill(
                capture.buffer(buffer),
                buffer,
                gaps.next(taken.sequence()),
                taken.sensorTimestampNs(),
                taken.completedNs());
        frame.damaged(taken.isDamaged());
        if (taken.hasWallClock()) {
            frame.wallNs(taken.wallClockNs());
        }
        if (taken.frameDurationUs() > 0) {
            frame.durationNs(taken.frameDurationUs() * MICROSECOND_NS);
        }
        if (taken.exposureUs() > 0) {
            frame.exposureNs(taken.exposureUs() * MICROSECOND_NS);
        }
        if (taken.gain() > 0) {
            frame.gain(taken.gain());
        }
        if (taken.hasSyncReady() || taken.hasSyncTimer()) {
            frame.ownSync(
                    taken.isSyncReady(),
                    taken.hasSyncTimer() ? taken.syncTimerUs() * MICROSECOND_NS : CameraFrame.UNKNOWN);
        }
        return true;
    }

    @Override
    public void release(CameraFrame frame) throws LibcameraException {
        capture.release(frame.buffer());
    }

    @Override
    public long shortenNextFrame(long shortenByNs) {
        if (!isSteerable()) {
            return 0;
        }
        long wantedNs =
                Math.clamp(timing.nominalFrameNs() - shortenByNs, timing.shortestFrameNs(), timing.longestFrameNs());
        long wantedUs = Math.round((double) wantedNs / MICROSECOND_NS);
        try {
            capture.nextFrameLength(wantedUs);
        } catch (LibcameraException e) {
            // A camera that is gone says so at the next frame, where the caller waits for it.
            return 0;
        }
        return timing.nominalFrameNs() - wantedUs * MICROSECOND_NS;
    }

    @Override
    public long missedFrames() {
        return gaps.missed();
    }

    @Override
    public void close() {
        capture.close();
    }
}
