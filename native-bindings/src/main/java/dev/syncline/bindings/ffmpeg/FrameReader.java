package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISPOSABLE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Pulls frames of one stream out of a container in order of display, from wherever it was sent. Not thread-safe. */
final class FrameReader implements AutoCloseable {
    /** A decoder that fails this often in a row without taking a packet is not going to recover. */
    private static final int MAX_FAILURES_IN_A_ROW = 1000;

    /** A seek leads to a keyframe; where packets before it are read, there are only a few. */
    private static final int PACKETS_TO_A_KEYFRAME = 500;

    /** Stands for the tick of the stream's first packet. */
    static final long START = Long.MIN_VALUE;

    private final MediaInput input;
    private final VideoDecoder decoder;
    private final int streamIndex;
    private final @Nullable NalReferences nalReferences;
    private final AVPacket packet = av_packet_alloc();

    /** References among the packets in flight, by presentation tick. */
    private final TreeMap<Long, Boolean> keptByTick = new TreeMap<>();

    private long skipBeforeTicks = Long.MIN_VALUE;
    private boolean skipping;
    /** Without an index a seek leads to any packet, and some decoders make up what they lack. */
    private boolean awaitsKeyframe;

    private long firstKeyframeTicks = AV_NOPTS_VALUE;
    private boolean anyPacket;
    private int readError;
    private int decodeError;
    private int failuresInARow;

    FrameReader(MediaInput input, int streamIndex, VideoDecoder decoder) {
        this.input = input;
        this.streamIndex = streamIndex;
        this.decoder = decoder;
        AVCodecParameters parameters = input.stream(streamIndex).codecpar();
        int codec = parameters.codec_id();
        this.nalReferences = codec == AV_CODEC_ID_H264
                ? NalReferences.h264(extradata(parameters))
                : codec == AV_CODEC_ID_HEVC ? NalReferences.hevc(extradata(parameters)) : null;
    }

    private static byte[] extradata(AVCodecParameters parameters) {
        if (parameters.extradata_size() <= 0 || parameters.extradata() == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[parameters.extradata_size()];
        parameters.extradata().get(bytes);
        return bytes;
    }

    /**
     * Goes to the keyframe at or before a tick.
     *
     * @param ticks {@link #START} for the first packet
     * @param skipBeforeTicks packets shown before this tick may be left undecoded where nothing depends on them
     */
    void seek(long ticks, long skipBeforeTicks) throws IOException {
        if (ticks == START) {
            input.seekToStart(streamIndex);
        } else {
            input.seek(streamIndex, ticks);
        }
        awaitsKeyframe = ticks != START;
        decoder.flush();
        keptByTick.clear();
        this.skipBeforeTicks = skipBeforeTicks;
        readError = 0;
        decodeError = 0;
        failuresInARow = 0;
    }

    /**
     * When the keyframe is shown that a seek to a tick leads to, or {@code AV_NOPTS_VALUE}. Before reading on there must be
     * a {@link #seek}.
     */
    long keyframeTicks(long ticks) throws IOException {
        input.seek(streamIndex, ticks);
        for (int i = 0; i < PACKETS_TO_A_KEYFRAME && input.read(packet) >= 0; i++) {
            boolean found = packet.stream_index() == streamIndex && (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            long shown = packet.pts();
            av_packet_unref(packet);
            if (found) {
                return shown;
            }
        }
        return AV_NOPTS_VALUE;
    }

    /** Decodes the next frame into {@code frame}; false at the end of what can be read. */
    boolean next(AVFrame frame) {
        while (true) {
            int result = decoder.receive(frame);
            if (result == 0) {
                return true;
            }
            if (result == AVERROR_EAGAIN()) {
                feed();
            } else if (result == AVERROR_EOF || ++failuresInARow > MAX_FAILURES_IN_A_ROW) {
                return false;
            } else {
                noteDecodeError(result);
            }
        }
    }

    private void feed() {
        while (true) {
            int result = input.read(packet);
            if (result < 0) {
                readError = result == AVERROR_EOF ? 0 : result;
                decoder.send(null);
                return;
            }
            if (packet.stream_index() == streamIndex && (!awaitsKeyframe || (packet.flags() & AV_PKT_FLAG_KEY) != 0)) {
                break;
            }
            av_packet_unref(packet);
        }
        awaitsKeyframe = false;
        failuresInARow = 0;
        remember(packet);
        int result = decoder.send(packet);
        av_packet_unref(packet);
        if (result < 0) {
            noteDecodeError(result);
        }
    }

    private void remember(AVPacket packet) {
        long ticks = packet.pts();
        boolean hidden = (packet.flags() & AV_PKT_FLAG_DISCARD) != 0;
        if (!anyPacket && !hidden && (packet.flags() & AV_PKT_FLAG_KEY) != 0) {
            firstKeyframeTicks = ticks;
        }
        anyPacket |= !hidden;
        boolean skip = ticks != AV_NOPTS_VALUE && ticks < skipBeforeTicks;
        if (skip != skipping) {
            decoder.skipNonReference(skip);
            skipping = skip;
        }
        if (ticks != AV_NOPTS_VALUE && !skip && !hidden) {
            keptByTick.put(ticks, isKept(packet));
        }
    }

    private boolean isKept(AVPacket packet) {
        if ((packet.flags() & AV_PKT_FLAG_DISPOSABLE) != 0) {
            return false;
        }
        if (nalReferences == null || packet.size() <= 0) {
            return true;
        }
        return nalReferences.keptAsReference(
                packet.data().capacity(packet.size()).asByteBuffer());
    }

    private void noteDecodeError(int error) {
        decodeError = decodeError == 0 ? error : decodeError;
    }

    /** Whether the packet of this frame was marked as a reference; true where the stream does not say. */
    boolean wasKeptAsReference(AVFrame frame) {
        long ticks = frame.pts();
        if (ticks == AV_NOPTS_VALUE) {
            return true;
        }
        Boolean kept = keptByTick.get(ticks);
        keptByTick.headMap(ticks, true).clear();
        return kept == null || kept;
    }

    /** Tick of the stream's first packet that is shown, where that is a keyframe; else {@code AV_NOPTS_VALUE}. */
    long firstKeyframeTicks() {
        return firstKeyframeTicks;
    }

    /** FFmpeg's words for what went wrong since the last seek, or null. */
    @Nullable
    String trouble() {
        int error = readError != 0 ? readError : decodeError;
        return error == 0 ? null : FfmpegLibrary.errorText(error);
    }

    @Override
    public void close() {
        av_packet_free(packet);
    }
}
