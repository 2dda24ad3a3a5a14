package dev.syncline.cli.worker;

import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.DeviceChoice;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.sync.flow.FlowDeviceException;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Syncs a clip once more, on the processor, where the device failed on the way; the outcome says so. A device that never
 * could be used is a wrong option, and the job fails.
 */
final class AgainOnProcessor implements ClipSync {
    private final ClipSync onDevice;

    AgainOnProcessor(ClipSync onDevice) {
        this.onDevice = onDevice;
    }

    @Override
    public SyncOutcome sync(SyncJob job, Consumer<SyncProgress> progress) throws IOException, InterruptedException {
        try {
            return onDevice.sync(job, progress);
        } catch (FlowDeviceException e) {
            if (job.device().equals(DeviceChoice.CPU) || !DeviceChoice.isBadLuck(e)) {
                throw e;
            }
            SyncOutcome again = onDevice.sync(job.on(DeviceChoice.CPU), progress);
            Warning warning = new Warning(
                    WarningCode.DEVICE_FAILED,
                    "the device failed, and the clip was synced on the processor: " + e.getMessage());
            return SyncOutcome.of(again.result().warned(List.of(warning)), again.origin());
        }
    }
}
