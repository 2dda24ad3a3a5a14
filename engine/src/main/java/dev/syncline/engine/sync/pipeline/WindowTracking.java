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
import java.util.Map;
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

    /** Windows that are kept for another attempt, at most: about half a megabyte each. */
    private static final int MOST_KEPT = 48;

    private final FrameSource frames;
    private final FlowTrackerProvider trackers;
    private final RotationEstimator estimator;
    private final double frameNs;
    private final int threads;
    private final Map<WindowChoice.Span, TrackedWindow> kept;
    private final boolean lengthens;

    /** A window that is wanted, what is known of it, and what is left to decode: nothing where that is null. */
    private record Wanted(WindowChoice.Span span, @Nullable TrackedWindow known, WindowChoice.@Nullable Span left) {}

    /**
     * @param camera lens at the size of the frames delivered
     * @param frameNs the clip's frame interval, ns
     * @param threads with 1 everything is done on the caller's thread
     * @param kept windows that were followed before through the same frames with the same lens; grows
     * @param lengthens whether a window that begins as a kept one does is followed from that one's end only
     */
    WindowTracking(
            FrameSource frames,
            FlowTrackerProvider trackers,
            CameraModel camera,
            double frameNs,
            int threads,
            Map<WindowChoice.Span, TrackedWindow> kept,
            boolean lengthens) {
        this.frames = frames;
        this.trackers = trackers;
        this.estimator = new RotationEstimator(camera);
        this.frameNs = frameNs;
        this.threads = threads;
        this.kept = kept;
        this.lengthens = lengthens;
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
        List<Wanted> all = windows.stream().map(this::wanted).toList();
        List<WindowChoice.Span> decoded = all.stream()
                .map(Wanted::left)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (threads == 1 || decoded.isEmpty()) {
            for (Wanted each : all) {
                done.accept(finished(each, this::onThisThread));
            }
            return;
        }
        try (ExecutorService workers = measuring();
                DecodeAhead ahead = new DecodeAhead(frames, decoded)) {
            for (Wanted each : all) {
                done.accept(finished(each, span -> ahead(span, ahead, workers)));
            }
        }
    }

    private interface Follow {
        TrackedWindow through(WindowChoice.Span span) throws IOException;
    }

    private Wanted wanted(WindowChoice.Span span) {
        TrackedWindow same = kept.get(span);
        if (same != null) {
            return new Wanted(span, same, null);
        }
        TrackedWindow beginning = null;
        for (TrackedWindow each : lengthens ? kept.values() : List.<TrackedWindow>of()) {
            if (each.fromNs() == span.fromNs()
                    && each.toNs() < span.toNs()
                    && (beginning == null || each.toNs() > beginning.toNs())) {
                beginning = each;
            }
        }
        return beginning == null
                ? new Wanted(span, null, span)
                : new Wanted(span, beginning, new WindowChoice.Span(beginning.lastFrameNs(), span.toNs()));
    }

    private TrackedWindow finished(Wanted wanted, Follow follow) throws IOException {
        TrackedWindow known = wanted.known();
        WindowChoice.Span left = wanted.left();
        if (known != null && left == null) {
            return known;
        }
        TrackedWindow rest = follow.through(left == null ? wanted.span() : left);
        TrackedWindow window = known == null ? rest : known.joined(rest, frameNs);
        if (kept.size() < MOST_KEPT) {
            kept.put(wanted.span(), window);
        }
        return window;
    }

    private TrackedWindow onThisThread(WindowChoice.Span span) throws IOException {
        try (FlowTracker tracker = trackers.open(FlowSettings.DEFAULT)) {
            FollowedWindow window = new FollowedWindow(tracker, estimator, Runnable::run);
            frames.decode(span.fromNs(), span.toNs(), frame -> {
                window.add(frame);
                return !Thread.currentThread().isInterrupted();
            });
            if (Thread.interrupted()) {
                throw new InterruptedIOException("interrupted while decoding");
            }
            return window.finish(span, frameNs);
        }
    }

    private TrackedWindow ahead(WindowChoice.Span span, DecodeAhead ahead, ExecutorService workers) throws IOException {
        try (FlowTracker tracker = trackers.open(FlowSettings.DEFAULT)) {
            FollowedWindow window = new FollowedWindow(tracker, estimator, workers);
            for (LumaFrame frame = ahead.next(); frame != null; frame = ahead.next()) {
                window.add(frame);
            }
            return window.finish(span, frameNs);
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
