package dev.syncline.bindings.cuda;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.syncline.bindings.ffmpeg.HardwareDecoding;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.bindings.gpu.LumaScaler;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's decoder through FFmpeg. Frames stay on the device as NV12 or P010; their luma alone comes back, at the working
 * size.
 */
public final class NvdecDecoding implements HardwareDecoding {
    /**
     * AV_CUDA_USE_CURRENT_CONTEXT of libavutil/hwcontext_cuda.h: the context that the kernels run in. FFmpeg's own way to
     * it insists on flags of its own.
     */
    private static final int USE_CURRENT_CONTEXT = 1 << 1;

    private final int number;
    private final CudaRuntime runtime;
    private final LumaScaler scaler;

    /** @param number of the device, as in {@code cuda:0} */
    public NvdecDecoding(int number) {
        this.number = number;
        this.runtime = CudaAccelerator.runtime(number, KernelCache.ofUser(), CudaRuntime.Queue.DECODERS);
        try {
            this.scaler = new LumaScaler(runtime);
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    /**
     * Why a device decodes no HEVC; null where it does.
     *
     * @param number of the device, as in {@code cuda:0}
     */
    public static @Nullable String whyNot(int number) {
        AVCodec codec = avcodec_find_decoder_by_name("hevc_cuvid");
        if (codec == null || codec.isNull()) {
            return "this FFmpeg has no decoder for it";
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "gpu", Integer.toString(number), 0);
            // Loads the driver's decoder and asks it for what it can do.
            int result = avcodec_open2(context, codec, options);
            return result < 0
                    ? "the driver's decoder (libnvcuvid.so.1) is not there or declines, error " + result
                    : null;
        } finally {
            av_dict_free(options);
            avcodec_free_context(context);
        }
    }

    @Override
    public int deviceType() {
        return AV_HWDEVICE_TYPE_CUDA;
    }

    @Override
    public String deviceName() {
        return Integer.toString(number);
    }

    @Override
    public int deviceFlags() {
        return USE_CURRENT_CONTEXT;
    }

    @Override
    public void attach() {
        runtime.attach();
    }

    @Override
    public void verify() {
        runtime.attach();
        runtime.finish();
    }

    @Override
    public String name() {
        return "nvdec";
    }

    @Override
    public boolean isOnDevice(int format) {
        return format == AV_PIX_FMT_CUDA;
    }

    @Override
    public byte[] luma(AVFrame frame, int widthPx, int heightPx) {
        return scaler.scale(
                runtime.borrowed(frame.data(0).address(), (long) frame.linesize(0) * frame.height()),
                frame.linesize(0),
                bytesOfAPixel(frame),
                frame.width(),
                frame.height(),
                widthPx,
                heightPx);
    }

    /** NV12 has luma of one byte, P010 and P016 of two. */
    private static int bytesOfAPixel(AVFrame frame) {
        int format = new AVHWFramesContext(frame.hw_frames_ctx().data()).sw_format();
        return av_pix_fmt_desc_get(format).comp(0).step();
    }

    @Override
    public void close() {
        try {
            scaler.close();
        } finally {
            runtime.close();
        }
    }
}
