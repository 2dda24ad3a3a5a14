package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_EXPORT_DATA_VIDEO_ENC_PARAMS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;

import dev.syncline.engine.sync.flow.FlowDeviceException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** One stream's decoder. Not thread-safe. */
final class VideoDecoder implements AutoCloseable {
    /** Largest picture that is believed: 16384 x 16384. */
    private static final long MAX_PIXELS = 1L << 28;

    private final AVCodecContext context;

    private VideoDecoder(AVCodecContext context) {
        this.context = context;
    }

    /**
     * @param threads threads that the decoder may use
     * @param device what to decode on where it can decode the stream; null for the processor
     * @throws IOException when FFmpeg has no decoder for the stream, or it refuses the stream's parameters
     */
    static VideoDecoder open(String file, AVStream stream, int threads, @Nullable HardwareDecoding device)
            throws IOException {
        int codecId = stream.codecpar().codec_id();
        AVCodec codec = avcodec_find_decoder(codecId);
        if (codec == null || codec.isNull()) {
            throw new IOException(file + ": there is no decoder for its video codec, "
                    + avcodec_get_name(codecId).getString() + ": convert the clip to H.264 or HEVC");
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        VideoDecoder decoder = new VideoDecoder(context);
        int result = avcodec_parameters_to_context(context, stream.codecpar());
        if (result >= 0) {
            context.pkt_timebase(stream.time_base());
            context.thread_count(threads);
            if (tellsQuantizerEarly(codecId, stream.codecpar().video_delay())) {
                context.thread_type(AVCodecContext.FF_THREAD_SLICE);
            }
            if (device != null && !tellsQuantizer(codecId)) {
                // Where the device declines, slices are decoded side by side; whole frames would hold up the device.
                context.thread_type(AVCodecContext.FF_THREAD_SLICE);
                useDevice(context, decoder, device);
            }
        }
        if (result >= 0) {
            context.max_pixels(MAX_PIXELS);
            context.export_side_data(context.export_side_data() | AV_CODEC_EXPORT_DATA_VIDEO_ENC_PARAMS);
            result = avcodec_open2(context, codec, (AVDictionary) null);
        }
        if (result < 0) {
            decoder.close();
            throw new IOException(
                    file + ": the decoder of " + avcodec_get_name(codecId).getString()
                            + " refuses the stream (" + FfmpegLibrary.errorText(result)
                            + "): the file is damaged or uses a profile that is not supported; convert it to H.264");
        }
        return decoder;
    }

    /**
     * Whether FFmpeg's own decoder says how coarsely a frame is coded. No device does, and error bars depend on it, so these
     * codecs stay on the processor.
     */
    private static boolean tellsQuantizer(int codecId) {
        return codecId == AV_CODEC_ID_H264
                || codecId == AV_CODEC_ID_MPEG2VIDEO
                || codecId == AV_CODEC_ID_MPEG4
                || codecId == AV_CODEC_ID_VP9;
    }

    /**
     * Whether, with frames decoded side by side, FFmpeg reads a frame's quantizers while another thread still writes them.
     * It does so when a frame is given out by the call that decodes a later one, so where frames are reordered (seen with
     * H.264, written the same way for MPEG-4); the same file would give another result now and then. Slices side by side
     * do not: slower in wall time where a frame is one slice.
     *
     * @param delay frames that the decoder holds back for reordering
     */
    private static boolean tellsQuantizerEarly(int codecId, int delay) {
        return delay > 0 && (codecId == AV_CODEC_ID_H264 || codecId == AV_CODEC_ID_MPEG4);
    }

    /**
     * FFmpeg takes the device wherever the codec has a way to it, and the processor where the device declines.
     *
     * @throws FlowDeviceException when the device cannot be opened
     */
    private static void useDevice(AVCodecContext context, VideoDecoder decoder, HardwareDecoding device) {
        device.attach();
        AVBufferRef made = new AVBufferRef();
        int result = av_hwdevice_ctx_create(made, device.deviceType(), device.deviceName(), null, device.deviceFlags());
        if (result < 0) {
            decoder.close();
            throw new FlowDeviceException("FFmpeg cannot decode on " + device.name() + " device " + device.deviceName()
                    + " (" + FfmpegLibrary.errorText(result) + "): see what the driver says, or use --device cpu");
        }
        context.hw_device_ctx(made);
    }

    /** Hands over a packet; null ends the stream, after which frames that wait come out. Returns 0 or an error code. */
    int send(@Nullable AVPacket packet) {
        return avcodec_send_packet(context, packet);
    }

    /** Takes a frame out. Returns 0 or an error code, {@code AVERROR_EAGAIN} when a packet is wanted first. */
    int receive(AVFrame frame) {
        return avcodec_receive_frame(context, frame);
    }

    /** Whether frames that no other frame is predicted from may be left out. Holds for the next packet on. */
    void skipNonReference(boolean skip) {
        context.skip_frame(skip ? avcodec.AVDISCARD_NONREF : avcodec.AVDISCARD_DEFAULT);
    }

    /** Forgets all frames in flight: to be called after a seek. */
    void flush() {
        avcodec_flush_buffers(context);
    }

    @Override
    public void close() {
        if (!context.isNull()) {
            avcodec_free_context(context);
        }
    }
}
