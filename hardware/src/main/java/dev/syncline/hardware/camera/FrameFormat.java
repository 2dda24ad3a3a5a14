package dev.syncline.hardware.camera;

import java.io.IOException;

/**
 * What a camera's frames are.
 *
 * @param pixels how the pixels lie
 * @param widthPx,heightPx size, both even
 * @param strideBytes from row to row of the first plane
 */
public record FrameFormat(PixelFormat pixels, int widthPx, int heightPx, int strideBytes) {
    /** More than any sensor has; a driver's nonsense must not become an allocation. */
    private static final int LONGEST_SIDE = 32_768;

    /** @throws IllegalArgumentException if the size is odd or out of range, or a row does not fit the stride */
    public FrameFormat {
        if (widthPx < 2 || heightPx < 2 || widthPx > LONGEST_SIDE || heightPx > LONGEST_SIDE) {
            throw new IllegalArgumentException(
                    "frame of " + widthPx + "x" + heightPx + ", expected 2 to " + LONGEST_SIDE);
        }
        if ((widthPx | heightPx) % 2 != 0) {
            throw new IllegalArgumentException("frame of " + widthPx + "x" + heightPx + ", expected even sides");
        }
        if (strideBytes < pixels.rowBytes(widthPx)) {
            throw new IllegalArgumentException("rows of " + strideBytes + " bytes, " + widthPx + " pixels of " + pixels
                    + " need " + pixels.rowBytes(widthPx));
        }
    }

    /** Bytes of a frame. */
    public long frameBytes() {
        return pixels.frameBytes(widthPx, heightPx, strideBytes);
    }

    /**
     * The format that a driver named.
     *
     * @param subject the camera, for the error
     * @throws IOException if Syncline cannot read it: says what it is
     */
    public static FrameFormat ofDriver(String subject, int fourcc, int widthPx, int heightPx, int strideBytes)
            throws IOException {
        PixelFormat pixels = PixelFormat.of(fourcc)
                .orElseThrow(() -> new IOException(subject + " gives frames as " + PixelFormat.characters(fourcc)
                        + ", expected NV12, YU12, YUYV, UYVY or GREY: choose another mode (see syncline cameras)"));
        try {
            return new FrameFormat(pixels, widthPx, heightPx, strideBytes);
        } catch (IllegalArgumentException e) {
            throw new IOException(subject + ": " + e.getMessage() + ": choose another size", e);
        }
    }

    @Override
    public String toString() {
        return widthPx + "x" + heightPx + " " + pixels;
    }
}
