package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import dev.syncline.engine.file.PartFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Writes gray frames as a video file: luma as given, neutral chroma. The file grows under another name beside its place
 * and takes its name on {@link #close()}, so nothing half written is ever found there. Not thread-safe.
 */
public final class FfmpegVideoWriter implements AutoCloseable {
    private static final byte NEUTRAL_CHROMA = (byte) 128;
    private static final int TICKS_PER_SECOND = 90_000;

    private final Path target;
    private final PartFile file;
    private final int widthPx;
    private final int heightPx;
    private final AVFormatContext container;
    private AVCodecContext encoder = new AVCodecContext(null);
    private AVFrame picture = new AVFrame(null);
    private AVPacket packet = new AVPacket(null);
    private int ticksPerFrame = 1;
    private long frames;
    private long lastTick = -1;
    private boolean finished;
    private boolean failed;

    private FfmpegVideoWriter(Path target, PartFile file, int widthPx, int heightPx) {
        this.target = target;
        this.file = file;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.container = new AVFormatContext(null);
    }

    /** Whether this FFmpeg has the codec's encoder. */
    public static boolean hasEncoder(VideoEncoding.Codec codec) {
        FfmpegLibrary.ensureLoaded();
        AVCodec encoder = avcodec_find_encoder_by_name(codec.encoderName());
        return encoder != null && !encoder.isNull();
    }

    /**
     * Begins a file. Frame k is shown at exactly k · fpsDen / fpsNum s.
     *
     * @param out ends in .mp4, .mov or .mkv; replaced when it exists
     * @param widthPx,heightPx even
     * @throws IOException when the file cannot be written, or the encoder or container refuses the format
     */
    public static FfmpegVideoWriter create(
            Path out, int widthPx, int heightPx, int fpsNum, int fpsDen, VideoEncoding encoding) throws IOException {
        return create(out, widthPx, heightPx, fpsNum, fpsDen, 1, encoding);
    }

    /**
     * Begins a file whose frames have times of their own, in steps of 1/90 000 s (in an .mkv of 1 ms).
     *
     * @param out ends in .mp4, .mov or .mkv; replaced when it exists
     * @param widthPx,heightPx even
     * @param meanFps their mean rate, 1 to 1000 frames a second; the last frame is shown so long
     * @throws IOException when the file cannot be written, or the encoder or container refuses the format
     */
    public static FfmpegVideoWriter createTimed(
            Path out, int widthPx, int heightPx, double meanFps, VideoEncoding encoding) throws IOException {
        if (!(meanFps >= 1 && meanFps <= 1000)) {
            throw new IllegalArgumentException("meanFps=" + meanFps + ": expected 1 to 1000");
        }
        int ticksPerFrame = (int) Math.round(TICKS_PER_SECOND / meanFps);
        return create(out, widthPx, heightPx, TICKS_PER_SECOND, ticksPerFrame, ticksPerFrame, encoding);
    }

    private static FfmpegVideoWriter create(
            Path out, int widthPx, int heightPx, int fpsNum, int fpsDen, int ticksPerFrame, VideoEncoding encoding)
            throws IOException {
        if (widthPx < 16 || heightPx < 16 || widthPx % 2 != 0 || heightPx % 2 != 0 || fpsNum < 1 || fpsDen < 1) {
            throw new IllegalArgumentException("size " + widthPx + "x" + heightPx + ", rate " + fpsNum + "/" + fpsDen
                    + ": expected even sides of 16 px or more and a positive rate");
        }
        FfmpegLibrary.ensureLoaded();
        FfmpegVideoWriter writer = new FfmpegVideoWriter(out, PartFile.begin(out), widthPx, heightPx);
        writer.ticksPerFrame = ticksPerFrame;
        try {
            writer.openEncoder(fpsNum, fpsDen, encoding);
            writer.openFile(fpsNum, fpsDen);
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.abort();
            throw e;
        }
    }

    private static String muxerFor(Path out) throws IOException {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".mp4")) {
            return "mp4";
        }
        if (name.endsWith(".mov")) {
            return "mov";
        }
        if (name.endsWith(".mkv")) {
            return "matroska";
        }
        throw new IOException(out + ": unknown kind of video file, expected a name that ends in .mp4, .mov or .mkv");
    }

    private void openEncoder(int fpsNum, int fpsDen, VideoEncoding encoding) throws IOException {
        check(
                avformat_alloc_output_context2(container, null, muxerFor(target), ContainerEnds.url(file)),
                "no such container");
        AVCodec codec = avcodec_find_encoder_by_name(encoding.codec().encoderName());
        if (codec == null || codec.isNull()) {
            throw new IOException(target + ": this FFmpeg has no encoder "
                    + encoding.codec().encoderName() + ": choose another codec");
        }
        encoder = avcodec_alloc_context3(codec);
        encoder.width(widthPx).height(heightPx).pix_fmt(AV_PIX_FMT_YUV420P);
        encoder.time_base().num(fpsDen / ticksPerFrame).den(fpsNum);
        encoder.framerate().num(fpsNum).den(fpsDen);
        encoder.gop_size(encoding.gopFrames()).max_b_frames(encoding.bFrames()).thread_count(1);
        encoder.flags(encoder.flags() | AV_CODEC_FLAG_BITEXACT);
        if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        AVDictionary options = new AVDictionary(null);
        try {
            setRate(encoding, options);
            check(avcodec_open2(encoder, codec, options), "the encoder refuses the format");
        } finally {
            av_dict_free(options);
        }
        picture = av_frame_alloc();
        picture.format(AV_PIX_FMT_YUV420P).width(widthPx).height(heightPx);
        check(av_frame_get_buffer(picture, 0), "no memory for a frame");
        packet = av_packet_alloc();
    }

    private void setRate(VideoEncoding encoding, AVDictionary options) {
        switch (encoding.rate()) {
            case RateControl.ConstantQuantizer(int quantizer) -> {
                encoder.qmin(quantizer).qmax(quantizer);
                if (encoding.codec() == VideoEncoding.Codec.MPEG4) {
                    encoder.flags(encoder.flags() | AV_CODEC_FLAG_QSCALE).global_quality(FF_QP2LAMBDA * quantizer);
                }
            }
            case RateControl.AverageBitRate(long bitsPerSecond) -> encoder.bit_rate(bitsPerSecond);
        }
        if (encoding.codec() == VideoEncoding.Codec.H264) {
            av_dict_set(options, "allow_skip_frames", "0", 0);
        }
    }

    private void openFile(int fpsNum, int fpsDen) throws IOException {
        AVStream stream = avformat_new_stream(container, null);
        check(avcodec_parameters_from_context(stream.codecpar(), encoder), "no stream");
        stream.time_base().num(fpsDen / ticksPerFrame).den(fpsNum);
        stream.avg_frame_rate().num(fpsNum).den(fpsDen);
        container.flags(container.flags() | AVFMT_FLAG_BITEXACT);
        AVIOContext io = new AVIOContext(null);
        check(avio_open(io, ContainerEnds.url(file), AVIO_FLAG_WRITE), "cannot be written, check the folder");
        container.pb(io);
        AVDictionary options = new AVDictionary(null);
        try {
            // The index in front: a reader can begin at once, and a cut file loses only its end.
            av_dict_set(options, "movflags", "+faststart", 0);
            check(avformat_write_header(container, options), "the container refuses the stream");
        } finally {
            av_dict_free(options);
        }
        long containerTicksNum = (long) fpsDen * stream.time_base().den();
        long containerTicksDen = (long) fpsNum * stream.time_base().num();
        if (ticksPerFrame == 1 && containerTicksNum % containerTicksDen != 0) {
            throw new IOException(target + ": the container counts time in "
                    + stream.time_base().num() + "/"
                    + stream.time_base().den() + " s and cannot hold " + fpsNum + "/" + fpsDen
                    + " frames per second exactly: use .mp4");
        }
    }

    /**
     * Adds a frame, a frame's time after the last one.
     *
     * @param luma byte[width * height], rows without padding
     * @throws IOException when it cannot be encoded or written
     */
    public void write(byte[] luma) throws IOException {
        writeAt(luma, lastTick < 0 ? 0 : lastTick + ticksPerFrame);
    }

    /**
     * Adds a frame that is shown at its own time, to a file that was begun by {@link #createTimed}.
     *
     * @param luma byte[width * height], rows without padding
     * @param timeNs after the file's beginning, ns; a frame that is not later than the last one is shown a step after it
     * @throws IOException when it cannot be encoded or written
     */
    public void write(byte[] luma, long timeNs) throws IOException {
        if (ticksPerFrame == 1) {
            throw new IllegalStateException(target + ": this writer's frames have no times of their own");
        }
        long tick = Math.round(timeNs * (TICKS_PER_SECOND * 1e-9));
        // Two frames on one tick of the container would be one frame to its readers.
        AVStream stream = container.streams(0);
        long step = Math.ceilDiv(
                (long) TICKS_PER_SECOND * stream.time_base().num(),
                stream.time_base().den());
        writeAt(luma, lastTick < 0 ? Math.max(0, tick) : Math.max(lastTick + step, tick));
    }

    private void writeAt(byte[] luma, long tick) throws IOException {
        if (finished) {
            throw new IllegalStateException(target + ": the writer is closed");
        }
        if (luma.length != widthPx * heightPx) {
            throw new IllegalArgumentException("luma holds " + luma.length + " bytes, " + widthPx + "x" + heightPx
                    + " needs " + widthPx * heightPx);
        }
        check(av_frame_make_writable(picture), "no memory for a frame");
        BytePointer plane = picture.data(0);
        for (int y = 0; y < heightPx; y++) {
            plane.position((long) y * picture.linesize(0)).put(luma, y * widthPx, widthPx);
        }
        byte[] neutral = new byte[widthPx / 2];
        Arrays.fill(neutral, NEUTRAL_CHROMA);
        for (int chroma = 1; chroma <= 2; chroma++) {
            BytePointer chromaPlane = picture.data(chroma);
            for (int y = 0; y < heightPx / 2; y++) {
                chromaPlane.position((long) y * picture.linesize(chroma)).put(neutral);
            }
        }
        picture.pts(tick);
        lastTick = tick;
        frames++;
        encode(picture);
    }

    private void encode(@Nullable AVFrame frame) throws IOException {
        check(avcodec_send_frame(encoder, frame), "a frame could not be encoded");
        AVStream stream = container.streams(0);
        while (true) {
            int result = avcodec_receive_packet(encoder, packet);
            if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
                return;
            }
            check(result, "a frame could not be encoded");
            packet.stream_index(0);
            packet.duration(ticksPerFrame);
            av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
            check(av_interleaved_write_frame(container, packet), "cannot be written, check the disk");
        }
    }

    /**
     * Finishes the file and gives it its name; removes it where writing has failed before. A caller that fails halfway
     * for its own reasons calls {@link #abort()} first.
     *
     * @throws IOException when it cannot be finished; then nothing is left behind
     */
    @Override
    public void close() throws IOException {
        if (finished || failed) {
            abort();
            return;
        }
        try {
            if (frames == 0) {
                throw new IOException(target + ": no frame was written, a video needs one");
            }
            encode(null);
            check(av_write_trailer(container), "cannot be finished, check the disk");
            avio_flush(container.pb());
            check(container.pb().error(), "cannot be finished, check the disk");
            file.keep();
        } finally {
            abort();
        }
    }

    /** Gives up: what was written so far is removed. Does nothing after {@link #close()}. */
    public void abort() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        if (!picture.isNull()) {
            av_frame_free(picture);
        }
        ContainerEnds.release(container, encoder, packet);
        file.close();
    }

    private void check(int result, String what) throws IOException {
        if (result < 0) {
            failed = true;
            throw new IOException(target + ": " + what + " (" + FfmpegLibrary.errorText(result) + ")");
        }
    }
}
