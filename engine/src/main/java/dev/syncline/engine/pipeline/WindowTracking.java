package dev.syncline.engine.pipeline;

import dev.syncline.engine.correlate.VisualRates;
import dev.syncline.engine.flow.FlowPair;
import dev.syncline.engine.flow.FlowSettings;
import dev.syncline.engine.flow.FlowTracker;
import dev.syncline.engine.flow.FlowTrackerProvider;
import dev.syncline.engine.flow.PatchInformation;
import dev.syncline.engine.geometry.CameraModel;
import dev.syncline.engine.rotation.PairRotation;
import dev.syncline.engine.rotation.RotationEstimator;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decodes a window, follows points through it and turns them into rotation rates. */
final class WindowTracking {
    private final FrameSource frames;
    private final FlowTrackerProvider trackers;
    private final RotationEstimator estimator;
    private final double frameNs;

    /**
     * @param camera lens at the size of the frames delivered
     * @param frameNs the clip's frame interval, ns
     */
    WindowTracking(FrameSource frames, FlowTrackerProvider trackers, CameraModel camera, double frameNs) {
        this.frames = frames;
        this.trackers = trackers;
        this.estimator = new RotationEstimator(camera);
        this.frameNs = frameNs;
    }

    TrackedWindow track(long fromNs, long toNs) throws IOException {
        List<FlowPair> pairs = new ArrayList<>();
        List<PatchInformation> information = new ArrayList<>();
        @Nullable LumaFrame[] before = new @Nullable LumaFrame[1];
        try (FlowTracker tracker = trackers.open(FlowSettings.DEFAULT)) {
            frames.decode(fromNs, toNs, frame -> {
                FlowPair pair = tracker.advance(frame);
                if (pair != null && pair.to().timeNs() > pair.from().timeNs()) {
                    pairs.add(pair);
                    information.add(PatchInformation.of(Objects.requireNonNull(before[0]), frame, pair));
                }
                before[0] = frame;
                return !Thread.currentThread().isInterrupted();
            });
        }
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted while decoding");
        }
        List<@Nullable PairRotation> rotations = new ArrayList<>();
        for (FlowPair pair : pairs) {
            rotations.add(estimator.estimate(pair));
        }
        return new TrackedWindow(fromNs, toNs, pairs, information, rotations, rates(rotations));
    }

    private @Nullable VisualRates rates(List<@Nullable PairRotation> rotations) {
        double first = Double.NaN;
        double last = Double.NaN;
        int found = 0;
        for (PairRotation r : rotations) {
            if (r != null) {
                double middle = middle(r);
                first = Double.isNaN(first) ? middle : first;
                last = middle;
                found++;
            }
        }
        if (found < 8 || 2 * found < rotations.size()) {
            return null;
        }
        int n = (int) Math.round((last - first) / frameNs) + 1;
        if (n > 100_000) {
            return null;
        }
        float[][] rates = new float[3][n];
        float[] weight = new float[n];
        double[] spreads = new double[found];
        int s = 0;
        for (PairRotation r : rotations) {
            if (r != null) {
                spreads[s++] = r.spreadRad();
            }
        }
        Arrays.sort(spreads);
        double usual = spreads[found / 2];
        for (PairRotation r : rotations) {
            if (r == null) {
                continue;
            }
            int at = (int) Math.round((middle(r) - first) / frameNs);
            double length = (double) (r.toNs() - r.fromNs());
            // A pair across a dropped frame is another average; it waits for the refinement.
            if (at >= n || length > 1.5 * frameNs) {
                continue;
            }
            double far = r.spreadRad() / usual;
            weight[at] = (float) (1 / (1 + far * far / 9));
            for (int a = 0; a < 3; a++) {
                rates[a][at] = (float) r.rateRadS()[a];
            }
        }
        return new VisualRates(first, frameNs, rates, weight);
    }

    private static double middle(PairRotation r) {
        return r.fromNs() + 0.5 * (r.toNs() - r.fromNs());
    }
}
