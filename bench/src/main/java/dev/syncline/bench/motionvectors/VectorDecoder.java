package dev.syncline.bench.motionvectors;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG2_EXPORT_MVS;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_MOTION_VECTORS;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.syncline.bindings.load.NativeLibraries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Decodes a clip from its beginning on the caller's thread, for its motion vectors and not for its pictures. */
final class VectorDecoder implements AutoCloseable {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** How much of a frame is decoded. */
    enum Effort {
        /** The whole picture, without vectors. */
        PLAIN,
        /** The picture without loop filter and transform where the decoder lets them be left out, without vectors. */
        UNFILTERED,
        /** The whole picture, and vectors. */
        VECTORS,
        /** Unfiltered, and vectors. */
        VECTORS_UNFILTERED,
        /** The same of those frames only that others are predicted from. */
        VECTORS_OF_REFERENCES;

        private boolean exports() {
            return this != PLAIN && this != UNFILTERED;
        }

        private boolean isFiltered() {
            return this == PLAIN || this == VECTORS;
        }
    }

    /** Takes frames in order of display. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param timeNs on the video's clock, ns
         * @param vectors an array of AVMotionVector, valid during the call; empty where there is none
         */
        void accept(long timeNs, ByteBuffer vectors);
    }

    private final AVFormatContext input = new AVFormatContext(null);
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final int index;
    private final int tickNum;
    private final int tickDen;

    VectorDecoder(Path video, Effort effort) throws IOException {
        NativeLibraries.load("FFmpeg", avutil.class, avcodec.class, avformat.class);
        check(avformat_open_input(input, video.toString(), (AVInputFormat) null, (AVDictionary) null), video);
        check(avformat_find_stream_info(input, (AVDictionary) null), video);
        index = check(av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0), video);
        AVStream stream = input.streams(index);
        tickNum = stream.time_base().num();
        tickDen = stream.time_base().den();
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        context = avcodec_alloc_context3(codec);
        check(avcodec_parameters_to_context(context, stream.codecpar()), video);
        context.pkt_timebase(stream.time_base());
        context.thread_count(1);
        if (effort.exports()) {
            context.flags2(context.flags2() | AV_CODEC_FLAG2_EXPORT_MVS);
        }
        if (!effort.isFiltered()) {
            context.skip_loop_filter(AVDISCARD_ALL);
            context.skip_idct(AVDISCARD_ALL);
        }
        if (effort == Effort.VECTORS_OF_REFERENCES) {
            context.skip_frame(AVDISCARD_NONREF);
        }
        check(avcodec_open2(context, codec, (AVDictionary) null), video);
    }

    private static int check(int result, Path video) throws IOException {
        if (result < 0) {
            throw new IOException(video + ": FFmpeg cannot decode it (error " + result + ")");
        }
        return result;
    }

    /** Decodes up to a time; once only. */
    void decode(long toNs, Sink sink) {
        long zeroTicks = Long.MIN_VALUE;
        boolean ended = false;
        while (true) {
            int result = avcodec_receive_frame(context, frame);
            if (result == AVERROR_EAGAIN() && !ended) {
                ended = !feed();
                continue;
            }
            if (result < 0) {
                return;
            }
            long ticks = frame.best_effort_timestamp();
            zeroTicks = zeroTicks == Long.MIN_VALUE ? ticks : zeroTicks;
            long timeNs = toNs(ticks - zeroTicks);
            if (timeNs >= toNs) {
                return;
            }
            sink.accept(timeNs, vectors());
            av_frame_unref(frame);
        }
    }

    /** False at the end of the file. */
    private boolean feed() {
        int result;
        while ((result = av_read_frame(input, packet)) >= 0 && packet.stream_index() != index) {
            av_packet_unref(packet);
        }
        avcodec_send_packet(context, result < 0 ? null : packet);
        av_packet_unref(packet);
        return result >= 0;
    }

    private ByteBuffer vectors() {
        AVFrameSideData side = av_frame_get_side_data(frame, AV_FRAME_DATA_MOTION_VECTORS);
        return side == null || side.isNull()
                ? NONE
                : side.data().capacity(side.size()).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Rounded as the pipeline's clock rounds, so that frames can be told by their times. */
    private long toNs(long ticks) {
        long units = ticks * tickNum;
        return Math.floorDiv(units, tickDen) * 1_000_000_000L
                + (Math.floorMod(units, tickDen) * 1_000_000_000L + tickDen / 2) / tickDen;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
        avformat_close_input(input);
    }
}
