package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.correlate.SeenAxes;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.flow.ReferencePairs;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.refine.ModelState;
import dev.syncline.engine.sync.refine.RefineSettings;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.sync.refine.RollingShutterRefiner;
import dev.syncline.engine.sync.refine.WindowObservations;
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
 * @param stated what was said of the readout
 * @param direction that the readout is signed by
 * @param size how long the lens is, as far as that was said
 * @param axes about which picture and log were seen to turn together
 */
record Refined(
        List<TrackedWindow> used,
        @Nullable Refinement refinement,
        double[] localScore,
        @Nullable Refinement halves,
        List<TrackedWindow> leftOut,
        StatedReadout stated,
        ReadoutDirection direction,
        LensSize size,
        SeenAxes axes) {
    /** Another attempt must explain the picture by so much better, in logarithms of the scale. */
    static final double BETTER = 0.02;

    /** A half needs this many pairs to say anything. */
    private static final int LEAST_PAIRS = 5;

    /** One window on its way: where its own rates put it, and what its points say. */
    private record Start(TrackedWindow window, double offsetNs, double score) {}

    static Refined of(
            GyroTrack log,
            StatedReadout stated,
            CameraModel camera,
            ClockSegments segments,
            OrientationChoice mounting,
            Matrix3 mount,
            LensProfile lens,
            boolean estimateBias) {
        boolean square =
                ClockSegments.isSquare(mounting, segments.segments().getFirst().peak());
        ReadoutDirection direction = stated.direction();
        SeenAxes axes = SeenAxes.of(segments.segments().getFirst().peak().sums());
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
            return new Refined(used, null, scores, null, leftOut, stated, direction, LensSize.of(lens), axes);
        }
        double interval = frameNs;
        boolean bias = estimateBias;
        LensSize profile = LensSize.of(lens);
        Attempt along = Attempt.of(starts, log, camera, stated, direction, mount, square, profile, bias, interval);
        if (along.refinement().readoutContradicted() || !stated.isKnown()) {
            // The lines may run across what was said, as in a picture that was turned upright.
            ReadoutDirection other = StatedReadout.across(direction);
            Attempt across = Attempt.of(starts, log, camera, stated, other, mount, square, profile, bias, interval);
            along = across.isBetterThan(along) && across.readoutShows() ? across : along;
        }
        double gain = segments.segments().getFirst().peak().gain();
        for (LensSize size : profile.others(gain, along.refinement().state().logFocal())) {
            ReadoutDirection way = along.direction();
            Attempt sized = Attempt.of(starts, log, camera, stated, way, mount, square, size, bias, interval);
            boolean better = profile.isPlausible(along.refinement().state().logFocal())
                    ? sized.isBetterThan(along)
                    : profile.isPlausible(sized.refinement().state().logFocal());
            along = better ? sized : along;
        }
        Refinement refinement = along.refinement();
        Refinement halves = starts.size() == 1
                ? halves(starts.getFirst().window(), refinement, along.refiner(), camera, along.direction())
                : null;
        return new Refined(used, refinement, scores, halves, leftOut, stated, along.direction(), profile, axes);
    }

    /** A refinement with the lines read one way or the other. */
    private record Attempt(Refinement refinement, RollingShutterRefiner refiner, ReadoutDirection direction) {
        static Attempt of(
                List<Start> starts,
                GyroTrack log,
                CameraModel camera,
                StatedReadout stated,
                ReadoutDirection direction,
                Matrix3 mount,
                boolean square,
                LensSize lens,
                boolean estimateBias,
                double frameNs) {
            RefineSettings settings = new RefineSettings(
                    estimateBias ? RefineSettings.DEFAULT.biasRadS() : 0,
                    square ? RefineSettings.DEFAULT.mountRad() : Math.toRadians(10),
                    stated.widthS(direction, frameNs),
                    StatedReadout.openWidthS(frameNs),
                    lens.widthLog());
            RollingShutterRefiner refiner = new RollingShutterRefiner(log, settings);
            List<WindowObservations> seen = new ArrayList<>();
            for (Start s : starts) {
                seen.add(observations(
                        ReferencePairs.of(s.window().pairs(), s.window().information()), camera, direction));
            }
            ModelState start = new ModelState(new double[3], mount, stated.startS(direction, frameNs), lens.log());
            double[] offsetsNs = starts.stream().mapToDouble(Start::offsetNs).toArray();
            return new Attempt(refiner.refine(seen, offsetsNs, start), refiner, direction);
        }

        boolean isBetterThan(Attempt other) {
            return refinement.misfit() < other.refinement.misfit() - BETTER;
        }

        /** Whether the lines are seen to be read along the direction at all. */
        boolean readoutShows() {
            return Math.abs(refinement.state().readoutS())
                    > StatedReadout.CONTRADICTS * Verdict.sigma(refinement.readoutSigmaS());
        }
    }

    /** Standard error of the readout, s. */
    double readoutSigmaS() {
        return refinement == null ? Double.NaN : Verdict.sigma(refinement.readoutSigmaS());
    }

    /** What a user should hear of what was found, one line each. */
    List<Warning> warnings() {
        if (refinement == null) {
            return List.of();
        }
        List<Warning> out =
                new ArrayList<>(stated.warnings(direction, refinement.state().readoutS(), readoutSigmaS()));
        out.addAll(size.warnings(refinement.state().logFocal(), Verdict.sigma(refinement.logFocalSigma())));
        return out;
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
