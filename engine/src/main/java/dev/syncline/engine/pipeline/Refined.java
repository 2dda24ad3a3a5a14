package dev.syncline.engine.pipeline;

import dev.syncline.engine.correlate.CoarseOffset;
import dev.syncline.engine.correlate.CorrelationCurve;
import dev.syncline.engine.correlate.OffsetScan;
import dev.syncline.engine.correlate.OrientationChoice;
import dev.syncline.engine.correlate.VisualRates;
import dev.syncline.engine.flow.ReferencePairs;
import dev.syncline.engine.geometry.CameraModel;
import dev.syncline.engine.geometry.LensProfile;
import dev.syncline.engine.geometry.ReadoutDirection;
import dev.syncline.engine.geometry.RollingShutter;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.refine.ModelState;
import dev.syncline.engine.refine.RefineSettings;
import dev.syncline.engine.refine.Refinement;
import dev.syncline.engine.refine.RollingShutterRefiner;
import dev.syncline.engine.refine.WindowObservations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coarse offset made precise: each window's own peak of the rates first, then all windows together on their points.
 *
 * @param used the windows that were refined, in order
 * @param refinement what came out
 * @param localScore correlation of each used window at its own peak near the joint one
 * @param shutterKnown false where nobody said what the readout is and it was estimated along
 */
record Refined(List<TrackedWindow> used, Refinement refinement, double[] localScore, boolean shutterKnown) {
    private static final double LOCAL_REACH_NS = 60e6;
    private static final double LOCAL_STEP_NS = 1e6;

    /** A mounting further off than this is not square. */
    private static final double SQUARE_RAD = Math.toRadians(25);

    static Refined of(
            GyroTrack log,
            @Nullable RollingShutter shutter,
            CameraModel camera,
            List<TrackedWindow> windows,
            CoarseOffset peak,
            OrientationChoice mounting,
            LensProfile lens) {
        boolean square = mounting.angleRad() < SQUARE_RAD;
        double[] mount = square ? mounting.nearest().toCamera() : peak.turn();
        ReadoutDirection direction = shutter == null ? ReadoutDirection.TOP_TO_BOTTOM : shutter.direction();
        List<TrackedWindow> used = new ArrayList<>();
        List<WindowObservations> seen = new ArrayList<>();
        List<Double> start = new ArrayList<>();
        List<Double> score = new ArrayList<>();
        double frameNs = 0;
        for (TrackedWindow w : windows) {
            VisualRates rates = w.rates();
            if (rates == null) {
                continue;
            }
            frameNs = rates.stepNs();
            double expected = peak.offsetNsAt(rates.middleNs());
            CorrelationCurve local = new OffsetScan(List.of(rates), BoxAveragedRates.of(log), mount, LOCAL_STEP_NS)
                    .scan(expected - LOCAL_REACH_NS, expected + LOCAL_REACH_NS)
                    .joint();
            int at = local.peak();
            boolean inside = at > 0 && at < local.size() - 1;
            ReferencePairs pairs = ReferencePairs.of(w.pairs(), w.information());
            double[] even = new double[pairs.pairs().size()];
            Arrays.fill(even, 1);
            used.add(w);
            seen.add(new WindowObservations(pairs.pairs(), pairs.information(), even, camera, direction));
            start.add(inside ? local.offsetNs(at) + local.subSample(at) * local.stepNs() : expected);
            score.add(at < 0 ? 0.0 : (double) local.score()[at]);
        }
        boolean known = shutter != null;
        double readout = shutter == null ? 0.5e-9 * frameNs : shutter.readoutS();
        RefineSettings settings = new RefineSettings(
                RefineSettings.DEFAULT.biasRadS(),
                square ? RefineSettings.DEFAULT.mountRad() : Math.toRadians(10),
                known ? 0 : 0.3e-9 * frameNs,
                lens.assumed() ? 0.3 : RefineSettings.DEFAULT.logFocal());
        Refinement refinement = new RollingShutterRefiner(log, settings)
                .refine(
                        seen,
                        start.stream().mapToDouble(Double::doubleValue).toArray(),
                        ModelState.of(mount, readout, null));
        return new Refined(
                List.copyOf(used),
                refinement,
                score.stream().mapToDouble(Double::doubleValue).toArray(),
                known);
    }
}
