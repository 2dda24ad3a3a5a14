package dev.syncline.hardware.camera;

import java.util.Optional;

/** How a frame's pixels lie in memory, as Linux names it. */
public enum PixelFormat {
    /** A plane of luma, then one of Cb and Cr in turn, both halved. */
    NV12("NV12"),
    /** A plane of luma, then one of Cb and one of Cr, both halved. */
    YUV420("YU12"),
    /** Y, Cb, Y, Cr. */
    YUYV("YUYV"),
    /** Cb, Y, Cr, Y. */
    UYVY("UYVY"),
    /** Luma alone. */
    GREY("GREY");

    private final int fourcc;

    PixelFormat(String characters) {
        fourcc = fourcc(characters);
    }

    /** Four characters as a number, the first in the lowest byte. */
    public int fourcc() {
        return fourcc;
    }

    /** The format of a number, none where Syncline cannot read it. */
    public static Optional<PixelFormat> of(int fourcc) {
        for (PixelFormat format : values()) {
            if (format.fourcc == fourcc) {
                return Optional.of(format);
            }
        }
        // libcamera's name of the plane of luma is another one.
        return fourcc == fourcc("R8  ") ? Optional.of(GREY) : Optional.empty();
    }

    /** The number in its characters. */
    public static String characters(int fourcc) {
        StringBuilder text = new StringBuilder(4);
        for (int shift = 0; shift < 32; shift += 8) {
            char c = (char) (fourcc >> shift & 0x7f);
            text.append(c < ' ' || c == 0x7f ? '?' : c);
        }
        return text.toString().strip();
    }

    private static int fourcc(String characters) {
        return characters.charAt(0)
                | characters.charAt(1) << 8
                | characters.charAt(2) << 16
                | characters.charAt(3) << 24;
    }

    /** Bytes that a frame has at least. */
    public long frameBytes(int widthPx, int heightPx, int strideBytes) {
        long luma = (long) strideBytes * heightPx;
        return switch (this) {
            case NV12, YUV420 -> luma + luma / 2;
            case YUYV, UYVY, GREY -> luma;
        };
    }

    /** Bytes that a row of the first plane has at least. */
    public int rowBytes(int widthPx) {
        return switch (this) {
            case NV12, YUV420, GREY -> widthPx;
            case YUYV, UYVY -> 2 * widthPx;
        };
    }
}
