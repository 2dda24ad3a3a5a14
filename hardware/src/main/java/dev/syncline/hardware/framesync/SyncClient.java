package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;
import org.jspecify.annotations.Nullable;

/** The client's side of the protocol: frames and packets in, corrections out. No sockets, no clocks, no waiting. */
public sealed interface SyncClient permits StockSyncClient, SteadySyncClient {
    /** A client that has seen no frame and no packet, with the arithmetic that the settings ask for. */
    static SyncClient of(SyncSettings settings, FrameTiming timing) {
        return settings.arithmetic() == SyncSettings.Arithmetic.STOCK
                ? new StockSyncClient(settings, timing)
                : new SteadySyncClient(settings, timing);
    }

    /** Takes a packet that came since the latest frame; it counts with the next frame. */
    void onPacket(SyncPayload payload);

    /** What comes from now on is another server's, or the same one's that was started again. */
    void onServerChanged();

    /** Whether it is doubtful that the followed server still lives; until that is known no point begins. */
    void contested(boolean doubtful);

    /** As {@link FrameSync#onFrame}; the caller hands the verdict's correction to the camera. */
    FrameSyncVerdict onFrame(long sensorNs, long wallNs);

    /**
     * Tells what the camera made of the latest correction.
     *
     * @param shortenedNs what it returned, ns
     */
    void steered(long shortenedNs);

    /** Frames that the sensor made and that never came. */
    long missedFrames();

    /** Jumps of the wall clock that were recognised. */
    long clockSteps();

    /** Times that the server's timeline was restarted. */
    long serverRestarts();

    /** Times that the server's frame rate became another. */
    long rateChanges();

    /** Packets that the server must have sent and that never came, as far as gaps show. */
    long packetsLost();

    /** What stands in the way, for a person; {@code null} where nothing does. */
    @Nullable
    String note();
}
