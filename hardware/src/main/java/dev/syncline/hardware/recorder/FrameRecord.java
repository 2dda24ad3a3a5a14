package dev.syncline.hardware.recorder;

import dev.syncline.hardware.camera.CameraFrame;

/**
 * A recorded frame's numbers and times, one object for all frames. Unknown ones are {@link CameraFrame#UNKNOWN}, a gain
 * NaN.
 */
public final class FrameRecord {
    long sequence;
    long sensorNs;
    long wallNs;
    long durationNs;
    long exposureNs;
    double gain;
    boolean syncReady;
    boolean aligned;
    long timerNs;
    long offsetNs;
    long correctionNs;
    long syncFrame;
    long missedBefore;
    long serverChanges;

    /** Takes the frame's own part over. */
    public void of(CameraFrame frame, long frameWallNs, long missedFramesBefore) {
        sequence = frame.sequence();
        sensorNs = frame.sensorNs();
        wallNs = frameWallNs;
        durationNs = frame.durationNs();
        exposureNs = frame.exposureNs();
        gain = frame.gain();
        missedBefore = missedFramesBefore;
    }

    /** Takes over how often the server was another one, or was started again, or changed its rate, until this frame. */
    public void serverChanges(long times) {
        serverChanges = times;
    }

    /** Takes over where the frame stands among the other cameras'. */
    public void sync(
            boolean ready, boolean isAligned, long toPointNs, long behindServerNs, long correctedNs, long number) {
        syncReady = ready;
        aligned = isAligned;
        timerNs = toPointNs;
        offsetNs = behindServerNs;
        correctionNs = correctedNs;
        syncFrame = number;
    }
}
