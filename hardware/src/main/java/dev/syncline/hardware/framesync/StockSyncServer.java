package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;
import org.jspecify.annotations.Nullable;

/** The server as stock rpicam programs have it: whole microseconds of the wall clock, whatever that clock does. */
final class StockSyncServer implements SyncServer {
    private static final int LONGEST_MEAN = 99;

    private final SyncSettings settings;
    private final StockFrameTime frame;
    private final long nominalUs;
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
        frame.begin(Math.floorDiv(wallNs, 1000L));
        missed += frame.dropped();
        estimateDuration();
        int toReady = settings.readyFrame() - frame.count();
        long readyUs = (long) (frame.timeUs() + toReady * durationUs);
        sincePacket += frame.dropped();
        due = null;
        if (sincePacket >= settings.syncPeriodFrames()) {
            due = new SyncPayload((long) (durationUs + 0.5), frame.timeUs(), readyUs);
            sincePacket = 0;
        }
        sincePacket++;
        ready |= frame.timeUs() + durationUs / 2 > readyUs;
        FrameSyncVerdict verdict = new FrameSyncVerdict(
                ready,
                true,
                0,
                (readyUs - frame.timeUs()) * 1000,
                0,
                -(long) toReady,
                ready ? FrameSyncState.LOCKED : FrameSyncState.COUNTING);
        frame.end();
        return verdict;
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
