package dev.syncline.engine.api;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.lens.LensChoice;
import dev.syncline.engine.motion.LowPass;
import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.preview.Preview;
import dev.syncline.engine.preview.SyncCheck;
import dev.syncline.engine.preview.SyncedCamera;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.pipeline.SyncPipeline;
import dev.syncline.engine.sync.pipeline.SyncRequest;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A video with its motion log and lens, open. Thread-safe; one sync at a time, others wait. */
public final class Clip implements AutoCloseable {
    private final Syncline syncline;
    private final FrameSource frames;
    private final boolean ownsFrames;
    private final MotionLog log;
    private final LensProfile lens;
    private final List<Warning> lensSaid;
    private final ClipOrigin origin;
    private final ThreadBudget.Share threads;
    private final @Nullable String accurate;
    private final @Nullable String stabilised;
    private final ReentrantLock busy = new ReentrantLock();
    private boolean closed;

    Clip(
            Syncline syncline,
            FrameSource frames,
            boolean ownsFrames,
            MotionLog log,
            LensChoice choice,
            ClipOrigin origin,
            ThreadBudget.Share threads,
            @Nullable String accurate,
            @Nullable String stabilised) {
        this.syncline = syncline;
        this.frames = frames;
        this.ownsFrames = ownsFrames;
        this.log = log;
        LensProfile chosen = choice.profile();
        VideoInfo info = origin.info();
        this.lens = chosen == null ? LensProfile.ofAssumedFieldOfView(info.widthPx(), info.heightPx()) : chosen;
        this.lensSaid = choice.said();
        this.origin = origin;
        this.threads = threads;
        this.accurate = accurate;
        this.stabilised = stabilised;
    }

    /** {@return what the video's container says} */
    public VideoInfo info() {
        return origin.info();
    }

    /** {@return the motion log} */
    public MotionLog log() {
        return log;
    }

    /** {@return the lens profile, or the field of view that was assumed} */
    public LensProfile lens() {
        return lens;
    }

    /** {@return the files that this clip was opened from} */
    public ClipOrigin origin() {
        return origin;
    }

    /**
     * Syncs on the caller's thread, telling nobody how far it is: as {@link #sync(SyncOptions, Consumer, Cancellation)}.
     *
     * @param options what is asked of the sync
     * @return an answer or a refusal
     * @throws IOException when the video cannot be decoded or the tracker cannot be used; the message says why
     * @throws InterruptedException when the caller's thread was interrupted; the clip can be synced again
     */
    public SyncOutcome sync(SyncOptions options) throws IOException, InterruptedException {
        return sync(options, progress -> {});
    }

    /**
     * Syncs on the caller's thread: as {@link #sync(SyncOptions, Consumer, Cancellation)}.
     *
     * @param options what is asked of the sync
     * @param progress told how far the sync is, on the caller's thread
     * @return an answer or a refusal
     * @throws IOException when the video cannot be decoded or the tracker cannot be used; the message says why
     * @throws InterruptedException when the caller's thread was interrupted; the clip can be synced again
     */
    public SyncOutcome sync(SyncOptions options, Consumer<SyncProgress> progress)
            throws IOException, InterruptedException {
        return sync(options, progress, new Cancellation());
    }

    /**
     * Syncs on the caller's thread. The same clip and options give the same outcome, to the bit.
     *
     * @param options what is asked of the sync
     * @param progress told how far the sync is, on the caller's thread
     * @param cancellation stops the sync from another thread
     * @return an answer or a refusal
     * @throws IOException when the video cannot be decoded or the tracker cannot be used; the message says why
     * @throws InterruptedException when the caller's thread was interrupted; the clip can be synced again
     * @throws CancellationException when it was cancelled; the clip can be synced again
     * @throws IllegalArgumentException when the options do not fit this clip
     * @throws IllegalStateException when the clip is closed
     */
    public SyncOutcome sync(SyncOptions options, Consumer<SyncProgress> progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        if (options.zero() == SyncOptions.VideoZero.CONTAINER) {
            boolean inside = origin.logFile().equals(origin.videoFile());
            ContainerTime container = new ContainerTime(frames.firstFrameNs(), inside);
            SyncResult own = synced(container.fromFirstFrame(options), progress, cancellation);
            return SyncOutcome.of(container.of(own), origin);
        }
        return SyncOutcome.of(synced(options, progress, cancellation), origin);
    }

    private SyncResult synced(SyncOptions options, Consumer<SyncProgress> progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        return measured(options, progress, cancellation).madeWith(options.settings());
    }

    /** The log as it is used: filtered where that is asked for. */
    private MotionLog prepared(SyncOptions options) {
        if (options.lowPassHz() == 0) {
            return log;
        }
        return log.withGyro(LowPass.of(log.gyro(), options.lowPassHz()))
                .beside(log.others().stream()
                        .map(other -> other.withGyro(LowPass.of(other.gyro(), options.lowPassHz())))
                        .toList());
    }

    private SyncResult measured(SyncOptions options, Consumer<SyncProgress> progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        check(options);
        if (accurate != null && !options.force()) {
            return CameraStabilisation.judged(AccurateTimes.result(info(), log, lens, accurate), stabilised)
                    .warned(lensSaid);
        }
        FlowTrackerProvider tracker = syncline.tracker(options.tracker());
        SyncPipeline pipeline = new SyncPipeline(
                tracker,
                (stage, done, total) -> progress.accept(new SyncProgress(stage, done, total)),
                Syncline.version(),
                threads.threads());
        SyncRequest request = options.request(log, info().fps());
        MotionLog used = prepared(options);
        busy.lockInterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException(info().name() + ": the clip is closed");
            }
            SyncResult own = CameraStabilisation.judged(run(pipeline, used, request, cancellation), stabilised);
            return OwnMotionData.judged(own, origin).warned(lensSaid);
        } finally {
            busy.unlock();
        }
    }

    private SyncResult run(SyncPipeline pipeline, MotionLog used, SyncRequest request, Cancellation cancellation)
            throws IOException, InterruptedException {
        String name = info().name();
        cancellation.enter(name);
        try {
            SyncResult result = pipeline.run(frames, used, lens, request);
            cancellation.check(name);
            if (Thread.interrupted()) {
                throw new InterruptedException(name + ": the sync was interrupted");
            }
            return result;
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            cancellation.check(name);
            InterruptedException interrupted = new InterruptedException(name + ": the sync was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            cancellation.leave();
        }
    }

    /**
     * Looks whether the picture is still at each point once the synced gyro has held it.
     *
     * @param result of this clip, or what a project says
     * @param window video to look at about each point
     * @return a check a point, in order, and how the clip turns
     * @throws IOException when the video cannot be decoded, or the result has no offsets
     * @throws InterruptedException when the caller's thread was interrupted
     */
    public ClipCheck check(SyncResult result, Duration window) throws IOException, InterruptedException {
        FlowTrackerProvider tracker = syncline.tracker("klt");
        busy.lockInterruptibly();
        try {
            return SyncCheck.of(frames, tracker, camera(result), result, window.toNanos());
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            InterruptedException interrupted = new InterruptedException(info().name() + ": the check was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            busy.unlock();
        }
    }

    /**
     * A stretch of the clip, the original beside what the synced gyro makes of it. The frames are as high as the clip was
     * opened with.
     *
     * @param result of this clip, or what a project says
     * @param from beginning, time of the video
     * @param to end, time of the video
     * @return to be drawn while this clip is open, and nothing else is done with it
     * @throws IOException when the result has no offsets or the log does not reach the stretch
     */
    public Preview preview(SyncResult result, Duration from, Duration to) throws IOException {
        return Preview.of(frames, camera(result), from.toNanos(), to.toNanos());
    }

    private SyncedCamera camera(SyncResult result) throws IOException {
        return SyncedCamera.of(
                result,
                log,
                lens.camera().scaledTo(frames.workingWidthPx(), frames.workingHeightPx()),
                lens.shutter() == null ? log.shutter() : lens.shutter());
    }

    private void check(SyncOptions options) {
        for (Duration middle : options.at()) {
            if (middle.isNegative() || middle.toNanos() >= info().durationNs()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "a window about %.3f s was asked for, and %s is %.3f s long",
                        middle.toNanos() * 1e-9,
                        info().name(),
                        info().durationNs() * 1e-9));
            }
        }
    }

    /** Closes the video once a sync that runs has ended, and gives the threads to other clips. */
    @Override
    public void close() {
        busy.lock();
        try {
            if (!closed) {
                closed = true;
                if (ownsFrames) {
                    frames.close();
                }
                threads.giveBack();
                syncline.forget(this);
            }
        } finally {
            busy.unlock();
        }
    }
}
