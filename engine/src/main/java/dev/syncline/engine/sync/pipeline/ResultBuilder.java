package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.result.Estimates;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.Mounting;
import dev.syncline.engine.result.SyncInputs;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.result.WindowView;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.CurvePeaks;
import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.flow.FlowDevice;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.JumpPlace;
import dev.syncline.engine.sync.track.LineFit;
import dev.syncline.engine.sync.track.LinePart;
import dev.syncline.engine.sync.track.PointGrading;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a result together: points and their grades, the line, and what each window saw. */
final class ResultBuilder {

    private final VideoInfo video;
    private final MotionLog log;
    private final LensProfile lens;
    private final FlowTrackerProvider trackers;
    private final FrameSource frames;
    private final String version;

    ResultBuilder(FrameSource frames, MotionLog log, LensProfile lens, FlowTrackerProvider trackers, String version) {
        this.video = frames.info();
        this.log = log;
        this.lens = lens;
        this.trackers = trackers;
        this.frames = frames;
        this.version = version;
    }

    private SyncResult.Engine engine() {
        FlowDevice device = trackers.device();
        return device == null
                ? new SyncResult.Engine(version, Kernels.active().name(), trackers.name())
                : new SyncResult.Engine(
                        version,
                        Kernels.active().name(),
                        trackers.name(),
                        device.name(),
                        device.driver(),
                        frames.decoder());
    }

    /** No trustworthy answer. The best guess stays in the windows' curves, ungraded as a point. */
    SyncResult refused(Refusal refusal, List<TrackedWindow> windows, @Nullable CoarseOffset peak) {
        List<WindowView> views = new ArrayList<>();
        long seen = windows.stream().filter(w -> w.rates() != null).count();
        if (peak != null) {
            int at = 0;
            for (TrackedWindow w : windows) {
                VisualRates r = w.rates();
                if (r != null) {
                    CurvePeaks curve = seen == peak.windowPeaks().size()
                            ? peak.windowPeaks().get(at++)
                            : null;
                    views.add(view(r, curve, peak.offsetNsAt(r.middleNs()), peak.turn()));
                }
            }
        }
        return result(refusal, List.of(), List.of(), List.of(), null, null, views);
    }

    /** What came of the points: synced, or refused where they do not carry an answer. */
    SyncResult graded(RefineOutcome.Graded outcome, SyncRequest request) {
        ClockSegments segments = outcome.segments();
        Refined refined = outcome.refined();
        OrientationChoice mounting = outcome.mounting();
        Refinement refinement = refined.refinement();
        ClockSegments.Segment main = segments.segments().getFirst();
        if (refinement == null) {
            return refused(Verdict.ofNoWindow(), segments.windows(), main.peak());
        }
        List<WindowView> views = new ArrayList<>();
        for (int i = 0; i < refined.used().size(); i++) {
            TrackedWindow used = refined.used().get(i);
            views.add(view(
                    Objects.requireNonNull(used.rates()),
                    segments.of(used).curve(used),
                    refinement.windows().get(i).offsetNs(),
                    refinement.state().mount()));
        }
        PointGrading.Graded graded = outcome.grading().graded();
        double tiltRad = Math.toRadians(angleDeg(mounting, refined));
        Refusal refusal = Verdict.ofAnswer(
                outcome.grading(),
                refined,
                refinement,
                main.peak(),
                tiltRad,
                request.stated().orientation() != null);
        if (refusal != null) {
            List<SyncPoint> none = graded.points().stream()
                    .map(p -> p.quality() == Quality.GOOD
                            ? p.graded(Quality.DOUBTFUL, p.lineResidualNs(), p.sigmaNs())
                            : p)
                    .toList();
            return result(refusal, none, List.of(), List.of(), mounting, refined, views);
        }
        SyncResult synced = result(null, graded.points(), graded.parts(), graded.jumps(), mounting, refined, views);
        Long precisionNs = request.windows().precisionNs();
        return precisionNs == null || outcome.grading().isPrecise(request, video.durationNs())
                ? synced
                : synced.warned(List.of(warning(
                        WarningCode.LESS_PRECISE,
                        "the offset is known to ± %.3g ms in the middle of the clip, and %.3g ms were asked for",
                        outcome.grading().middleNs(video.durationNs()) * 1e-6,
                        precisionNs * 1e-6)));
    }

    /** Between the turn found and the nearest square mounting: refined where there was a refinement. */
    private static double angleDeg(@Nullable OrientationChoice mounting, @Nullable Refined refined) {
        if (mounting == null) {
            return Double.NaN;
        }
        if (refined == null || refined.refinement() == null) {
            return Math.toDegrees(mounting.angleRad());
        }
        return Math.toDegrees(mounting.nearest()
                .toCamera()
                .angleToRad(refined.refinement().state().mount()));
    }

    /** Which axis that is, where the log declares how it is mounted: ", most likely its X"; else nothing. */
    private String negatedAxis(ImuOrientation shown) {
        ImuOrientation declared = log.asStored(log.orientation());
        for (int axis = 0; axis < 3 && log.orientationDeclared(); axis++) {
            if (declared.negating(axis).equals(shown)) {
                return ", most likely its " + "XYZ".charAt(axis);
            }
        }
        return "";
    }

    /** The lines over the clip; at a jump one ends and, a nanosecond later, the next begins. */
    private SyncTrack track(List<LinePart> parts) {
        List<SyncTrack.Knot> knots = new ArrayList<>();
        long end = Math.max(1, video.durationNs());
        long last = -1;
        for (LinePart part : parts) {
            long from = Math.max(last + 1, part.fromNs());
            long to = Math.min(end, part.toNs() - 1);
            if (to > from) {
                knots.add(new SyncTrack.Knot(from, part.line().at((double) from)));
                knots.add(new SyncTrack.Knot(to, part.line().at((double) to)));
                last = to;
            }
        }
        return new SyncTrack(knots);
    }

    private static List<ClockJump> jumps(List<LinePart> parts, List<JumpPlace> places) {
        List<ClockJump> out = new ArrayList<>();
        for (JumpPlace place : places) {
            LineFit before = null;
            LineFit after = null;
            for (LinePart part : parts) {
                before = part.toNs() == place.videoNs() ? part.line() : before;
                after = part.fromNs() == place.videoNs() ? part.line() : after;
            }
            if (before != null && after != null) {
                double at = place.videoNs();
                out.add(new ClockJump(place.videoNs(), place.withinNs(), before.at(at), after.at(at)));
            }
        }
        return out;
    }

    private WindowView view(VisualRates r, @Nullable CurvePeaks curve, double offsetNs, Matrix3 mount) {
        double[] turn = mount.rowMajor();
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
        if (curve == null) {
            double none = Double.NaN;
            return new WindowView(time, visual, logged, new double[0], new float[0], none, none, none, none);
        }
        int at = curve.peak();
        int rival = Grading.rivalPlace(r, curve);
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
            @Nullable Refusal refusal,
            List<SyncPoint> points,
            List<LinePart> parts,
            List<JumpPlace> places,
            @Nullable OrientationChoice mounting,
            @Nullable Refined refined,
            List<WindowView> views) {
        Refinement refinement = refined == null ? null : refined.refinement();
        List<Warning> warnings = new ArrayList<>();
        warnings.addAll(log.warnings());
        if (lens.assumed()) {
            warnings.add(new Warning(
                    WarningCode.LENS_ASSUMED,
                    lens.isNameless()
                            ? "no lens profile: a field of view was assumed"
                            : "the lens is known roughly: '" + lens.name() + "' is held loosely"));
        }
        if (refined != null) {
            warnings.addAll(refined.warnings());
            for (TrackedWindow w : refined.leftOut()) {
                warnings.add(warning(
                        WarningCode.WINDOW_LEFT_OUT,
                        "the window at %.2f s is of no use: picture and log do not agree there (it turns too little, or"
                                + " more moves than the camera)",
                        w.middleNs() * 1e-9));
            }
        }
        String declared =
                log.orientationDeclared() ? log.asStored(log.orientation()).letters() : null;
        ImuOrientation shown = mounting == null || mounting.found() == null ? null : log.asStored(mounting.found());
        String found = shown == null ? null : shown.letters();
        if (mounting != null && found == null) {
            warnings.add(warning(
                    WarningCode.ORIENTATION_UNKNOWN,
                    "the motion does not tell the log's orientation; nearest is %s",
                    log.asStored(mounting.nearest()).letters()));
        }
        if (shown != null && !shown.isProper()) {
            warnings.add(warning(
                    WarningCode.LOG_MIRRORED,
                    "the log is mirrored: %s has one axis negated, as no sensor has, so the program that wrote the log"
                            + " negates one%s",
                    found,
                    negatedAxis(shown)));
        }
        if (found != null && declared != null && !found.equals(declared)) {
            warnings.add(warning(
                    WarningCode.ORIENTATION_DIFFERS,
                    "the log declares orientation %s, the motion shows %s",
                    declared,
                    found));
        }
        List<ClockJump> jumps = jumps(parts, places);
        for (ClockJump jump : jumps) {
            warnings.add(warning(
                    WarningCode.CLOCK_JUMP,
                    "the clock jumps by %+.3f ms at %.2f s (± %.2f): joined files? there is a line on either side",
                    jump.stepNs() * 1e-6,
                    jump.videoNs() * 1e-9,
                    jump.withinNs() * 1e-9));
        }
        Drift drift = drift(parts);
        warnings.addAll(Unusual.warnings(
                refined,
                angleDeg(mounting, refined),
                mounting == null ? "" : log.asStored(mounting.nearest()).letters(),
                mounting != null && mounting.seen(),
                drift.value()));
        return new SyncResult(
                refusal,
                new SyncInputs(
                        video.name(), log.name(), lens.name(), video.durationNs(), video.fps(), log.gyroflowZeroNs()),
                points,
                new Timeline(track(parts), jumps, drift.value() * 1e6, drift.sigma() * 1e6),
                new Mounting(declared, found, angleDeg(mounting, refined)),
                refined == null || refinement == null ? Estimates.known(null, null) : estimates(refined, refinement),
                engine(),
                warnings,
                views);
    }

    private Estimates estimates(Refined refined, Refinement refinement) {
        return new Estimates(
                new GyroBias(
                        log.asStored(refinement.state().biasRadS()),
                        Arrays.stream(refinement.biasSigmaRadS())
                                .map(Verdict::sigma)
                                .toArray()),
                RollingShutter.along(refined.direction(), refinement.state().readoutS()),
                refined.readoutSigmaS() * 1e3,
                Math.exp(refinement.state().logFocal()),
                Verdict.sigma(refinement.logFocalSigma()));
    }

    private static Warning warning(WarningCode code, String pattern, @Nullable Object... values) {
        return new Warning(code, Verdict.format(pattern, values));
    }

    /** Change of the offset per time, and its standard error; NaN where unknown. */
    private record Drift(double value, double sigma) {}

    /** Mean drift of the lines, weighted by their standard errors. */
    private static Drift drift(List<LinePart> parts) {
        double sum = 0;
        double weights = 0;
        for (LinePart part : parts) {
            if (Double.isFinite(part.line().driftSigma())) {
                double weight = 1 / (part.line().driftSigma() * part.line().driftSigma());
                sum += weight * part.line().drift();
                weights += weight;
            }
        }
        return weights > 0 ? new Drift(sum / weights, 1 / Math.sqrt(weights)) : new Drift(Double.NaN, Double.NaN);
    }
}
