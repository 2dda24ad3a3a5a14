package dev.syncline.engine.video;

/**
 * One decoded frame: 8-bit luma, row after row without padding, {@code widthPx * heightPx} bytes.
 *
 * @param timeNs presentation time on the video's clock, ns, 0 at the first frame of the stream
 * @param widthPx pixels in a row
 * @param heightPx rows
 * @param luma 8 bits a pixel: byte[heightPx·widthPx] from the top left, without padding
 * @param kind how the encoder made it
 * @param keptAsReference false where the encoder could throw the frame away because no other is predicted from it; such
 *     frames are coded cheaply and show motion late
 * @param quantizer mean quantiser of the frame as the decoder reports it, or NaN
 */
public record LumaFrame(
        long timeNs,
        int widthPx,
        int heightPx,
        byte[] luma,
        FrameKind kind,
        boolean keptAsReference,
        double quantizer) {
    /**
     * Checks that luma is large enough.
     *
     * @throws IllegalArgumentException when luma holds fewer bytes than pixels
     */
    public LumaFrame {
        if (luma.length < (long) widthPx * heightPx) {
            throw new IllegalArgumentException(
                    "luma holds " + luma.length + " bytes, " + widthPx + "x" + heightPx + " needs more");
        }
    }
}
