package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;
import org.jspecify.annotations.Nullable;

/** The client as stock rpicam programs have it, faults included: corrects once for each packet, by what it shows. */
final class StockSyncClient implements SyncClient {
    private final long minAdjustmentUs;
    private final StockFrameTime frame;
    private final StockRunRule rule = new StockRunRule();
    private FrameSyncVerdict latestVerdict = waiting();
    private @Nullable SyncPayload arrived;
    private @Nullable SyncPayload latest;
    private long missed;
    private long errorUs;
    private boolean ready;

    StockSyncClient(SyncSettings settings, FrameTiming timing) {
        this.minAdjustmentUs = settings.minAdjustmentNs() / 1000;
        this.frame = new StockFrameTime(timing.nominalFrameNs() / 1000);
    }

    /** The last packet of several wins. */
    @Override
    public void onPacket(SyncPayload payload) {
        arrived = payload;
    }

    @Override
    public void onServerChanged() {
        // The stock client does not tell servers apart: the last packet wins.
    }

    @Override
    public void contested(boolean doubtful) {
        // Nor does it doubt any.
    }

    @Override
    public FrameSyncVerdict onFrame(long sensorNs, long wallNs) {
        if (!rule.runs(sensorNs)) {
            return latestVerdict.withoutSync(rule.sinceRun());
        }
        frame.begin(Math.floorDiv(wallNs, 1000L));
        missed += Math.max(0, frame.dropped() - rule.skippedBeforeRun());
        long correctionUs = 0;
        if (arrived != null) {
            latest = arrived;
            arrived = null;
            errorUs = errorUs(frame.timeUs(), latest);
            correctionUs = Math.abs(errorUs) < minAdjustmentUs ? 0 : errorUs;
        }
        latestVerdict = latest == null ? waiting() : verdict(latest, correctionUs);
        frame.end();
        return latestVerdict;
    }

    private static FrameSyncVerdict waiting() {
        return new FrameSyncVerdict(
                false,
                false,
                0,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncState.WAITING);
    }

    /** By how much the frame is late; the division goes toward zero, so an early frame is not brought to the nearest. */
    private static int errorUs(long timeUs, SyncPayload packet) {
        long durationUs = packet.frameDurationUs();
        long sinceUs = timeUs - packet.serverFrameUs();
        long frames = (sinceUs + durationUs / 2) / durationUs;
        return (int) (timeUs - frames * durationUs - packet.serverFrameUs());
    }

    private FrameSyncVerdict verdict(SyncPayload packet, long correctionUs) {
        long timeUs = frame.timeUs();
        ready |= timeUs + packet.frameDurationUs() / 2 > packet.readyUs();
        boolean aligned = Math.abs(errorUs) <= 2 * minAdjustmentUs;
        FrameSyncState open = aligned ? FrameSyncState.COUNTING : FrameSyncState.ALIGNING;
        return new FrameSyncVerdict(
                ready,
                aligned,
                correctionUs * 1000,
                (packet.readyUs() - timeUs) * 1000,
                errorUs * 1000,
                Math.round((double) (timeUs - packet.readyUs()) / packet.frameDurationUs()),
                ready ? FrameSyncState.LOCKED : open);
    }

    @Override
    public void steered(long shortenedNs) {
        // Stock does not look at what became of a correction.
    }

    @Override
    public long missedFrames() {
        return missed;
    }

    @Override
    public long clockSteps() {
        return 0;
    }

    @Override
    public long serverRestarts() {
        return 0;
    }

    @Override
    public long rateChanges() {
        return 0;
    }

    @Override
    public long packetsLost() {
        return 0;
    }

    @Override
    public @Nullable String note() {
        return null;
    }
}
