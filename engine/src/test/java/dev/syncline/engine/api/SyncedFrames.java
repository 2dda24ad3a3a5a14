package dev.syncline.engine.api;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.util.List;

/** Syncs frames that a test made, through the public face. */
public final class SyncedFrames {
    private SyncedFrames() {}

    /** On two threads. */
    public static SyncResult sync(
            FrameSource frames, FlowTrackerProvider tracker, MotionLog log, LensProfile lens, SyncOptions options)
            throws IOException {
        return sync(frames, tracker, log, lens, options, 2);
    }

    /** On some threads. */
    public static SyncResult sync(
            FrameSource frames,
            FlowTrackerProvider tracker,
            MotionLog log,
            LensProfile lens,
            SyncOptions options,
            int threads)
            throws IOException {
        try (Syncline syncline = Syncline.of(List.of(), List.of(tracker), threads);
                Clip clip = syncline.open(frames, log, lens)) {
            return clip.sync(options.tracker(tracker.id())).result();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }
}
