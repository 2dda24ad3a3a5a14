package dev.syncline.hardware.recorder.run;

import dev.syncline.hardware.framesync.FrameSyncStatus;
import dev.syncline.hardware.framesync.FrameSyncVerdict;

/**
 * Where a capture stands after a frame.
 *
 * @param sync packets, losses and corrections
 * @param verdict on the latest frame
 * @param nominalFrameNs length of a frame, ns
 * @param seen frames that came from the camera
 * @param recorded frames that are in the file or on their way
 * @param missed frames that the camera made and that never came, since the first
 * @param missedRecording the same since the recording began
 * @param encoderDropped frames that the encoder was too slow for
 * @param damaged frames that the driver called damaged
 */
public record CaptureStatus(
        FrameSyncStatus sync,
        FrameSyncVerdict verdict,
        long nominalFrameNs,
        long seen,
        long recorded,
        long missed,
        long missedRecording,
        long encoderDropped,
        long damaged) {
    /** Frames that should be in the recording and are not. */
    public long lost() {
        return missedRecording + encoderDropped;
    }
}
