package dev.syncline.hardware.camera;

import java.lang.foreign.MemorySegment;

/**
 * A frame that was taken from a camera: where its pixels lie, and when it was. One object serves for all frames of a
 * session, so that a frame costs no memory; what it says holds until the session fills it again.
 */
public final class CameraFrame {
    /** Stands for a time that the camera does not tell. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private MemorySegment pixels = MemorySegment.NULL;
    private int buffer;
    private long sequence;
    private long sensorNs;
    private long arrivedNs;
    private long wallNs = UNKNOWN;
    private long durationNs = UNKNOWN;
    private long exposureNs = UNKNOWN;
    private double gain = Double.NaN;
    private boolean damaged;
    private boolean ownSyncReady;
    private long ownSyncTimerNs = UNKNOWN;

    /** Describes a frame anew; what is not said hereafter is unknown. */
    public void fill(MemorySegment newPixels, int newBuffer, long newSequence, long newSensorNs, long newArrivedNs) {
        pixels = newPixels;
        buffer = newBuffer;
        sequence = newSequence;
        sensorNs = newSensorNs;
        arrivedNs = newArrivedNs;
        wallNs = UNKNOWN;
        durationNs = UNKNOWN;
        exposureNs = UNKNOWN;
        gain = Double.NaN;
        damaged = false;
        ownSyncReady = false;
        ownSyncTimerNs = UNKNOWN;
    }

    /** The pixels in the driver's own memory, read-only, as {@link FrameFormat} says; gone after the release. */
    public MemorySegment pixels() {
        return pixels;
    }

    /** The session's number of the buffer that the pixels lie in. */
    public int buffer() {
        return buffer;
    }

    /** The driver's number of the frame; numbers of frames that were lost are missing. */
    public long sequence() {
        return sequence;
    }

    /** When it began, or when it ended where the driver stamps that, on the clock of {@link FrameTiming#clock}, ns. */
    public long sensorNs() {
        return sensorNs;
    }

    /** When the driver or library gave it out, {@code CLOCK_MONOTONIC}, ns. */
    public long arrivedNs() {
        return arrivedNs;
    }

    /** The camera's own word for {@link #sensorNs} on the wall clock, ns since the Unix epoch, or {@link #UNKNOWN}. */
    public long wallNs() {
        return wallNs;
    }

    public void wallNs(long ns) {
        wallNs = ns;
    }

    /** The camera's own word for the frame's length, ns, or {@link #UNKNOWN}. */
    public long durationNs() {
        return durationNs;
    }

    public void durationNs(long ns) {
        durationNs = ns;
    }

    /** Exposure, ns, or {@link #UNKNOWN}. */
    public long exposureNs() {
        return exposureNs;
    }

    public void exposureNs(long ns) {
        exposureNs = ns;
    }

    /** Analogue gain, 1 is none; NaN where it is not known. */
    public double gain() {
        return gain;
    }

    public void gain(double newGain) {
        gain = newGain;
    }

    /** Whether the driver says that the pixels are not all there. */
    public boolean isDamaged() {
        return damaged;
    }

    public void damaged(boolean isDamaged) {
        damaged = isDamaged;
    }

    /** Whether the camera keeps itself in step and says that its synchronisation point has been reached. */
    public boolean isOwnSyncReady() {
        return ownSyncReady;
    }

    /** From this frame to that point, ns, or {@link #UNKNOWN}. */
    public long ownSyncTimerNs() {
        return ownSyncTimerNs;
    }

    public void ownSync(boolean ready, long timerNs) {
        ownSyncReady = ready;
        ownSyncTimerNs = timerNs;
    }
}
