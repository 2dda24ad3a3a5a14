package dev.syncline.engine.pipeline;

import dev.syncline.engine.correlate.OrientationChoice;
import dev.syncline.engine.correlate.VisualRates;
import dev.syncline.engine.flow.ReferencePairs;
import dev.syncline.engine.geometry.CameraModel;
import dev.syncline.engine.geometry.LensProfile;
import dev.syncline.engine.geometry.ReadoutDirection;
import dev.syncline.engine.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.refine.ModelState;
import dev.syncline.engine.refine.RefineSettings;
import dev.syncline.engine.refine.Refinement;
import dev.syncline.engine.refine.RollingShutterRefiner;
import dev.syncline.engine.refine.WindowObservations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coarse offset made precise: each window's own peak of the rates first, then all windows together on their points.
 *
 * @param used the windows that were refined, in order
 * @param refinement what came out; null where no window was of use
 * @param localScore correlation of each used window at its own peak near the joint one
 * @param halves where a single window carries the offset: the same from its two halves; else null
 * @param leftOut windows in which picture and log agree too little to tell anything
 * @param direction the way that readouts are counted along
 * @param readoutKnown false where the readout was estimated along
 */
record Refined(
        List<TrackedWindow> used,
        @Nullable Refinement refinement,
        double[] localScore,
        @Nullable Refinement halves,
        List<TrackedWindow> leftOut,
        ReadoutDirection direction,
        boolean readoutKnown) {
    /** A half needs this many pairs to say anything. */
    private static final int LEAST_PAIRS = 5;

    /** One window on its way: where its own rates put it, and what its points say. */
    private record Start(TrackedWindow window, double offsetNs, double score) {}

    static Refined of(
            GyroTrack log,
            @Nullable RollingShutter shutter,
            boolean estimateReadout,
            CameraModel camera,
            ClockSegments segments,
            OrientationChoice mounting,
            double[] mount,
            LensProfile lens,
            boolean estimateBias) {
        boolean square = ClockSegments.isSquare(mounting);
        ReadoutDirection direction = shutter == null ? ReadoutDirection.TOP_TO_BOTTOM : shutter.direction();
        List<Start> starts = new ArrayList<>();
        List<TrackedWindow> leftOut = new ArrayList<>();
        double frameNs = 0;
        for (ClockSegments.Segment segment : segments.segments()) {
            for (TrackedWindow w : segment.windows()) {
                VisualRates rates = w.rates();
                if (rates == null) {
                    continue;
                }
                frameNs = rates.stepNs();
                LocalPeak local = LocalPeak.near(segment.peak().offsetNsAt(rates.middleNs()), rates, log, mount);
                if (local.tells()) {
                    starts.add(new Start(w, local.offsetNs(), local.score()));
                } else {
                    leftOut.add(w);
                }
            }
        }
        List<TrackedWindow> used = starts.stream().map(Start::window).toList();
        double[] scores = starts.stream().mapToDouble(Start::score).toArray();
        if (starts.isEmpty()) {
            return new Refined(used, null, scores, null, leftOut, direction, true);
        }
        boolean known = shutter != null && !estimateReadout;
        double readout = shutter == null ? 0.5e-9 * frameNs : shutter.readoutS();
        RefineSettings settings = new RefineSettings(
                estimateBias ? RefineSettings.DEFAULT.biasRadS() : 0,
                square ? RefineSettings.DEFAULT.mountRad() : Math.toRadians(10),
                known ? 0 : 0.3e-9 * frameNs,
                lens.assumed() ? 0.3 : RefineSettings.DEFAULT.logFocal());
        RollingShutterRefiner refiner = new RollingShutterRefiner(log, settings);
        List<WindowObservations> seen = new ArrayList<>();
        for (Start s : starts) {
            seen.add(observations(
                    ReferencePairs.of(s.window().pairs(), s.window().information()), camera, direction));
        }
        Refinement refinement = refiner.refine(
                seen, starts.stream().mapToDouble(Start::offsetNs).toArray(), ModelState.of(mount, readout, null));
        Refinement halves =
                starts.size() == 1 ? halves(starts.getFirst().window(), refinement, refiner, camera, direction) : null;
        return new Refined(used, refinement, scores, halves, leftOut, direction, known);
    }

    private static WindowObservations observations(
            ReferencePairs pairs, CameraModel camera, ReadoutDirection direction) {
        return new WindowObservations(pairs.pairs(), pairs.information(), camera, direction);
    }

    /** The window cut where half of what it tells is on either side, each half refined on its own. */
    private static @Nullable Refinement halves(
            TrackedWindow window,
            Refinement whole,
            RollingShutterRefiner refiner,
            CameraModel camera,
            ReadoutDirection direction) {
        ReferencePairs pairs = ReferencePairs.of(window.pairs(), window.information());
        int n = pairs.pairs().size();
        double[] information = whole.windows().getFirst().pairInformation();
        double total = 0;
        for (double x : information) {
            total += x;
        }
        int cut = 0;
        double sum = 0;
        while (cut < n && sum < 0.5 * total) {
            sum += information[cut++];
        }
        cut = Math.clamp(cut, LEAST_PAIRS, Math.max(LEAST_PAIRS, n - LEAST_PAIRS));
        if (n < 2 * LEAST_PAIRS) {
            return null;
        }
        double offset = whole.windows().getFirst().offsetNs();
        return refiner.refine(
                List.of(
                        observations(pairs.part(0, cut), camera, direction),
                        observations(pairs.part(cut, n), camera, direction)),
                new double[] {offset, offset},
                whole.state());
    }
}
