package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.PatchInformation;
import dev.syncline.engine.sync.rotation.PairRotation;
import dev.syncline.engine.sync.rotation.RotationEstimator;
import dev.syncline.engine.video.LumaFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Follows points through the frames of one window, while pairs that are ready are measured on other threads. */
final class FollowedWindow {
    private final FlowTracker tracker;
    private final RotationEstimator estimator;
    private final Executor workers;
    private final List<FlowPair> pairs = new ArrayList<>();
    private final List<CompletableFuture<Measured>> measured = new ArrayList<>();
    private @Nullable LumaFrame before;

    /** How well a pair's points are known, and the turn between its frames. */
    private record Measured(
            PatchInformation information, @Nullable PairRotation rotation) {}

    /** @param workers where pairs are measured */
    FollowedWindow(FlowTracker tracker, RotationEstimator estimator, Executor workers) {
        this.tracker = tracker;
        this.estimator = estimator;
        this.workers = workers;
    }

    /** Takes the next frame. */
    void add(LumaFrame frame) {
        FlowPair pair = tracker.advance(frame);
        LumaFrame from = before;
        before = frame;
        if (pair != null && pair.to().timeNs() > pair.from().timeNs()) {
            LumaFrame first = Objects.requireNonNull(from);
            pairs.add(pair);
            measured.add(CompletableFuture.supplyAsync(
                    () -> new Measured(PatchInformation.of(first, frame, pair), estimator.estimate(pair)), workers));
        }
    }

    /** Waits until all pairs are measured. */
    TrackedWindow finish(WindowChoice.Span span, double frameNs) {
        List<PatchInformation> information = new ArrayList<>();
        List<@Nullable PairRotation> rotations = new ArrayList<>();
        for (CompletableFuture<Measured> m : measured) {
            try {
                Measured done = m.join();
                information.add(done.information());
                rotations.add(done.rotation());
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
        return new TrackedWindow(
                span.fromNs(), span.toNs(), pairs, information, rotations, RotationRates.onGrid(rotations, frameNs));
    }
}
