package dev.syncline.engine.api;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.result.WindowView;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A video's times counted from its container's zero instead of its first frame. A log inside the same file moves along, so
 * that its offset stays what it is; to any other log the video is later by as much.
 *
 * @param firstFrameNs when the first frame is shown, container's clock, ns
 * @param logInside whether the log's times are the same container's
 */
record ContainerTime(long firstFrameNs, boolean logInside) {
    private long offsetNs() {
        return logInside ? 0 : firstFrameNs;
    }

    /** Options whose times are the container's, for a video whose times count from the first frame. */
    SyncOptions fromFirstFrame(SyncOptions options) {
        Duration first = Duration.ofNanos(firstFrameNs);
        List<Duration> at =
                options.at().stream().map(middle -> middle.minus(first)).toList();
        SyncOptions moved = options.at(at);
        SyncOptions.Search search = options.search();
        return search == null ? moved : moved.search(search.middle().minusNanos(offsetNs()), search.reach());
    }

    /** A result whose times count from the first frame, on the container's clock. */
    SyncResult of(SyncResult result) {
        Timeline own = result.timeline();
        Timeline timeline = new Timeline(
                new SyncTrack(own.track().knots().stream()
                        .map(k -> new SyncTrack.Knot(k.videoNs() + firstFrameNs, k.offsetNs() + offsetNs()))
                        .toList()),
                own.jumps().stream()
                        .map(j -> new ClockJump(
                                j.videoNs() + firstFrameNs,
                                j.withinNs(),
                                j.beforeNs() + offsetNs(),
                                j.afterNs() + offsetNs()))
                        .toList(),
                own.driftPpm(),
                own.driftSigmaPpm());
        return new SyncResult(
                result.refusal(),
                result.inputs().countedFrom(firstFrameNs),
                result.points().stream().map(this::of).toList(),
                timeline,
                result.mounting(),
                result.estimates(),
                result.engine(),
                result.warnings(),
                result.windows().stream().map(this::of).toList());
    }

    private SyncPoint of(SyncPoint p) {
        long video = p.videoNs() + firstFrameNs;
        long offset = p.offsetNs() + offsetNs();
        return new SyncPoint(
                video, video - offset, offset, p.sigmaNs(), p.score(), p.rival(), p.quality(), p.lineResidualNs());
    }

    private WindowView of(WindowView w) {
        double offsetMs = offsetNs() * 1e-6;
        return new WindowView(
                Arrays.stream(w.videoS()).map(s -> s + firstFrameNs * 1e-9).toArray(),
                w.visualRadS(),
                w.logRadS(),
                Arrays.stream(w.offsetMs()).map(ms -> ms + offsetMs).toArray(),
                w.score(),
                w.peakMs() + offsetMs,
                w.peakScore(),
                w.rivalMs() + offsetMs,
                w.rivalScore());
    }
}
