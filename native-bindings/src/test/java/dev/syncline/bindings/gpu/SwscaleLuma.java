package dev.syncline.bindings.gpu;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY16LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_DITHER_NONE;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Luma as FFmpeg's scaler makes it on the processor, with the options that Syncline decodes with. */
final class SwscaleLuma {
    private SwscaleLuma() {}

    /** Noise that changes little from pixel to pixel, as pictures do; of two bytes the high one comes second. */
    static byte[] smoothNoise(int width, int height, int bytes) {
        Random random = new Random(width + height);
        byte[] luma = new byte[width * height * bytes];
        double[] above = new double[width];
        java.util.Arrays.fill(above, 128);
        for (int y = 0; y < height; y++) {
            double left = above[0];
            for (int x = 0; x < width; x++) {
                left = 0.5 * (left + above[x]) + 24 * random.nextGaussian();
                left = Math.clamp(left + 0.02 * (128 - left), 0, 255);
                above[x] = left;
                int level = (int) Math.round(left * (bytes == 1 ? 1 : 256));
                if (bytes == 1) {
                    luma[y * width + x] = (byte) level;
                } else {
                    luma[2 * (y * width + x)] = (byte) (level & 0xc0);
                    luma[2 * (y * width + x) + 1] = (byte) (level >> 8);
                }
            }
        }
        return luma;
    }

    static byte[] scaled(byte[] luma, int width, int height, int bytes, int outWidth, int outHeight) {
        int rowBytes = (outWidth + 63) / 64 * 64;
        SwsContext context = sws_alloc_context();
        context.src_w(width).src_h(height).src_format(bytes == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_GRAY16LE);
        context.dst_w(outWidth)
                .dst_h(outHeight)
                .dst_format(AV_PIX_FMT_GRAY8)
                .src_range(1)
                .dst_range(1);
        context.flags(SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT).dither(SWS_DITHER_NONE);
        assertEquals(0, sws_init_context(context, null, null));
        try (BytePointer in = new BytePointer(luma);
                BytePointer out = new BytePointer((long) rowBytes * outHeight);
                PointerPointer<BytePointer> from = new PointerPointer<>(in, null, null, null);
                PointerPointer<BytePointer> to = new PointerPointer<>(out, null, null, null);
                IntPointer fromRows = new IntPointer(width * bytes, 0, 0, 0);
                IntPointer toRows = new IntPointer(rowBytes, 0, 0, 0)) {
            assertEquals(outHeight, sws_scale(context, from, fromRows, 0, height, to, toRows));
            byte[] scaled = new byte[outWidth * outHeight];
            for (int y = 0; y < outHeight; y++) {
                out.position((long) y * rowBytes).get(scaled, y * outWidth, outWidth);
            }
            return scaled;
        } finally {
            sws_freeContext(context);
        }
    }
}
