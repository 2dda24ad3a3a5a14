package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;
import org.jspecify.annotations.Nullable;

/** The server's side of the protocol: frames in, packets out. No sockets, no clocks, no waiting. */
public sealed interface SyncServer permits StockSyncServer, SteadySyncServer {
    /** A server that has seen no frame, with the arithmetic that the settings ask for. */
    static SyncServer of(SyncSettings settings, FrameTiming timing) {
        return settings.arithmetic() == SyncSettings.Arithmetic.STOCK
                ? new StockSyncServer(settings, timing)
                : new SteadySyncServer(settings, timing);
    }

    /** As {@link FrameSync#onFrame}. */
    FrameSyncVerdict onFrame(long sensorNs, long wallNs);

    /** The packet to send with the frame just taken; {@code null} where none is due. */
    @Nullable
    SyncPayload due();

    /** Frames that the sensor made and that never came. */
    long missedFrames();

    /** Jumps of the wall clock that were recognised. */
    long clockSteps();
}
