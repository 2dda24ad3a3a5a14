package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.rotation.RotationEstimator;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes windows, follows points through them and turns them into rotation rates: three stages that run at once, with
 * bounded queues between them. What a pair of frames gives does not depend on the thread that it is computed on, so the
 * result is the same on any number of threads.
 */
final class WindowTracking {
    /** Pairs that wait to be measured, at most; each keeps two frames. When there is no more room the follower helps. */
    private static final int PAIRS_WAITING = 4;

    private final FrameSource frames;
    private final FlowTrackerProvider trackers;
    private final RotationEstimator estimator;
    private final double frameNs;
    private final int threads;

    /**
     * @param camera lens at the size of the frames delivered
     * @param frameNs the clip's frame interval, ns
     * @param threads with 1 everything is done on the caller's thread
     */
    WindowTracking(FrameSource frames, FlowTrackerProvider trackers, CameraModel camera, double frameNs, int threads) {
        this.frames = frames;
        this.trackers = trackers;
        this.estimator = new RotationEstimator(camera);
        this.frameNs = frameNs;
        this.threads = threads;
    }

    /** One window. */
    TrackedWindow track(long fromNs, long toNs) throws IOException {
        @Nullable TrackedWindow[] window = new @Nullable TrackedWindow[1];
        track(List.of(new WindowChoice.Span(fromNs, toNs)), w -> window[0] = w);
        return Objects.requireNonNull(window[0]);
    }

    /**
     * Several windows, one after the other.
     *
     * @param done takes each when it is ready
     * @throws InterruptedIOException when the thread was interrupted
     */
    void track(List<WindowChoice.Span> windows, Consumer<TrackedWindow> done) throws IOException {
        if (threads == 1) {
            for (WindowChoice.Span span : windows) {
                try (FlowTracker tracker = trackers.open(FlowSettings.DEFAULT)) {
                    FollowedWindow window = new FollowedWindow(tracker, estimator, Runnable::run);
                    frames.decode(span.fromNs(), span.toNs(), frame -> {
                        window.add(frame);
                        return !Thread.currentThread().isInterrupted();
                    });
                    if (Thread.interrupted()) {
                        throw new InterruptedIOException("interrupted while decoding");
                    }
                    done.accept(window.finish(span, frameNs));
                }
            }
            return;
        }
        try (ExecutorService workers = measuring();
                DecodeAhead ahead = new DecodeAhead(frames, windows)) {
            for (WindowChoice.Span span : windows) {
                try (FlowTracker tracker = trackers.open(FlowSettings.DEFAULT)) {
                    FollowedWindow window = new FollowedWindow(tracker, estimator, workers);
                    for (LumaFrame frame = ahead.next(); frame != null; frame = ahead.next()) {
                        window.add(frame);
                    }
                    done.accept(window.finish(span, frameNs));
                }
            }
        }
    }

    private static ExecutorService measuring() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(PAIRS_WAITING),
                Thread.ofPlatform().daemon().name("measure").factory(),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
