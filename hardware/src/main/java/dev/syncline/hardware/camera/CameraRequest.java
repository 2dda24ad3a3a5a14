package dev.syncline.hardware.camera;

import java.io.IOException;

/**
 * What is wanted of a camera. The nearest that it has is taken, and said.
 *
 * @param widthPx,heightPx size; 0 leaves it to the camera
 * @param framesPerSecond nominal rate
 * @param exposureUs µs; 0 leaves it to the camera
 * @param gain analogue gain; 0 leaves it to the camera
 * @param buffers frames that are under way at once
 * @param ownSync what the camera itself is to be to others, where it can keep itself in step
 * @param picture colours, focus, flips
 */
public record CameraRequest(
        int widthPx,
        int heightPx,
        double framesPerSecond,
        long exposureUs,
        double gain,
        int buffers,
        OwnSync ownSync,
        PictureSettings picture) {
    /** Frames under way: one that is exposed, one that is read out, and time for the reader to be late. */
    public static final int BUFFERS = 6;

    /** Whether a camera keeps itself in step with others by its own means, as Raspberry Pi cameras can. */
    public enum OwnSync {
        OFF,
        SERVER,
        CLIENT
    }

    /** @throws IllegalArgumentException if a number is out of its range: says which */
    public CameraRequest {
        if (widthPx < 0 || heightPx < 0 || (widthPx == 0) != (heightPx == 0)) {
            throw new IllegalArgumentException(
                    "size " + widthPx + "x" + heightPx + ", expected two positive numbers, or none");
        }
        if (!(framesPerSecond >= 0.1 && framesPerSecond <= 1000)) {
            throw new IllegalArgumentException("frame rate " + framesPerSecond + ", expected 0.1 to 1000");
        }
        if (exposureUs < 0 || !(gain >= 0 && gain <= 1000)) {
            throw new IllegalArgumentException(
                    "exposure " + exposureUs + " us and gain " + gain + ", expected 0 or more");
        }
        if (buffers < 2 || buffers > 64) {
            throw new IllegalArgumentException(buffers + " buffers, expected 2 to 64");
        }
    }

    /** A size and rate; all else is left to the camera. */
    public static CameraRequest of(int widthPx, int heightPx, double framesPerSecond) {
        return new CameraRequest(
                widthPx, heightPx, framesPerSecond, 0, 0, BUFFERS, OwnSync.OFF, PictureSettings.DEFAULT);
    }

    /**
     * Refuses picture settings for a way to cameras that has none.
     *
     * @throws IOException where there are any: says what to use
     */
    public void refusePicture(String way) throws IOException {
        if (!picture.isDefault()) {
            throw new IOException("flips, focus and white balance cannot be set for cameras of " + way
                    + ": they are for those of libcamera");
        }
    }

    /** The nominal length of a frame, ns. */
    public long frameNs() {
        return Math.round(1e9 / framesPerSecond);
    }
}
