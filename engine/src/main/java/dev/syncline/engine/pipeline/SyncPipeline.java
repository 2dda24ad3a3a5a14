package dev.syncline.engine.pipeline;

import dev.syncline.engine.correlate.CoarseOffset;
import dev.syncline.engine.correlate.OffsetSearch;
import dev.syncline.engine.correlate.OrientationChoice;
import dev.syncline.engine.flow.FlowTrackerProvider;
import dev.syncline.engine.geometry.CameraModel;
import dev.syncline.engine.geometry.LensProfile;
import dev.syncline.engine.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.read.MotionLog;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync from end to end: choose windows → decode → track → rotate → correlate → refine → fit. (Reading comes before:
 * the log and the lens are handed in; exporting comes after.) The same input gives the same result, to the bit.
 */
public final class SyncPipeline {
    /** Times that windows are added after the points were graded. */
    private static final int MOST_ROUNDS = 4;

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
        ImuOrientation held = request.orientation();
        if (held != null && !held.isProper()) {
            // No turn leads from a mirrored log's axes to the camera's. With one axis negated a turn does.
            return run(frames, log.negating(2), lens, request.holding(held.negating(2)));
        }
        VideoInfo video = frames.info();
        double frameNs = 1e9 / video.fps();
        CameraModel camera = lens.camera().scaledTo(frames.workingWidthPx(), frames.workingHeightPx());
        WindowTracking tracking = new WindowTracking(frames, trackers, camera, frameNs, threads);
        WindowChoice choice = new WindowChoice(video.durationNs(), request.windowNs(), frameNs, frames::keyframeNs);
        WindowPlan plan = new WindowPlan(choice, log, request);
        ResultBuilder result = new ResultBuilder(frames, log, lens, trackers, version);
        double[] turn =
                request.orientation() == null ? null : request.orientation().toCamera();
        OffsetSearch search = new OffsetSearch(log.gyro(), turn);
        double[] range = range(request);

        List<TrackedWindow> windows = new ArrayList<>();
        CoarseOffset peak = null;
        String refusal = null;
        for (List<WindowChoice.Span> spans = plan.first(); !spans.isEmpty(); spans = plan.more(windows)) {
            track(tracking, spans, windows);
            refusal = Verdict.ofPicture(windows);
            if (refusal == null) {
                progress.at("correlate", 0, 1);
                peak = search.find(Verdict.rates(windows), range);
                refusal = Verdict.ofPeak(peak);
            }
            if (refusal == null) {
                break;
            }
        }
        // Why the windows do not fit one offset, where a part of them does: then the clock must be seen to jump.
        String whole = null;
        if (refusal != null && peak != null) {
            CoarseOffset half = JumpSearch.ofHalf(search, windows, range);
            if (half != null) {
                whole = refusal;
                refusal = null;
                peak = half;
            }
        }
        if (refusal != null || peak == null) {
            String turning = Verdict.ofTurning(windows, log.gyro());
            String reason = refusal == null ? "nothing was compared" : refusal;
            return result.refused(turning == null || peak == null ? reason : turning, windows, peak);
        }
        CoarseOffset rough = peak;
        List<WindowChoice.Span> better =
                whole != null ? List.of() : plan.better(windows, v -> rough.offsetNsAt((double) v));
        if (!better.isEmpty()) {
            windows.removeIf(w -> better.stream().anyMatch(s -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs()));
            track(tracking, better, windows);
            peak = search.find(Verdict.rates(windows), range);
            refusal = Verdict.ofPeak(peak);
            if (refusal != null || peak == null) {
                return result.refused(refusal == null ? "nothing was compared" : refusal, windows, peak);
            }
        }
        ImuOrientation declared = log.orientationDeclared() ? log.orientation() : null;
        OrientationChoice mounting = OrientationChoice.of(
                peak.sums(), request.orientation() == null ? declared : request.orientation(), 3 * peak.nullScale());
        double[] mount = ClockSegments.mount(mounting, peak);
        ClockSegments.Segment searched = whole != null
                ? new ClockSegments.Segment(peak, windows, List.of(), List.of())
                : ClockSegments.Segment.of(peak, windows);
        JumpSearch seams = new JumpSearch(log.gyro(), range, tracking, choice, mount);
        for (int round = 0; ; round++) {
            ClockSegments segments = seams.segments(windows, searched);
            if (whole != null && segments.jumps().isEmpty()) {
                return result.refused(whole, windows, peak);
            }
            progress.at("refine", 0, 1);
            Refined refined = Refined.of(
                    log.gyro(),
                    shutter(request, lens, log),
                    request.estimateReadout(),
                    camera,
                    segments,
                    mounting,
                    mount,
                    lens,
                    request.estimateBias());
            Grading grading = Grading.of(refined, segments);
            List<WindowChoice.Span> spans =
                    round < MOST_ROUNDS ? plan.afterGrading(windows, grading, video.durationNs()) : List.of();
            if (spans.isEmpty()) {
                progress.at("done", 1, 1);
                return result.synced(segments, mounting, refined, grading, request);
            }
            track(tracking, spans, windows);
        }
    }

    private static @Nullable RollingShutter shutter(SyncRequest request, LensProfile lens, MotionLog log) {
        if (request.shutter() != null) {
            return request.shutter();
        }
        return lens.shutter() != null ? lens.shutter() : log.shutter();
    }

    private static double @Nullable [] range(SyncRequest request) {
        Long search = request.searchNs();
        return search == null
                ? null
                : new double[] {request.roughOffsetNs() - search, (double) request.roughOffsetNs() + search};
    }

    private void track(WindowTracking tracking, List<WindowChoice.Span> spans, List<TrackedWindow> windows)
            throws IOException {
        int total = windows.size() + spans.size();
        progress.at("decode and track", windows.size(), total);
        tracking.track(spans, window -> {
            windows.add(window);
            if (windows.size() < total) {
                progress.at("decode and track", windows.size(), total);
            }
        });
        windows.sort(Comparator.comparingLong(TrackedWindow::fromNs));
    }
}
