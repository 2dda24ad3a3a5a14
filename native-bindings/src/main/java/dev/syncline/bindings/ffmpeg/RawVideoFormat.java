package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_UYVY422;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUYV422;

/**
 * Frames as a camera gives them: 8 bits a sample, planes one after the other, BT.601 limited range.
 *
 * @param layout how the samples lie
 * @param widthPx,heightPx size, both even
 * @param strideBytes from row to row of the first plane
 */
public record RawVideoFormat(Layout layout, int widthPx, int heightPx, int strideBytes) {
    /** How samples lie. */
    public enum Layout {
        /** Luma, then Cb and Cr in turn at half size. */
        NV12(AV_PIX_FMT_NV12),
        /** Luma, then Cb, then Cr at half size and half stride. */
        YUV420(AV_PIX_FMT_YUV420P),
        /** Y, Cb, Y, Cr. */
        YUYV(AV_PIX_FMT_YUYV422),
        /** Cb, Y, Cr, Y. */
        UYVY(AV_PIX_FMT_UYVY422),
        /** Luma alone. */
        GREY(AV_PIX_FMT_GRAY8);

        private final int pixelFormat;

        Layout(int pixelFormat) {
            this.pixelFormat = pixelFormat;
        }

        int pixelFormat() {
            return pixelFormat;
        }
    }

    /** Bytes of a frame. */
    public long frameBytes() {
        long luma = (long) strideBytes * heightPx;
        return layout == Layout.NV12 || layout == Layout.YUV420 ? luma + luma / 2 : luma;
    }

    /** Where plane 0, 1 or 2 begins; -1 where there is no such plane. */
    long planeOffset(int plane) {
        long luma = (long) strideBytes * heightPx;
        return switch (plane) {
            case 0 -> 0;
            case 1 -> layout == Layout.NV12 || layout == Layout.YUV420 ? luma : -1;
            case 2 -> layout == Layout.YUV420 ? luma + luma / 4 : -1;
            default -> -1;
        };
    }

    /** From row to row of a plane, bytes. */
    int planeStride(int plane) {
        return plane > 0 && layout == Layout.YUV420 ? strideBytes / 2 : strideBytes;
    }
}
