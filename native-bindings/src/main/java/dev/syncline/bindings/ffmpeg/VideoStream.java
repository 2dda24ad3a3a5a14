package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** A file's video stream, open for decoding, with its clock set to 0 at the first frame shown. Not thread-safe. */
final class VideoStream implements AutoCloseable {
    /** Longest side of a picture that is believed. */
    private static final int MAX_SIDE_PX = 1 << 15;

    private static final int DISPLAY_MATRIX_BYTES = 36;

    private final MediaInput input;
    private final VideoDecoder decoder;
    private final FrameReader reader;
    private final StreamTicks clock;
    private final VideoInfo info;

    private VideoStream(MediaInput input, VideoDecoder decoder, FrameReader reader, StreamTicks clock, VideoInfo info) {
        this.input = input;
        this.decoder = decoder;
        this.reader = reader;
        this.clock = clock;
        this.info = info;
    }

    /**
     * Opens the file and decodes its first frame, to learn when that is shown: edit lists, reordering and a late start
     * all move it.
     *
     * @param wanted number of the video stream, the first being 0; −1 for the one with the largest picture
     * @throws IOException one line: the file, the cause, what to do
     */
    static VideoStream open(Path file, int wanted, int threads, @Nullable HardwareDecoding device) throws IOException {
        MediaInput input = MediaInput.open(file);
        VideoDecoder decoder = null;
        FrameReader reader = null;
        try {
            int index = input.chooseVideo(wanted);
            AVStream stream = input.stream(index);
            decoder = VideoDecoder.open(input.name(), stream, threads, device);
            reader = new FrameReader(input, index, decoder);
            StreamTicks clock = clockFromFirstFrame(input, stream, reader);
            return new VideoStream(input, decoder, reader, clock, describe(file, input, stream, clock));
        } catch (IOException | RuntimeException e) {
            if (reader != null) {
                reader.close();
            }
            if (decoder != null) {
                decoder.close();
            }
            input.close();
            throw e;
        }
    }

    private static StreamTicks clockFromFirstFrame(MediaInput input, AVStream stream, FrameReader reader)
            throws IOException {
        AVRational tick = stream.time_base();
        if (tick.num() <= 0 || tick.den() <= 0) {
            throw new IOException(input.name() + ": the video's time base is " + tick.num() + "/" + tick.den()
                    + ", expected a positive fraction: the file is damaged; remux it");
        }
        AVFrame frame = av_frame_alloc();
        try {
            if (!reader.next(frame)) {
                throw new IOException(input.name() + ": not one frame could be decoded ("
                        + (reader.trouble() == null ? "the stream holds none" : reader.trouble())
                        + "): the file is cut off or damaged; copy it again");
            }
            long first = frame.best_effort_timestamp();
            if (first == AV_NOPTS_VALUE) {
                throw new IOException(input.name()
                        + ": its frames carry no times: remux the stream into MP4 or Matroska with its frame rate");
            }
            // Where the first frames are damaged, the first that decodes is not the first that was shown.
            long keyframe = reader.firstKeyframeTicks();
            long zero = keyframe == AV_NOPTS_VALUE ? first : Math.min(first, keyframe);
            return new StreamTicks(input.name(), tick.num(), tick.den(), zero);
        } finally {
            av_frame_free(frame);
        }
    }

    private static VideoInfo describe(Path file, MediaInput input, AVStream stream, StreamTicks clock)
            throws IOException {
        AVCodecParameters parameters = stream.codecpar();
        int width = parameters.width();
        int height = parameters.height();
        if (width < 2 || height < 2 || width > MAX_SIDE_PX || height > MAX_SIDE_PX) {
            throw new IOException(input.name() + ": the video's size is " + width + "x" + height + ", expected 2 to "
                    + MAX_SIDE_PX + " px a side: the file is damaged");
        }
        double fps = rate(stream.avg_frame_rate());
        fps = fps > 0 ? fps : rate(stream.r_frame_rate());
        long durationNs = clock.durationNs(stream.duration());
        if (durationNs == 0 && input.containerDurationUs() > 0) {
            durationNs = input.containerDurationUs() * 1000;
        }
        if (durationNs == 0) {
            durationNs = clock.toNs(lastTicks(input, stream.index(), clock)) + (fps > 0 ? Math.round(1e9 / fps) : 0);
        }
        if (durationNs <= 0) {
            throw new IOException(input.name() + ": neither the container nor its packets tell how long the video is:"
                    + " it is cut off or damaged; copy it again or remux it");
        }
        long frames = stream.nb_frames() > 0 ? stream.nb_frames() : Math.round(durationNs * 1e-9 * fps);
        return new VideoInfo(
                String.valueOf(file.getFileName()),
                width,
                height,
                fps,
                durationNs,
                frames,
                avcodec_get_name(parameters.codec_id()).getString(),
                rotationDeg(parameters));
    }

    /** When the last packet is shown, of a container that does not tell its length: all of it is read once. */
    private static long lastTicks(MediaInput input, int index, StreamTicks clock) throws IOException {
        input.seekToStart(index);
        long last = clock.zeroTicks();
        AVPacket packet = av_packet_alloc();
        try {
            while (input.read(packet) >= 0) {
                boolean shown = packet.stream_index() == index
                        && packet.pts() != AV_NOPTS_VALUE
                        && (packet.flags() & AV_PKT_FLAG_DISCARD) == 0;
                last = shown ? Math.max(last, packet.pts()) : last;
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
        return last;
    }

    private static double rate(AVRational rate) {
        return rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
    }

    private static int rotationDeg(AVCodecParameters parameters) {
        AVPacketSideData matrix = parameters.nb_coded_side_data() <= 0
                ? null
                : av_packet_side_data_get(
                        parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < DISPLAY_MATRIX_BYTES) {
            return 0;
        }
        double counterClockwise = av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(counterClockwise) ? 0 : Math.floorMod(Math.round(-counterClockwise / 90) * 90, 360);
    }

    /** The last keyframe at or before a time; the time itself where none is found. */
    long keyframeNs(long timeNs) {
        try {
            // A seek may go by times of decoding, and then leads to a keyframe that is shown a few frames late.
            for (long backNs : new long[] {0, 500_000_000L}) {
                long ticks = reader.keyframeTicks(clock.floorTicks(Math.max(0, timeNs - backNs) + 1));
                if (ticks != AV_NOPTS_VALUE && clock.toNs(ticks) <= timeNs) {
                    return Math.max(0, clock.toNs(ticks));
                }
            }
            return timeNs;
        } catch (IOException unreadable) {
            // Who decodes there will be told.
            return timeNs;
        }
    }

    FrameReader reader() {
        return reader;
    }

    StreamTicks clock() {
        return clock;
    }

    VideoInfo info() {
        return info;
    }

    /** Name for messages: the path as it was given. */
    String name() {
        return input.name();
    }

    @Override
    public void close() {
        reader.close();
        decoder.close();
        input.close();
    }
}
