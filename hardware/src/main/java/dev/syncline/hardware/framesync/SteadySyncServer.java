package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;
import org.jspecify.annotations.Nullable;

/**
 * The repaired server. On the wire it is what stock clients expect. It counts frames by the sensor's clock, so a step of
 * the wall clock is neither dropped frames nor a ready frame that comes early; it smooths the times that it sends; it
 * sends more often before the ready frame, so that clients on a poor network hear of it; and its ready time is always a
 * whole number of its told frame durations away, so that a client can count frames whenever it joins.
 */
final class SteadySyncServer implements SyncServer {
    /** Stock clients correct for each packet, so packets must be further apart than a correction takes to show. */
    private static final int CLOSEST_PACKETS = 5;

    private static final int EARLY_PACKETS_PER_PERIOD = 3;

    private final SyncSettings settings;
    private final OwnFrames own;
    private long countAtPacket;
    private boolean ready;
    private @Nullable SyncPayload due;

    SteadySyncServer(SyncSettings settings, FrameTiming timing) {
        this.settings = settings;
        this.own = new OwnFrames(timing);
    }

    @Override
    public FrameSyncVerdict onFrame(long sensorNs, long wallNs) {
        own.onFrame(sensorNs, wallNs);
        long count = own.counted();
        long afterReady = count - settings.readyFrame();
        due = null;
        if (count - countAtPacket >= periodFrames(afterReady) && own.isSteady()) {
            due = payload(afterReady);
            countAtPacket = count;
        }
        ready |= afterReady >= 0;
        return new FrameSyncVerdict(
                ready,
                true,
                0,
                -Math.round(afterReady * own.periodNs()),
                0,
                afterReady,
                ready ? FrameSyncState.LOCKED : FrameSyncState.COUNTING);
    }

    private int periodFrames(long afterReady) {
        int period = settings.syncPeriodFrames();
        return afterReady >= 0
                ? period
                : Math.min(period, Math.max(CLOSEST_PACKETS, period / EARLY_PACKETS_PER_PERIOD));
    }

    private SyncPayload payload(long afterReady) {
        long durationUs = Math.round(own.periodNs() / 1000);
        long frameUs = Math.floorDiv(own.steadyNs() + own.stepSumNs() + 500, 1000L);
        return new SyncPayload(durationUs, frameUs, frameUs - afterReady * durationUs);
    }

    @Override
    public @Nullable SyncPayload due() {
        return due;
    }

    @Override
    public long missedFrames() {
        return own.missed();
    }

    @Override
    public long clockSteps() {
        return own.steps();
    }
}
