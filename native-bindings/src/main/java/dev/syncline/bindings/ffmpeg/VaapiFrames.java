package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_init;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/** Pictures in the memory of a graphics device, which its encoder takes. Not tried on a device. */
final class VaapiFrames implements AutoCloseable {
    private static final String DEVICE = "/dev/dri/renderD128";
    private static final int POOL = 20;

    private final AVBufferRef device;
    private final AVBufferRef frames;
    private final AVFrame staging;
    private final SwsContext converter;

    private VaapiFrames(AVBufferRef device, AVBufferRef frames, AVFrame staging, SwsContext converter) {
        this.device = device;
        this.frames = frames;
        this.staging = staging;
        this.converter = converter;
    }

    /** @throws IOException if there is no such device */
    static VaapiFrames open(AVCodecContext context, RawVideoFormat format, int softwareFormat) throws IOException {
        AVBufferRef device = new AVBufferRef(null);
        int result = av_hwdevice_ctx_create(device, AV_HWDEVICE_TYPE_VAAPI, DEVICE, (AVDictionary) null, 0);
        if (result < 0) {
            throw new IOException("VAAPI: " + DEVICE + " cannot be used (" + FfmpegLibrary.errorText(result) + ")");
        }
        AVBufferRef frames = av_hwframe_ctx_alloc(device);
        AVHWFramesContext pool = new AVHWFramesContext(frames.data());
        pool.format(AV_PIX_FMT_VAAPI)
                .sw_format(softwareFormat)
                .width(format.widthPx())
                .height(format.heightPx())
                .initial_pool_size(POOL);
        AVFrame staging = av_frame_alloc();
        staging.format(softwareFormat).width(format.widthPx()).height(format.heightPx());
        SwsContext converter = sws_getContext(
                format.widthPx(),
                format.heightPx(),
                org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P,
                format.widthPx(),
                format.heightPx(),
                softwareFormat,
                SWS_POINT,
                null,
                null,
                (DoublePointer) null);
        VaapiFrames made = new VaapiFrames(device, frames, staging, converter);
        result = Math.min(av_hwframe_ctx_init(frames), av_frame_get_buffer(staging, 0));
        if (result < 0) {
            made.close();
            throw new IOException("VAAPI: no pictures of " + format + " (" + FfmpegLibrary.errorText(result) + ")");
        }
        context.hw_frames_ctx(av_buffer_ref(frames));
        return made;
    }

    /** Hands a picture over to the encoder through the device's memory. */
    int send(AVCodecContext context, AVFrame picture) {
        sws_scale(
                converter, picture.data(), picture.linesize(), 0, picture.height(), staging.data(), staging.linesize());
        AVFrame uploaded = av_frame_alloc();
        try {
            int result = av_hwframe_get_buffer(frames, uploaded, 0);
            if (result >= 0) {
                result = av_hwframe_transfer_data(uploaded, staging, 0);
            }
            if (result < 0) {
                return result;
            }
            uploaded.pts(picture.pts());
            return avcodec_send_frame(context, uploaded);
        } finally {
            av_frame_free(uploaded);
        }
    }

    @Override
    public void close() {
        av_frame_free(staging);
        sws_freeContext(converter);
        av_buffer_unref(frames);
        av_buffer_unref(device);
    }
}
