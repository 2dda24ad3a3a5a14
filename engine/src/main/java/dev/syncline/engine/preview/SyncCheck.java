package dev.syncline.engine.preview;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.rotation.PairRotation;
import dev.syncline.engine.sync.rotation.RotationEstimator;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at each point of a result: is the picture still there, once the synced gyro has held it? */
public final class SyncCheck {
    private SyncCheck() {}

    /**
     * Checks the points of a result: the good ones, or all where none is good.
     *
     * @param frames of the clip
     * @param trackers follow points
     * @param camera its lens at the size of the frames
     * @param windowNs video to look at about each point, ns
     * @return a check a point, in order, and how the clip turns
     * @throws IOException when the video cannot be decoded
     */
    public static ClipCheck of(
            FrameSource frames, FlowTrackerProvider trackers, SyncedCamera camera, SyncResult result, long windowNs)
            throws IOException {
        List<SyncPoint> points = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .toList();
        List<PointCheck> checks = new ArrayList<>();
        List<PairRotation> seen = new ArrayList<>();
        for (SyncPoint point : points.isEmpty() ? result.points() : points) {
            checks.add(at(frames, trackers, camera, point.videoNs(), windowNs, seen));
        }
        return new ClipCheck(
                checks,
                ClipRates.of(camera, frames.info().durationNs(), frames.info().fps(), seen));
    }

    private static PointCheck at(
            FrameSource frames,
            FlowTrackerProvider trackers,
            SyncedCamera camera,
            long videoNs,
            long windowNs,
            List<PairRotation> seen)
            throws IOException {
        List<FlowPair> pairs = new ArrayList<>();
        RotationEstimator turns = new RotationEstimator(camera.lens());
        try (FlowTracker tracker = trackers.open(FlowSettings.DEFAULT)) {
            frames.decode(Math.max(0, videoNs - windowNs / 2), videoNs + windowNs / 2, frame -> {
                FlowPair pair = tracker.advance(frame);
                if (pair != null) {
                    pairs.add(pair);
                    PairRotation turn = turns.estimate(pair);
                    if (turn != null) {
                        seen.add(turn);
                    }
                }
                return !Thread.currentThread().isInterrupted();
            });
        }
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted while decoding");
        }
        double[] shifts = PointCheck.shiftsMs();
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] *= 1e6;
        }
        long offsetNs = Math.round(camera.track().offsetNsAt(videoNs));
        return PointCheck.of(videoNs, offsetNs, new RotationLeft(camera).of(pairs, shifts));
    }
}
