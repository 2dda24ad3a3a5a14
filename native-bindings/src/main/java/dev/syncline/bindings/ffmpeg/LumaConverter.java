package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BAYER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY14LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY16LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY9LE;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_DITHER_NONE;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_isSupportedInput;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the luma out of decoded frames, 8-bit, at one working size. Scaling keeps pixel centres: a point at x in a frame
 * w wide is at x·w'/w in the result, with the first pixel's centre at ½ in both. Not thread-safe.
 */
final class LumaConverter implements AutoCloseable {
    private static final int ROW_ALIGNMENT = 64;
    private static final int PLANES = 4;

    private final String file;
    private final int widthPx;
    private final int heightPx;
    private final int rowBytes;
    private final BytePointer scaled;
    private final PointerPointer<Pointer> sourcePlanes = new PointerPointer<>(PLANES);
    private final PointerPointer<Pointer> targetPlanes = new PointerPointer<>(PLANES);
    private final IntPointer sourceRows = new IntPointer(0, 0, 0, 0);
    private final IntPointer targetRows = new IntPointer(0, 0, 0, 0);

    private @Nullable SwsContext scaler;

    /**
     * @param file whose frames these are, for messages
     * @param widthPx,heightPx working size
     */
    LumaConverter(String file, int widthPx, int heightPx) {
        this.file = file;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.rowBytes = (widthPx + ROW_ALIGNMENT - 1) / ROW_ALIGNMENT * ROW_ALIGNMENT;
        this.scaled = new BytePointer(av_malloc((long) rowBytes * heightPx));
        for (int i = 0; i < PLANES; i++) {
            sourcePlanes.put(i, (Pointer) null);
            targetPlanes.put(i, (Pointer) null);
        }
        targetPlanes.put(0, scaled);
        targetRows.put(0, rowBytes);
    }

    /**
     * The frame's luma: byte[width * height], rows without padding.
     *
     * @throws IOException when the frame's pixel format cannot be turned into gray
     */
    byte[] convert(AVFrame frame) throws IOException {
        int gray = grayFormatOfPlane0(frame.format());
        if (gray == AV_PIX_FMT_GRAY8 && frame.width() == widthPx && frame.height() == heightPx) {
            return packed(frame.data(0), frame.linesize(0));
        }
        SwsContext context = scalerFor(frame.width(), frame.height(), gray >= 0 ? gray : frame.format());
        int rows;
        if (gray >= 0) {
            // The luma plane alone, declared as a gray picture: chroma is never touched.
            sourcePlanes.put(0, frame.data(0));
            sourceRows.put(0, frame.linesize(0));
            rows = sws_scale(context, sourcePlanes, sourceRows, 0, frame.height(), targetPlanes, targetRows);
        } else {
            rows = sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), targetPlanes, targetRows);
        }
        if (rows != heightPx) {
            throw new IOException(file + ": scaling a frame of " + frame.width() + "x" + frame.height() + " failed ("
                    + FfmpegLibrary.errorText(rows) + ")");
        }
        return packed(scaled, rowBytes);
    }

    private byte[] packed(BytePointer plane, int strideBytes) {
        byte[] luma = new byte[widthPx * heightPx];
        if (strideBytes == widthPx) {
            plane.get(luma, 0, luma.length);
            return luma;
        }
        BytePointer row = new BytePointer(plane);
        for (int y = 0; y < heightPx; y++) {
            row.position((long) y * strideBytes).get(luma, y * widthPx, widthPx);
        }
        return luma;
    }

    /** The gray format whose only plane is this format's plane 0, or -1 where plane 0 is not plain luma. */
    private static int grayFormatOfPlane0(int format) {
        AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(format);
        if (descriptor == null
                || (descriptor.flags()
                                & (AV_PIX_FMT_FLAG_RGB
                                        | AV_PIX_FMT_FLAG_PAL
                                        | AV_PIX_FMT_FLAG_BE
                                        | AV_PIX_FMT_FLAG_FLOAT
                                        | AV_PIX_FMT_FLAG_BAYER))
                        != 0) {
            return -1;
        }
        AVComponentDescriptor luma = descriptor.comp(0);
        if (luma.plane() != 0 || luma.offset() != 0) {
            return -1;
        }
        if (luma.step() == 1) {
            return luma.depth() == 8 ? AV_PIX_FMT_GRAY8 : -1;
        }
        if (luma.step() != 2 || luma.depth() <= 8) {
            return -1;
        }
        if (luma.shift() + luma.depth() == 16) {
            return AV_PIX_FMT_GRAY16LE; // P010 and its like hold the value in the high bits
        }
        return switch (luma.shift() == 0 ? luma.depth() : 0) {
            case 9 -> AV_PIX_FMT_GRAY9LE;
            case 10 -> AV_PIX_FMT_GRAY10LE;
            case 12 -> AV_PIX_FMT_GRAY12LE;
            case 14 -> AV_PIX_FMT_GRAY14LE;
            default -> -1;
        };
    }

    private SwsContext scalerFor(int fromWidthPx, int fromHeightPx, int format) throws IOException {
        SwsContext now = scaler;
        if (now != null && now.src_w() == fromWidthPx && now.src_h() == fromHeightPx && now.src_format() == format) {
            return now;
        }
        freeScaler();
        if (sws_isSupportedInput(format) == 0) {
            throw new IOException(file + ": its pixel format (number " + format
                    + " of FFmpeg) cannot be turned into gray: convert the clip to yuv420p");
        }
        SwsContext context = sws_alloc_context();
        context.src_w(fromWidthPx).src_h(fromHeightPx).src_format(format);
        context.dst_w(widthPx).dst_h(heightPx).dst_format(AV_PIX_FMT_GRAY8);
        // Values as they are, limited range or full: to a tracker it is the same.
        context.src_range(1).dst_range(1);
        // Exact rounding, the same on every processor; no dither, which would be noise to a tracker.
        context.flags(SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT).dither(SWS_DITHER_NONE);
        int result = sws_init_context(context, null, null);
        if (result < 0) {
            sws_freeContext(context);
            throw new IOException(file + ": cannot scale " + fromWidthPx + "x" + fromHeightPx + " to " + widthPx + "x"
                    + heightPx + " (" + FfmpegLibrary.errorText(result) + ")");
        }
        scaler = context;
        return context;
    }

    private void freeScaler() {
        if (scaler != null) {
            sws_freeContext(scaler);
            scaler = null;
        }
    }

    @Override
    public void close() {
        freeScaler();
        av_free(scaled);
        sourcePlanes.close();
        targetPlanes.close();
        sourceRows.close();
        targetRows.close();
    }
}
