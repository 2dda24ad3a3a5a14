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
    /** Windows looked at before giving up, at most this many times the points asked for, and never more than this. */
    private static final int MOST_WINDOWS = 12;

    /** A window is exchanged for another of its part of the clip when that one tells this many times as much. */
    private static final double WORTH_EXCHANGING = 2;

    private final FlowTrackerProvider trackers;
    private final ProgressListener progress;
    private final String version;

    /** @param version of Syncline, for the result */
    public SyncPipeline(FlowTrackerProvider trackers, ProgressListener progress, String version) {
        this.trackers = trackers;
        this.progress = progress;
        this.version = version;
    }

    /**
     * Syncs a clip.
     *
     * @param lens at any size of the video's aspect ratio
     * @throws IOException when the video cannot be decoded
     */
    public SyncResult run(FrameSource frames, MotionLog log, LensProfile lens, SyncRequest request) throws IOException {
        VideoInfo video = frames.info();
        double frameNs = 1e9 / video.fps();
        CameraModel camera = lens.camera().scaledTo(frames.workingWidthPx(), frames.workingHeightPx());
        WindowTracking tracking = new WindowTracking(frames, trackers, camera, frameNs);
        WindowChoice choice = new WindowChoice(video.durationNs(), request.windowNs(), frameNs);
        ResultBuilder result = new ResultBuilder(video, log, lens, trackers.name(), version);
        double[] turn =
                request.orientation() == null ? null : request.orientation().toCamera();
        OffsetSearch search = new OffsetSearch(log.gyro(), turn);
        double[] range = range(request);

        List<TrackedWindow> windows = new ArrayList<>();
        CoarseOffset peak = null;
        String refusal = null;
        for (List<WindowChoice.Span> spans = first(choice, log, request);
                !spans.isEmpty();
                spans = more(choice, windows, request)) {
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
        if (refusal != null || peak == null) {
            String turning = Verdict.ofTurning(windows, log.gyro());
            String reason = refusal == null ? "nothing was compared" : refusal;
            return result.refused(turning == null || peak == null ? reason : turning, windows, peak);
        }
        if (request.atNs().isEmpty() && exchange(choice, tracking, log, peak, request, windows)) {
            peak = search.find(Verdict.rates(windows), range);
            refusal = Verdict.ofPeak(peak);
            if (refusal != null || peak == null) {
                return result.refused(refusal == null ? "nothing was compared" : refusal, windows, peak);
            }
        }
        progress.at("refine", 0, 1);
        ImuOrientation declared = log.orientationDeclared() ? log.orientation() : null;
        OrientationChoice mounting = OrientationChoice.of(
                peak.sums(), request.orientation() == null ? declared : request.orientation(), 3 * peak.nullScale());
        Refined refined = Refined.of(
                log.gyro(),
                shutter(request, lens, log),
                request.estimateReadout(),
                camera,
                windows,
                peak,
                mounting,
                lens);
        progress.at("done", 1, 1);
        return result.synced(windows, peak, mounting, refined, request);
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

    private static List<WindowChoice.Span> first(WindowChoice choice, MotionLog log, SyncRequest request) {
        if (!request.atNs().isEmpty()) {
            return choice.at(request.atNs());
        }
        // Motion data from inside the video begin with it, nearly enough to choose by.
        int count = Math.max(3, request.points());
        return log.format().equals("gpmf") ? choice.byInformation(count, log, v -> 0) : choice.even(count);
    }

    /** Windows between those looked at, while there is room. */
    private static List<WindowChoice.Span> more(WindowChoice choice, List<TrackedWindow> windows, SyncRequest request) {
        if (!request.atNs().isEmpty()) {
            return List.of();
        }
        int most = Math.max(MOST_WINDOWS, 2 * request.points());
        int count = Math.min(most, 2 * windows.size() + 1);
        List<WindowChoice.Span> out = new ArrayList<>();
        for (WindowChoice.Span s : choice.even(count)) {
            boolean fresh = windows.stream().noneMatch(w -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs());
            if (fresh && windows.size() + out.size() < most) {
                out.add(s);
            }
        }
        return out;
    }

    private boolean exchange(
            WindowChoice choice,
            WindowTracking tracking,
            MotionLog log,
            CoarseOffset peak,
            SyncRequest request,
            List<TrackedWindow> windows)
            throws IOException {
        List<WindowChoice.Span> better = new ArrayList<>();
        for (WindowChoice.Span s : choice.byInformation(request.points(), log, v -> peak.offsetNsAt((double) v))) {
            TrackedWindow nearest = windows.stream()
                    .min(Comparator.comparingLong(w -> Math.abs(w.middleNs() - s.middleNs())))
                    .orElseThrow();
            double has = nearest.rates() == null
                    ? 0
                    : choice.worth(
                            new WindowChoice.Span(nearest.fromNs(), nearest.toNs()),
                            log,
                            v -> peak.offsetNsAt((double) v));
            if (choice.worth(s, log, v -> peak.offsetNsAt((double) v)) > WORTH_EXCHANGING * has) {
                better.add(s);
            }
        }
        if (better.isEmpty()) {
            return false;
        }
        windows.removeIf(w -> better.stream().anyMatch(s -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs()));
        track(tracking, better, windows);
        return true;
    }

    private void track(WindowTracking tracking, List<WindowChoice.Span> spans, List<TrackedWindow> windows)
            throws IOException {
        int done = windows.size();
        int total = done + spans.size();
        for (WindowChoice.Span s : spans) {
            progress.at("decode and track", done++, total);
            windows.add(tracking.track(s.fromNs(), s.toNs()));
        }
        windows.sort(Comparator.comparingLong(TrackedWindow::fromNs));
    }
}
