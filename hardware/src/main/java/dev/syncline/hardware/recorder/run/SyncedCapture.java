package dev.syncline.hardware.recorder.run;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.clocks.WallReading;
import dev.syncline.hardware.framesync.FrameSync;
import dev.syncline.hardware.framesync.FrameSyncRole;
import dev.syncline.hardware.framesync.FrameSyncState;
import dev.syncline.hardware.framesync.FrameSyncVerdict;
import dev.syncline.hardware.framesync.clockrecovery.RecoverySettings;
import dev.syncline.hardware.framesync.clockrecovery.WallClockRecovery;
import dev.syncline.hardware.recorder.FrameRecord;
import dev.syncline.hardware.recorder.Recording;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a camera's frames, keeps them in step with other cameras' and records from the synchronisation point on. One
 * thread.
 */
public final class SyncedCapture {
    private static final int POLL_MS = 100;
    /** A camera that gives nothing for so long has stopped. */
    private static final long SILENCE_NS = 10_000_000_000L;

    private static final long STATUS_EVERY_NS = 100_000_000L;

    private final CameraSession camera;
    private final FrameSync sync;
    private final Recording recording;
    private final CaptureLimits limits;
    private final Consumer<CaptureStatus> listener;

    private final WallClockRecovery wallClock = new WallClockRecovery(RecoverySettings.DEFAULT);
    private final WallReading clocks = new WallReading();
    private final CameraFrame frame = new CameraFrame();
    private final FrameRecord record = new FrameRecord();

    private long seen;
    private long damaged;
    private boolean recordingBegan;
    private long firstSensorNs;
    private long missedAtBegin;
    private long missedAtLast;
    private long nextStatusNs;
    private long beganNs;
    private @Nullable FrameSyncVerdict latest;

    /**
     * @param camera not started yet
     * @param listener told ten times a second, and at the last frame
     */
    public SyncedCapture(
            CameraSession camera,
            FrameSync sync,
            Recording recording,
            CaptureLimits limits,
            Consumer<CaptureStatus> listener) {
        this.camera = camera;
        this.sync = sync;
        this.recording = recording;
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * Runs to the end of the recording. The recording is not closed: the caller keeps what there is, or throws it away.
     *
     * @return where it stood at the last frame
     * @throws CaptureTimeoutException if the synchronisation point or the camera's frames did not come in time
     * @throws IOException if the camera is gone or a file cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    public CaptureStatus run() throws IOException, InterruptedException {
        camera.start();
        beganNs = System.nanoTime();
        long lastFrameNs = beganNs;
        CaptureStatus status = null;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long nowNs = System.nanoTime();
            if (!recordingBegan && limits.waitNs() > 0 && nowNs - beganNs > limits.waitNs()) {
                throw new CaptureTimeoutException(whyNotReady(limits.waitNs()));
            }
            if (!camera.next(frame, POLL_MS)) {
                if (nowNs - lastFrameNs > SILENCE_NS) {
                    throw new CaptureTimeoutException(String.format(
                            Locale.ROOT,
                            "%s: no frame came for %d s after %d frames: check the camera",
                            camera.name(),
                            SILENCE_NS / 1_000_000_000L,
                            seen));
                }
                continue;
            }
            lastFrameNs = System.nanoTime();
            FrameSyncVerdict verdict;
            boolean done;
            try {
                verdict = onFrame();
                done = isDone();
            } finally {
                camera.release(frame);
            }
            if (status == null || done || lastFrameNs >= nextStatusNs) {
                nextStatusNs = lastFrameNs + STATUS_EVERY_NS;
                status = status(verdict);
                listener.accept(status);
            }
            if (done) {
                return status;
            }
        }
    }

    /** Why nothing was recorded so far, for a person: what the capture waits for, and what stands in the way. */
    public String whyNotReady() {
        return whyNotReady(System.nanoTime() - beganNs);
    }

    private String whyNotReady(long waitedNs) {
        return NotReady.words(sync.status(), latest, waitedNs, camera.keepsItselfInStep());
    }

    private FrameSyncVerdict onFrame() throws IOException {
        seen++;
        if (frame.isDamaged()) {
            damaged++;
        }
        long wallNs = wallNs();
        FrameSyncVerdict verdict = verdict(wallNs);
        latest = verdict;
        if (verdict.ready()) {
            if (!recordingBegan) {
                recordingBegan = true;
                firstSensorNs = frame.sensorNs();
                missedAtBegin = camera.missedFrames();
                missedAtLast = missedAtBegin;
            }
            long missed = camera.missedFrames();
            record.of(frame, wallNs, missed - missedAtLast);
            var server = sync.status();
            record.serverChanges(server.serverRestarts() + server.rateChanges());
            boolean alone = verdict.state() == FrameSyncState.FREE;
            record.sync(
                    true,
                    verdict.aligned(),
                    alone ? FrameSyncVerdict.UNKNOWN : verdict.timerNs(),
                    alone ? FrameSyncVerdict.UNKNOWN : verdict.offsetNs(),
                    alone ? FrameSyncVerdict.UNKNOWN : verdict.correctionNs(),
                    verdict.syncFrame());
            if (recording.add(frame.pixels(), record)) {
                missedAtLast = missed;
            }
        }
        return verdict;
    }

    private FrameSyncVerdict verdict(long wallNs) {
        if (!camera.keepsItselfInStep()) {
            return sync.onFrame(frame.sequence(), frame.sensorNs(), wallNs);
        }
        // It does not say so with every frame where frames are fast, so once is enough.
        boolean ready = recordingBegan || frame.isOwnSyncReady();
        return new FrameSyncVerdict(
                ready,
                ready,
                0,
                frame.ownSyncTimerNs(),
                FrameSyncVerdict.UNKNOWN,
                FrameSyncVerdict.UNKNOWN,
                ready ? FrameSyncState.LOCKED : FrameSyncState.COUNTING);
    }

    private long wallNs() throws IOException {
        if (camera.timing().clock() == ClockDomain.DEVICE) {
            if (frame.wallNs() != CameraFrame.UNKNOWN) {
                return frame.wallNs();
            }
            if (sync.status().role() != FrameSyncRole.OFF) {
                throw new IOException(camera.name() + ": the driver does not say of which clock its timestamps are, so"
                        + " its frames cannot be brought in step: record it without sync");
            }
        }
        clocks.read();
        wallClock.add(clocks.monotonicNs(), clocks.wallNs());
        return wallClock.wallNs(frame.sensorNs());
    }

    private boolean isDone() {
        if (!recordingBegan) {
            return false;
        }
        if (limits.frames() > 0 && recording.frames() >= limits.frames()) {
            return true;
        }
        // The frame after this one would begin at the end or later; half a frame for the jitter of timestamps.
        long nextNs = frame.sensorNs() - firstSensorNs + camera.timing().nominalFrameNs();
        return limits.durationNs() > 0
                && nextNs > limits.durationNs() - camera.timing().nominalFrameNs() / 2;
    }

    private CaptureStatus status(FrameSyncVerdict verdict) {
        return new CaptureStatus(
                sync.status(),
                verdict,
                camera.timing().nominalFrameNs(),
                seen,
                recording.frames(),
                camera.missedFrames(),
                recordingBegan ? camera.missedFrames() - missedAtBegin : 0,
                recording.dropped(),
                damaged);
    }
}
