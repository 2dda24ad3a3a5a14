package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.diagnosis.Diagnosis;
import dev.syncline.engine.sync.diagnosis.Evidence;
import dev.syncline.engine.sync.diagnosis.Implausible;
import dev.syncline.engine.sync.diagnosis.OpticalStabilisation;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Tried;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sync from end to end: look ({@link Looking}: decode, track, rotate) → search ({@link CoarseSearch}) → refine ({@link
 * Refined}) → grade ({@link Grading}, {@link Verdict}). Opening comes before and exporting after: see {@code engine.api}.
 * The same input gives the same result, to the bit.
 */
public final class SyncPipeline {
    private final FlowTrackerProvider trackers;
    private final ProgressListener progress;
    private final String version;
    private final int threads;

    /**
     * On all processors.
     *
     * @param version of Syncline, for the result
     */
    public SyncPipeline(FlowTrackerProvider trackers, ProgressListener progress, String version) {
        this(trackers, progress, version, Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param version of Syncline, for the result
     * @param threads about so many are used, the source's own not counted; with 1 the caller's alone. The result does not
     *     depend on it
     */
    public SyncPipeline(FlowTrackerProvider trackers, ProgressListener progress, String version, int threads) {
        this.trackers = trackers;
        this.progress = progress;
        this.version = version;
        this.threads = threads;
    }

    /**
     * Syncs a clip.
     *
     * @param lens at any size of the video's aspect ratio
     * @throws IOException when the video cannot be decoded
     */
    public SyncResult run(FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request) throws IOException {
        Refusal still = UnusualLog.still(log.gyro());
        if (still != null) {
            return new ResultBuilder(frames, log, lens, trackers, version).refused(still, List.of(), null);
        }
        WatchedFrames watched = new WatchedFrames(frames);
        SyncResult result =
                request.speed() == 1 ? recordings(watched, log, lens, request) : atSpeed(watched, log, lens, request);
        double fps = frames.info().fps();
        return PromisedPoints.of(result, request, WindowLength.ns(request, fps))
                .warned(WindowLength.warnings(request, fps));
    }

    /** Of a video that plays at another speed: its log is played at that speed too, and the result put back. */
    private SyncResult atSpeed(WatchedFrames frames, MotionLog log, LensProfile lens, SyncRequest request)
            throws IOException {
        ClockRate rate = new ClockRate(new StretchedClock(log.gyro().startNs(), 1 / request.speed()));
        SyncResult played = recordings(frames, rate.of(log), rate.of(lens), request.asPlayed(rate));
        return played.status() == SyncResult.Status.SYNCED ? rate.onOwnClock(played) : played;
    }

    private SyncResult recordings(WatchedFrames frames, MotionLog log, LensProfile lens, SyncRequest request)
            throws IOException {
        Seen seen = new Seen();
        SyncResult longest = oneRecording(frames, log, lens, request, seen);
        if (longest.status() == SyncResult.Status.SYNCED) {
            return longest;
        }
        for (MotionLog other : UnusualLog.fitting(log.others(), seen.windows)) {
            SyncResult result = oneRecording(frames, other, lens, request, new Seen());
            if (result.status() == SyncResult.Status.SYNCED) {
                return result;
            }
        }
        return longest;
    }

    private SyncResult oneRecording(FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request, Seen seen)
            throws IOException {
        ImuOrientation held = request.stated().orientation();
        if (held != null && !held.isProper()) {
            // No turn leads from a mirrored log's axes to the camera's. With one axis negated a turn does.
            return oneRecording(frames, log.negating(2), lens, request.holding(held.negating(2)), seen);
        }
        SyncResult asItStands = attempt(frames, log, lens, request, seen);
        boolean refused = asItStands.status() == SyncResult.Status.REFUSED;
        if (frames instanceof WatchedFrames watched) {
            FrameChanges changes = watched.changes();
            if (changes.isWorthAnotherLook(refused)) {
                TrueFrames once = new TrueFrames(watched.source(), changes);
                SyncResult other = oneRecording(once, log, lens, request, refused ? seen : new Seen());
                boolean better = refused || other.status() == SyncResult.Status.SYNCED;
                return (better ? other : asItStands)
                        .warned(changes.warnings(frames.info().fps()));
            }
        }
        if (asItStands.status() == SyncResult.Status.REFUSED) {
            SyncResult other = again(frames, log, lens, request, seen, asItStands);
            if (other.refusal() == null) {
                return other;
            }
            Refusal why = UnusualLog.notAGyro(log.gyro());
            if (why == null && seen.travels) {
                // The causes are looked for in rates that take part of the travel for turns.
                return explained(other, other.refusal(), TravellingCamera.NAME, seen.tried);
            }
            return why == null
                    ? explained(other, other.refusal(), log, lens, request, seen)
                    : other.worded(r -> why, w -> w);
        }
        double factor = LogScale.factor(seen.peak, !lens.assumed());
        if (factor != 1) {
            // The same windows, however short, until the other scale is seen to fit better.
            Seen scaled = new Seen();
            SyncResult other = look(frames, log.rescaled(factor), lens, request, scaled, seen.windowNs);
            if (!scaled.suffices && LogScale.isBetter(scaled.misfit, seen.misfit)) {
                other = attempt(frames, log.rescaled(factor), lens, request, scaled);
            }
            if (other.status() == SyncResult.Status.SYNCED && LogScale.isBetter(scaled.misfit, seen.misfit)) {
                return checked(frames, log.rescaled(factor), lens, request, scaled, other)
                        .warned(List.of(LogScale.warning(factor)));
            }
        }
        if (held == null && log.negatedAxis() < 0 && SecondLook.isMirroredAt(seen.peak)) {
            SyncResult mirrored = attempt(frames, log.negating(2), lens, request, new Seen());
            return mirrored.status() == SyncResult.Status.SYNCED ? mirrored : asItStands;
        }
        return checked(frames, log, lens, request, seen, asItStands);
    }

    private SyncResult checked(
            FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request, Seen seen, SyncResult synced)
            throws IOException {
        SyncResult shown = stabilised(frames, log, lens, request, seen, synced);
        return shown.status() == SyncResult.Status.SYNCED ? plausible(shown, log, lens, request, seen) : shown;
    }

    /** Refuses an answer that the rates of turn speak against. */
    private static SyncResult plausible(
            SyncResult synced, MotionLog log, LensProfile lens, SyncRequest request, Seen seen) {
        Refusal none = Refusal.of(RefusalCode.UNKNOWN, "synced");
        Evidence evidence = seen.evidence(log, lens, request, none);
        Refusal odd = Implausible.of(evidence, synced.estimates().focalScale());
        return odd == null ? synced : explained(seen.refused.apply(odd), odd, "implausible answer", seen.tried);
    }

    /**
     * Refuses a picture of which part of the panning and tilting was taken out optically: a shorter lens would do nearly the
     * same, and where a filter follows behind, the offset is not the clocks'.
     */
    private SyncResult stabilised(
            FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request, Seen seen, SyncResult asItStands)
            throws IOException {
        CoarseOffset peak = seen.peak;
        OpticalStabilisation found = peak == null || lens.assumed() || seen.travels
                ? null
                : OpticalStabilisation.of(Verdict.rates(seen.windows), log.gyro(), peak.offsetNs());
        if (peak == null || found == null) {
            return asItStands;
        }
        Seen with = new Seen();
        MotionLog shown = log.withGyro(log.gyro().mapped(found.shown(peak.turn())));
        // The same windows, however short: what they leave unexplained is compared.
        SyncResult other = look(frames, shown, lens, request, with, seen.windowNs);
        boolean fits = other.status() == SyncResult.Status.SYNCED && with.misfit < seen.misfit - Refined.BETTER;
        return fits
                ? explained(seen.refused.apply(found.refusal()), found.refusal(), "optical stabilisation", seen.tried)
                : asItStands;
    }

    private static SyncResult explained(SyncResult refused, Refusal refusal, String cause, List<Tried> before) {
        List<Tried> tried = new ArrayList<>(before);
        tried.add(new Tried(cause, true, refusal.text()));
        return refused.worded(own -> refusal.having(tried), w -> w);
    }

    /** A refused result with the likeliest cause for its reason. */
    private SyncResult explained(
            SyncResult refused, Refusal refusal, MotionLog log, LensProfile lens, SyncRequest request, Seen seen) {
        progress.at("diagnose", 0, 1);
        Evidence evidence = seen.evidence(log, lens, request, refusal);
        Refusal cause = Diagnosis.of(evidence, seen.tried);
        return refused.worded(own -> cause, w -> w);
    }

    /** Tries what else the log may be, where a sync as it stands was refused. */
    private SyncResult again(
            FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request, Seen seen, SyncResult asItStands)
            throws IOException {
        if (!request.range().isAll()) {
            return asItStands;
        }
        double factor = SecondLook.unitFactor(seen.peak);
        if (factor != 1) {
            SyncResult other = attempt(frames, log.scaled(factor), lens, request, new Seen());
            if (other.status() == SyncResult.Status.SYNCED) {
                return other;
            }
        }
        double scale = LogScale.factor(seen.peak, !lens.assumed());
        if (scale != 1) {
            Seen scaled = new Seen();
            SyncResult other = attempt(frames, log.rescaled(scale), lens, request, scaled);
            if (other.status() == SyncResult.Status.SYNCED
                    && checked(frames, log.rescaled(scale), lens, request, scaled, other)
                                    .status()
                            == SyncResult.Status.SYNCED) {
                return other.warned(List.of(LogScale.warning(scale)));
            }
        }
        SecondLook look = new SecondLook(log, seen.windows, seen.peak);
        seen.tried = look.tried();
        if (request.stated().orientation() == null && look.isMirrored()) {
            SyncResult other = attempt(frames, log.negating(2), lens, request, new Seen());
            if (other.status() == SyncResult.Status.SYNCED) {
                return other;
            }
        }
        StretchedClock clock = look.otherClock();
        if (clock != null) {
            ClockRate rate = new ClockRate(clock);
            SyncResult other = attempt(frames, rate.of(log), rate.of(lens), request, new Seen());
            if (other.status() == SyncResult.Status.SYNCED && ClockRate.isToldBy(other)) {
                return rate.onOwnClock(other);
            }
        }
        SyncRequest otherWindows = WindowLength.other(request, seen.windows, frames.info(), asItStands.refusal());
        if (otherWindows != null) {
            Seen through = new Seen();
            SyncResult other = attempt(frames, log, lens, otherWindows, through);
            if (other.status() == SyncResult.Status.SYNCED) {
                return other.warned(List.of(WindowLength.warning(request, otherWindows)));
            }
            if (through.travels && !seen.travels) {
                seen.become(through);
                return other;
            }
        }
        return asItStands;
    }

    private SyncResult attempt(FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request, Seen seen)
            throws IOException {
        double fps = frames.info().fps();
        SyncResult first = look(frames, log, lens, request, seen, WindowLength.shortNs(request, fps));
        return seen.suffices ? first : look(frames, log, lens, request, seen, WindowLength.ns(request, fps));
    }

    /** @param windowNs length of the windows, ns: whole, or shorter ones, which {@code seen} then says whether they suffice */
    private SyncResult look(
            FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request, Seen seen, long windowNs)
            throws IOException {
        ImuOrientation held = request.stated().orientation();
        VideoInfo video = frames.info();
        double frameNs = 1e9 / video.fps();
        CameraModel camera = lens.camera().scaledTo(frames.workingWidthPx(), frames.workingHeightPx());
        Map<WindowChoice.Span, TrackedWindow> followed =
                frames instanceof WatchedFrames watched ? watched.followed(lens.camera()) : new HashMap<>();
        WindowTracking tracking = new WindowTracking(
                frames,
                trackers,
                camera,
                frameNs,
                threads,
                followed,
                request.windows().precisionNs() != null);
        long wholeNs = WindowLength.ns(request, video.fps());
        boolean first = windowNs < wholeNs;
        int most = (int) Math.ceil(Math.max(3, request.windows().mostPoints()) * (double) wholeNs / windowNs);
        WindowChoice choice = new WindowChoice(video.durationNs(), windowNs, frameNs, frames::keyframeNs);
        WindowPlan plan = new WindowPlan(
                new WindowChoice(
                        video.durationNs(),
                        wholeNs,
                        WindowLength.shortNs(request, video.fps()),
                        frameNs,
                        frames::keyframeNs),
                log,
                request);
        ShortWindows shorter = new ShortWindows(plan, choice, log, request, windowNs, most);
        Looking looking = new Looking(tracking, progress);
        ResultBuilder result = new ResultBuilder(frames, log, lens, trackers, version);
        Matrix3 turn = held == null ? null : held.toCamera();

        CoarseSearch search = new CoarseSearch(
                looking, plan, log.gyro(), turn, request.range(), progress, new TravellingCamera(camera, frameNs));
        CoarseOutcome coarse = first
                ? search.of(shorter.first())
                : search.run(request.windows().precisionNs() == null);
        seen.windowNs = windowNs;
        seen.suffices = !first;
        seen.windows = looking.windows();
        seen.travels = looking.travels();
        CoarseOffset best = coarse instanceof CoarseOutcome.Believed believed ? believed.peak() : null;
        seen.refused = r -> result.refused(r, looking.windows(), best);
        seen.peak = switch (coarse) {
            case CoarseOutcome.Refused refused -> refused.best();
            case CoarseOutcome.Believed offset -> offset.peak();
        };
        return switch (coarse) {
            case CoarseOutcome.Refused refused -> result.refused(refused.refusal(), looking.windows(), refused.best());
            case CoarseOutcome.Believed offset -> {
                OrientationChoice mounting = mounting(offset.peak(), log, request);
                Matrix3 mount = ClockSegments.mount(mounting, offset.peak());
                JumpSearch seams = new JumpSearch(log.gyro(), request.range(), tracking, choice, mount);
                RefineRounds rounds = new RefineRounds(looking, seams, video.durationNs(), progress);
                RefineOutcome refined = rounds.run(
                        offset,
                        first ? shorter::afterGrading : plan.further(),
                        mounting,
                        new Repetition(log.gyro(), mount, request.range()),
                        segments -> Refined.of(
                                log.gyro(),
                                StatedReadout.of(request, lens, log),
                                camera,
                                segments,
                                mounting,
                                mount,
                                lens,
                                request.stated().estimateBias()));
                yield switch (refined) {
                    case RefineOutcome.Refused refused ->
                        result.refused(refused.refusal(), looking.windows(), offset.peak());
                    case RefineOutcome.Graded graded -> {
                        Refinement refinement = graded.refined().refinement();
                        seen.misfit = refinement == null ? seen.misfit : refinement.misfit();
                        SyncResult out = result.graded(graded, request);
                        seen.suffices |= out.status() == SyncResult.Status.SYNCED
                                && (graded.grading().isPrecise(request, video.durationNs())
                                        || looking.windows().size() >= most);
                        yield out;
                    }
                };
            }
        };
    }

    private static OrientationChoice mounting(CoarseOffset peak, MotionLog log, SyncRequest request) {
        ImuOrientation declared = log.orientationDeclared() ? log.orientation() : null;
        return OrientationChoice.of(
                peak.sums(),
                request.stated().orientation() == null
                        ? declared
                        : request.stated().orientation(),
                3 * peak.nullScale());
    }
}
