package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * An open encoder. One of a device is first tried on a few frames in an encoder of its own: each must come out, in order,
 * with its time, the first as a keyframe, or the next candidate is taken.
 */
final class CaptureEncoder {
    private static final int MICROSECONDS = 1_000_000;
    /** Each thread encodes a slice, and slices cost bits. */
    private static final int MOST_THREADS = 4;

    private static final int TRIAL_FRAMES = 6;
    /** Bits for a pixel where a device's encoder has no constant quality. */
    private static final double BITS_PER_PIXEL = 0.12;

    private static final int SLICE = 1;
    private static final int KEY_SLICE = 5;

    private final String name;
    private final AVCodecContext context;
    private final @Nullable VaapiFrames upload;
    private final byte[] parameterSets;

    private CaptureEncoder(String name, AVCodecContext context, @Nullable VaapiFrames upload, byte[] parameterSets) {
        this.name = name;
        this.context = context;
        this.upload = upload;
        this.parameterSets = parameterSets;
    }

    /**
     * Opens the first encoder that works.
     *
     * @param subject the file, for errors
     * @param globalHeader whether the container wants the parameter sets beside the frames
     * @throws IOException if none does: says why each did not
     */
    static CaptureEncoder open(
            String subject, RawVideoFormat format, double framesPerSecond, CaptureEncoding how, boolean globalHeader)
            throws IOException {
        if (how.video().codec() != VideoEncoding.Codec.H264) {
            return opened(how.video().codec().encoderName(), format, framesPerSecond, how.video(), globalHeader, null);
        }
        List<String> reasons = new ArrayList<>();
        for (H264Encoder candidate : how.encoder().candidates()) {
            try {
                byte[] sets = candidate == H264Encoder.OPENH264
                        ? new byte[0]
                        : tried(candidate.encoderName(), format, framesPerSecond, how.video());
                return opened(candidate.encoderName(), format, framesPerSecond, how.video(), globalHeader, sets);
            } catch (IOException e) {
                reasons.add(e.getMessage());
            }
        }
        throw new IOException(subject + ": no encoder works: " + String.join("; ", reasons));
    }

    /** The pixels that pictures are to have. */
    static int pixelFormat(CaptureEncoding how) {
        return how.video().codec() == VideoEncoding.Codec.MJPEG ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
    }

    private static CaptureEncoder opened(
            String encoderName,
            RawVideoFormat format,
            double framesPerSecond,
            VideoEncoding encoding,
            boolean globalHeader,
            byte @Nullable [] parameterSets)
            throws IOException {
        AVCodec codec = avcodec_find_encoder_by_name(encoderName);
        if (codec == null || codec.isNull()) {
            throw new IOException("this FFmpeg has no encoder " + encoderName);
        }
        boolean vaapi = encoderName.equals(H264Encoder.VAAPI.encoderName());
        AVCodecContext context = avcodec_alloc_context3(codec);
        VaapiFrames upload = null;
        AVDictionary options = new AVDictionary(null);
        try {
            context.width(format.widthPx()).height(format.heightPx());
            context.pix_fmt(vaapi ? AV_PIX_FMT_VAAPI : pixelFormat(CaptureEncoding.of(encoding)));
            context.time_base().num(1).den(MICROSECONDS);
            context.framerate().num((int) Math.round(framesPerSecond * 1000)).den(1000);
            context.gop_size(encoding.gopFrames())
                    .max_b_frames(0)
                    .thread_count(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
            if (globalHeader) {
                context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
            }
            rate(context, options, encoderName, encoding.rate(), format, framesPerSecond);
            if (vaapi) {
                upload = VaapiFrames.open(context, format, AV_PIX_FMT_NV12);
            }
            int result = avcodec_open2(context, codec, options);
            if (result < 0) {
                throw new IOException(
                        encoderName + " refuses " + format + " (" + FfmpegLibrary.errorText(result) + ")");
            }
            return new CaptureEncoder(
                    encoderName, context, upload, parameterSets == null ? new byte[0] : parameterSets);
        } catch (IOException | RuntimeException e) {
            avcodec_free_context(context);
            if (upload != null) {
                upload.close();
            }
            throw e;
        } finally {
            av_dict_free(options);
        }
    }

    private static void rate(
            AVCodecContext context,
            AVDictionary options,
            String encoderName,
            RateControl rate,
            RawVideoFormat format,
            double framesPerSecond) {
        // Frame N of one recording is frame N of another only if the encoder leaves none out.
        av_dict_set(options, "allow_skip_frames", "0", 0);
        switch (rate) {
            case RateControl.AverageBitRate(long bitsPerSecond) -> context.bit_rate(bitsPerSecond);
            case RateControl.ConstantQuantizer(int quantizer) -> {
                switch (encoderName) {
                    case "h264_nvenc" -> {
                        av_dict_set(options, "rc", "constqp", 0);
                        av_dict_set(options, "qp", Integer.toString(quantizer), 0);
                    }
                    case "h264_vaapi" -> {
                        av_dict_set(options, "rc_mode", "CQP", 0);
                        av_dict_set(options, "qp", Integer.toString(quantizer), 0);
                    }
                    case "h264_v4l2m2m" ->
                        context.bit_rate(
                                Math.round(BITS_PER_PIXEL * format.widthPx() * format.heightPx() * framesPerSecond));
                    default -> context.qmin(quantizer).qmax(quantizer);
                }
            }
        }
    }

    /**
     * Tries an encoder on some gray frames.
     *
     * @return the parameter sets before its first slice, for containers that want them before there is a frame
     * @throws IOException if a frame does not come out as it must
     */
    static byte[] tried(String encoderName, RawVideoFormat format, double framesPerSecond, VideoEncoding encoding)
            throws IOException {
        CaptureEncoder encoder = opened(encoderName, format, framesPerSecond, encoding, false, null);
        AVFrame frame = av_frame_alloc();
        AVPacket packet = av_packet_alloc();
        try {
            frame.format(AV_PIX_FMT_YUV420P).width(format.widthPx()).height(format.heightPx());
            if (av_frame_get_buffer(frame, 0) < 0) {
                throw new IOException("no memory for a picture of " + format);
            }
            byte[] sets = new byte[0];
            int came = 0;
            long frameUs = Math.max(1, Math.round(MICROSECONDS / framesPerSecond));
            for (int i = 0; i <= TRIAL_FRAMES; i++) {
                frame.pts(i * frameUs);
                int sent = encoder.send(i == TRIAL_FRAMES ? null : frame);
                if (sent < 0) {
                    throw new IOException(encoderName + " takes no frames (" + FfmpegLibrary.errorText(sent) + ")");
                }
                while (avcodec_receive_packet(encoder.context, packet) >= 0) {
                    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
                    if (packet.pts() != came * frameUs || (came == 0 && !key)) {
                        throw new IOException(encoderName + " does not give each frame its time");
                    }
                    if (came++ == 0) {
                        sets = parameterSets(bytes(packet));
                    }
                }
            }
            if (came != TRIAL_FRAMES) {
                throw new IOException(encoderName + " gave " + came + " of " + TRIAL_FRAMES + " frames");
            }
            return sets;
        } finally {
            av_packet_free(packet);
            av_frame_free(frame);
            encoder.close();
        }
    }

    private static byte[] bytes(AVPacket packet) {
        byte[] bytes = new byte[packet.size()];
        ByteBuffer data = packet.data().limit(packet.size()).asByteBuffer();
        data.get(bytes);
        return bytes;
    }

    /** What stands before the first slice of a stream with start codes; nothing where there is no slice. */
    static byte[] parameterSets(byte[] stream) {
        for (int i = 0; i + 3 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                int kind = stream[i + 3] & 0x1F;
                if (kind >= SLICE && kind <= KEY_SLICE) {
                    int end = i > 0 && stream[i - 1] == 0 ? i - 1 : i;
                    return Arrays.copyOf(stream, end);
                }
            }
        }
        return new byte[0];
    }

    /** FFmpeg's name of it. */
    String name() {
        return name;
    }

    AVCodecContext context() {
        return context;
    }

    /** Parameter sets that a trial has shown; empty where the encoder tells them itself. */
    byte[] parameterSets() {
        return parameterSets.clone();
    }

    /** Hands over a frame; {@code null} ends the stream. */
    int send(@Nullable AVFrame frame) throws IOException {
        VaapiFrames device = upload;
        if (frame == null || device == null) {
            return avcodec_send_frame(context, frame);
        }
        return device.send(context, frame);
    }

    void close() {
        avcodec_free_context(context);
        if (upload != null) {
            upload.close();
        }
    }
}
