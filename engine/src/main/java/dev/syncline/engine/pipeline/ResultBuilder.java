package dev.syncline.engine.pipeline;

import dev.syncline.engine.correlate.CoarseOffset;
import dev.syncline.engine.correlate.CurvePeaks;
import dev.syncline.engine.correlate.OrientationChoice;
import dev.syncline.engine.correlate.VisualRates;
import dev.syncline.engine.geometry.LensProfile;
import dev.syncline.engine.geometry.Matrix3;
import dev.syncline.engine.kernel.Kernels;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.read.MotionLog;
import dev.syncline.engine.refine.Refinement;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.WindowView;
import dev.syncline.engine.track.LineFit;
import dev.syncline.engine.track.PointGrading;
import dev.syncline.engine.track.Quality;
import dev.syncline.engine.track.SyncPoint;
import dev.syncline.engine.track.SyncTrack;
import dev.syncline.engine.video.VideoInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a result together: points and their grades, the line, and what each window saw. */
final class ResultBuilder {
    private static final double LEAST_INLIERS = 0.3;
    private static final double LARGEST_SIGMA_NS = 5e6;

    private final VideoInfo video;
    private final MotionLog log;
    private final LensProfile lens;
    private final SyncResult.Engine engine;

    ResultBuilder(VideoInfo video, MotionLog log, LensProfile lens, String flow, String version) {
        this.video = video;
        this.log = log;
        this.lens = lens;
        this.engine = new SyncResult.Engine(version, Kernels.active().name(), flow);
    }

    /** No trustworthy answer. The best guess stays in the windows' curves, ungraded as a point. */
    SyncResult refused(String reason, List<TrackedWindow> windows, @Nullable CoarseOffset peak) {
        List<WindowView> views = new ArrayList<>();
        if (peak != null) {
            int at = 0;
            for (TrackedWindow w : windows) {
                VisualRates r = w.rates();
                if (r != null) {
                    CurvePeaks curve = peak.windowPeaks().get(at++);
                    views.add(view(r, curve, peak.offsetNsAt(r.middleNs()), peak.turn()));
                }
            }
        }
        return result(SyncResult.Status.REFUSED, reason, List.of(), SyncTrack.EMPTY, null, null, null, views);
    }

    SyncResult synced(
            List<TrackedWindow> windows,
            CoarseOffset peak,
            OrientationChoice mounting,
            Refined refined,
            SyncRequest request) {
        List<SyncPoint> candidates = new ArrayList<>();
        List<WindowView> views = new ArrayList<>();
        Refinement refinement = refined.refinement();
        if (refinement == null) {
            return refused(
                    "the motion is too weak to tell the offset in any window; give livelier places with --at",
                    windows,
                    peak);
        }
        int[] curveOf = curves(windows, refined.used());
        for (int i = 0; i < refined.used().size(); i++) {
            Refinement.Window w = refinement.windows().get(i);
            CurvePeaks curve = peak.windowPeaks().get(curveOf[i]);
            WindowView v = view(
                    java.util.Objects.requireNonNull(refined.used().get(i).rates()),
                    curve,
                    w.offsetNs(),
                    refinement.state().mount());
            views.add(v);
            long offset = Math.round(w.offsetNs());
            double sigma = Verdict.sigmaNs(w, refined.halves());
            candidates.add(new SyncPoint(
                    w.middleNs(),
                    w.middleNs() - offset,
                    offset,
                    sigma,
                    refined.localScore()[i],
                    v.rivalScore(),
                    alone(w, sigma),
                    Double.NaN));
        }
        PointGrading.Graded graded = PointGrading.grade(candidates);
        LineFit line = graded.line();
        graded = new PointGrading.Graded(sharp(graded.points()), line);
        long good = graded.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .count();
        boolean alone = refined.used().size() == 1 && good == 1;
        String refusal = line == null || (good < 2 && !alone)
                ? "the windows do not agree on an offset: give more of them with --points, or better ones with --at"
                : alone ? Verdict.ofSingle(peak, refined) : null;
        if (refusal == null) {
            double tiltRad = Math.toRadians(angleDeg(mounting, refined));
            refusal = Verdict.ofRefinement(refinement, tiltRad, request);
        }
        if (refusal != null || line == null) {
            List<SyncPoint> none = graded.points().stream()
                    .map(p -> p.quality() == Quality.GOOD
                            ? p.graded(Quality.DOUBTFUL, p.lineResidualNs(), p.sigmaNs())
                            : p)
                    .toList();
            return result(SyncResult.Status.REFUSED, refusal, none, SyncTrack.EMPTY, null, mounting, refined, views);
        }
        return result(SyncResult.Status.SYNCED, null, graded.points(), track(line), line, mounting, refined, views);
    }

    /** Between the turn found and the nearest square mounting: refined where there was a refinement. */
    private static double angleDeg(@Nullable OrientationChoice mounting, @Nullable Refined refined) {
        if (mounting == null) {
            return Double.NaN;
        }
        if (refined == null || refined.refinement() == null) {
            return Math.toDegrees(mounting.angleRad());
        }
        double[] square = Matrix3.transpose(mounting.nearest().toCamera());
        return Math.toDegrees(Matrix3.angle(
                Matrix3.product(square, refined.refinement().state().mount())));
    }

    private static Quality alone(Refinement.Window w, double sigmaNs) {
        if (!(sigmaNs > 0) || !(sigmaNs < LARGEST_SIGMA_NS)) {
            return Quality.BAD;
        }
        return w.inlierShare() < LEAST_INLIERS ? Quality.DOUBTFUL : Quality.GOOD;
    }

    /** Points whose error bar grew too large by the others' scatter are not good any more. */
    private static List<SyncPoint> sharp(List<SyncPoint> points) {
        return points.stream()
                .map(p -> p.quality() == Quality.GOOD && p.sigmaNs() > LARGEST_SIGMA_NS
                        ? p.graded(Quality.DOUBTFUL, p.lineResidualNs(), p.sigmaNs())
                        : p)
                .toList();
    }

    /** Which of the curves, one for each window with rates, belongs to each used window. */
    private static int[] curves(List<TrackedWindow> windows, List<TrackedWindow> used) {
        List<TrackedWindow> withRates =
                windows.stream().filter(w -> w.rates() != null).toList();
        return used.stream().mapToInt(withRates::indexOf).toArray();
    }

    private SyncTrack track(LineFit line) {
        return new SyncTrack(List.of(
                new SyncTrack.Knot(0, line.at(0.0)),
                new SyncTrack.Knot(Math.max(1, video.durationNs()), line.at((double) video.durationNs()))));
    }

    private WindowView view(VisualRates r, CurvePeaks curve, double offsetNs, double[] turn) {
        int n = r.size();
        double[] time = new double[n];
        double[][] visual = new double[3][n];
        double[][] logged = new double[3][n];
        float[][] g = new float[3][n];
        float[] known = new float[n];
        BoxAveragedRates.of(log.gyro()).fill(r.firstNs() - offsetNs, r.stepNs(), r.stepNs(), n, g, known);
        for (int i = 0; i < n; i++) {
            time[i] = (r.firstNs() + i * r.stepNs()) * 1e-9;
            for (int a = 0; a < 3; a++) {
                visual[a][i] = r.weight()[i] > 0 ? r.rates()[a][i] : Double.NaN;
                logged[a][i] = known[i] > 0
                        ? turn[3 * a] * g[0][i] + turn[3 * a + 1] * g[1][i] + turn[3 * a + 2] * g[2][i]
                        : Double.NaN;
            }
        }
        int at = curve.peak();
        int lobe = (int) Math.ceil(1.5 * r.stepNs() / curve.stepNs());
        int rival = at < 0 ? -1 : curve.peakOutside(curve.lobeEnd(at, -1, lobe), curve.lobeEnd(at, 1, lobe));
        double[] offsetMs = curve.outlineOffsetsNs();
        for (int i = 0; i < offsetMs.length; i++) {
            offsetMs[i] *= 1e-6;
        }
        return new WindowView(
                time,
                visual,
                logged,
                offsetMs,
                curve.outlineScores(),
                at < 0 ? Double.NaN : curve.offsetNs(at) * 1e-6,
                at < 0 ? Double.NaN : curve.score(at),
                rival < 0 ? Double.NaN : curve.offsetNs(rival) * 1e-6,
                rival < 0 ? Double.NaN : curve.score(rival));
    }

    private SyncResult result(
            SyncResult.Status status,
            @Nullable String reason,
            List<SyncPoint> points,
            SyncTrack track,
            @Nullable LineFit line,
            @Nullable OrientationChoice mounting,
            @Nullable Refined refined,
            List<WindowView> views) {
        Refinement refinement = refined == null ? null : refined.refinement();
        List<String> warnings = new ArrayList<>(log.warnings());
        if (lens.assumed()) {
            warnings.add("no lens profile: a field of view was assumed; give one with --lens for the best accuracy");
        }
        if (refined != null) {
            for (TrackedWindow w : refined.leftOut()) {
                warnings.add(Verdict.format(
                        "the window at %.2f s is of no use: the motion there is too weak", w.middleNs() * 1e-9));
            }
        }
        String declared = log.orientationDeclared() ? log.orientation().letters() : null;
        String found = mounting == null || mounting.found() == null
                ? null
                : mounting.found().letters();
        if (mounting != null && found == null) {
            warnings.add("the motion does not tell the log's orientation; nearest is "
                    + mounting.nearest().letters());
        }
        if (found != null && declared != null && !found.equals(declared)) {
            warnings.add("the log declares orientation " + declared + ", the motion shows " + found);
        }
        return new SyncResult(
                status,
                reason,
                video.name(),
                log.name(),
                video.durationNs(),
                video.fps(),
                points,
                track,
                line == null || Double.isInfinite(line.driftSigma()) ? Double.NaN : line.drift() * 1e6,
                line == null || Double.isInfinite(line.driftSigma()) ? Double.NaN : line.driftSigma() * 1e6,
                declared,
                found,
                angleDeg(mounting, refined),
                refinement == null ? null : refinement.state().biasRadS(),
                refinement == null ? Double.NaN : refinement.state().readoutS() * 1e3,
                refined == null || refinement == null || refined.readoutKnown()
                        ? Double.NaN
                        : refinement.readoutSigmaS() * 1e3,
                refinement == null ? Double.NaN : Math.exp(refinement.state().logFocal()),
                refinement == null ? Double.NaN : refinement.logFocalSigma(),
                lens.name(),
                log.gyroflowZeroNs(),
                engine,
                warnings,
                views);
    }
}
