package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;
import org.jspecify.annotations.Nullable;

/**
 * The server as stock rpicam programs have it: whole microseconds of the wall clock, whatever that clock does, and no frame
 * that comes too soon after another.
 */
final class StockSyncServer implements SyncServer {
    private static final int LONGEST_MEAN = 99;

    private final SyncSettings settings;
    private final StockFrameTime frame;
    private final long nominalUs;
    private final StockRunRule rule = new StockRunRule();
    private FrameSyncVerdict latest =
            new FrameSyncVerdict(false, true, 0, FrameSyncVerdict.UNKNOWN, 0, 0, FrameSyncState.COUNTING);
    private double durationUs;
    private int sincePacket;
    private long missed;
    private boolean ready;
    private @Nullable SyncPayload due;

    StockSyncServer(SyncSettings settings, FrameTiming timing) {
        this.settings = settings;
        this.nominalUs = timing.nominalFrameNs() / 1000;
        this.frame = new StockFrameTime(nominalUs);
    }

    @Override
    public FrameSyncVerdict onFrame(long sensorNs, long wallNs) {
        due = null;
        if (!rule.runs(sensorNs)) {
            return latest.withoutSync(rule.sinceRun());
        }
        frame.begin(Math.floorDiv(wallNs, 1000L));
        missed += Math.max(0, frame.dropped() - rule.skippedBeforeRun());
        estimateDuration();
        int toReady = settings.readyFrame() - frame.count();
        long readyUs = (long) (frame.timeUs() + toReady * durationUs);
        sincePacket += frame.dropped();
        if (sincePacket >= settings.syncPeriodFrames()) {
            due = new SyncPayload((long) (durationUs + 0.5), frame.timeUs(), readyUs);
            sincePacket = 0;
        }
        sincePacket++;
        ready |= frame.timeUs() + durationUs / 2 > readyUs;
        latest = new FrameSyncVerdict(
                ready,
                true,
                0,
                (readyUs - frame.timeUs()) * 1000,
                0,
                -(long) toReady,
                ready ? FrameSyncState.LOCKED : FrameSyncState.COUNTING);
        frame.end();
        return latest;
    }

    /** A mean over the first hundred frames, then one that forgets. */
    private void estimateDuration() {
        int count = frame.count();
        if (count == 0) {
            durationUs = nominalUs;
            return;
        }
        long lengthUs = frame.sincePreviousUs() / (1 + frame.dropped());
        int mean = Math.min(count, LONGEST_MEAN);
        durationUs = count == 1 ? lengthUs : (mean * durationUs + lengthUs) / (mean + 1);
    }

    @Override
    public @Nullable SyncPayload due() {
        return due;
    }

    @Override
    public long missedFrames() {
        return missed;
    }

    @Override
    public long clockSteps() {
        return 0;
    }
}
