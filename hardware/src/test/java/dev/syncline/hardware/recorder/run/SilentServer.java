package dev.syncline.hardware.recorder.run;

import dev.syncline.hardware.framesync.FrameSync;
import dev.syncline.hardware.framesync.FrameSyncRole;
import dev.syncline.hardware.framesync.FrameSyncState;
import dev.syncline.hardware.framesync.FrameSyncStatus;
import dev.syncline.hardware.framesync.FrameSyncVerdict;

/** A client's view of a network on which nobody speaks. */
final class SilentServer implements FrameSync {
    private long frames;

    @Override
    public FrameSyncVerdict onFrame(long sequence, long sensorNs, long wallNs) {
        frames++;
        return new FrameSyncVerdict(
                false,
                false,
                0,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncState.WAITING);
    }

    @Override
    public FrameSyncStatus status() {
        return new FrameSyncStatus(
                FrameSyncRole.CLIENT,
                FrameSyncState.WAITING,
                "239.255.255.250:10000 on test0",
                null,
                frames,
                0,
                0,
                0,
                null,
                0,
                0,
                0,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                FrameSyncVerdict.UNKNOWN);
    }

    @Override
    public void close() {}
}
