package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;

/** An open container, of which one stream at a time is read. Not thread-safe. */
final class MediaInput implements AutoCloseable {
    /** Containers that cameras write; none that points to other files, takes text for a picture, or reaches a network. */
    private static final String FORMATS =
            "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,mxf,flv,live_flv,"
                    + "asf,ogg,nut,ivf,h264,hevc,vvc,obu,av1,m4v,gxf,dv,mjpeg,yuv4mpegpipe,swf,rm";

    /** Frames are decoded at most so long before they are shown. */
    private static final long LONGEST_REORDERING_S = 10;

    private final Path file;
    private final AVFormatContext context;

    private MediaInput(Path file, AVFormatContext context) {
        this.file = file;
        this.context = context;
    }

    /**
     * Opens a container and reads its index, but no frame.
     *
     * @throws IOException one line: the file, the cause, what to do
     */
    static MediaInput open(Path file) throws IOException {
        VideoFileCheck.requireReadable(file);
        FfmpegLibrary.ensureLoaded();
        AVFormatContext context = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "format_whitelist", FORMATS, 0);
            av_dict_set(options, "protocol_whitelist", "file", 0);
            // The prefix keeps a colon in a name from being taken for a protocol.
            int result = avformat_open_input(context, "file:" + file.toAbsolutePath(), null, options);
            if (result < 0) {
                throw new IOException(VideoFileCheck.whyNotOpened(file, FfmpegLibrary.errorText(result)));
            }
        } finally {
            av_dict_free(options);
        }
        return new MediaInput(file, context);
    }

    /** Name for messages: the path as it was given. */
    String name() {
        return file.toString();
    }

    int streamCount() {
        return context.nb_streams();
    }

    AVStream stream(int index) {
        return context.streams(index);
    }

    /** Length that the container gives, µs; not positive where it gives none. */
    long containerDurationUs() {
        return context.duration();
    }

    /**
     * Finds the video, discards every other stream and lets FFmpeg probe what the header leaves open.
     *
     * @param wanted number of the video stream, the first being 0; −1 for the one with the largest picture
     * @return the stream's index
     * @throws IOException when the container holds no video, or not so many
     */
    int chooseVideo(int wanted) throws IOException {
        // FLV and MPEG programme streams have no list: their streams appear as packets are read.
        int index = streamCount() == 0 ? -1 : video(wanted);
        if (index >= 0) {
            // Before the probing: or it would wait for packets of streams that nobody asked for.
            readOnly(index);
        }
        int result = avformat_find_stream_info(context, (AVDictionary) null);
        if (result < 0) {
            throw new IOException(name() + ": the streams could not be probed (" + FfmpegLibrary.errorText(result)
                    + "): the file is damaged; copy it again");
        }
        if (streamCount() == 0) {
            throw new IOException(VideoFileCheck.whyNotOpened(file, "it holds no stream"));
        }
        index = index >= 0 ? index : video(wanted);
        if (index < 0) {
            int videos = videos().size();
            throw new IOException(
                    videos > 0
                            ? name() + ": there is no video stream number " + wanted + ": it holds " + videos
                                    + ", numbered from 0"
                            : name() + ": there is no video stream among its " + streamCount()
                                    + " stream(s): give a video file, or copy it again if it should hold one");
        }
        readOnly(index);
        return index;
    }

    /** The video with the largest picture: as {@link #chooseVideo(int)}. */
    int chooseVideo() throws IOException {
        return chooseVideo(-1);
    }

    /** Indices of the video streams, covers left out. */
    List<Integer> videos() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < streamCount(); i++) {
            boolean cover = (stream(i).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
            if (stream(i).codecpar().codec_type() == AVMEDIA_TYPE_VIDEO && !cover) {
                found.add(i);
            }
        }
        return found;
    }

    /** Index of the video with the largest picture, covers left out; −1 where there is none. */
    int largestVideo() {
        return video(-1);
    }

    /** The wanted video stream; for −1 the one with the largest picture, since cameras put a small preview beside it. */
    private int video(int wanted) {
        List<Integer> all = videos();
        if (wanted >= 0) {
            return wanted < all.size() ? all.get(wanted) : -1;
        }
        int best = bestVideo();
        for (int i : all) {
            best = best < 0 || pixels(i) > pixels(best) ? i : best;
        }
        return best;
    }

    private long pixels(int index) {
        AVCodecParameters parameters = stream(index).codecpar();
        return (long) parameters.width() * parameters.height();
    }

    private int bestVideo() {
        int index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        return index >= 0 && (stream(index).disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0 ? index : -1;
    }

    /** From now on {@link #read} gives packets of this stream only. */
    void readOnly(int index) {
        for (int i = 0; i < streamCount(); i++) {
            stream(i).discard(i == index ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
    }

    /** Reads the next packet of a stream that is not discarded. Returns 0 or FFmpeg's error code. */
    int read(AVPacket packet) {
        return av_read_frame(context, packet);
    }

    /**
     * Goes to the last keyframe at or before a tick of the stream.
     *
     * @throws IOException when the container cannot be sought in
     */
    void seek(int stream, long ticks) throws IOException {
        int result = av_seek_frame(context, stream, ticks, AVSEEK_FLAG_BACKWARD);
        if (result < 0) {
            throw new IOException(name() + ": cannot go to tick " + ticks + " of stream " + stream + " ("
                    + FfmpegLibrary.errorText(result) + "): remux the file into MP4 or Matroska");
        }
    }

    /**
     * Goes to the stream's first packet. A transport stream has no index and is sought in by times of decoding, so going to
     * the time at which the first frame is shown would lead behind it.
     *
     * @throws IOException when the container cannot be sought in
     */
    void seekToStart(int stream) throws IOException {
        AVRational tick = stream(stream).time_base();
        long start = stream(stream).start_time();
        long before = Math.multiplyExact(LONGEST_REORDERING_S, (long) tick.den()) / tick.num();
        long first = start == AV_NOPTS_VALUE ? 0 : start;
        // Some containers with an index refuse what lies before it.
        if (av_seek_frame(context, stream, first - before, AVSEEK_FLAG_BACKWARD) < 0
                && av_seek_frame(context, stream, first, AVSEEK_FLAG_BACKWARD) < 0
                && av_seek_frame(context, stream, 0, AVSEEK_FLAG_BYTE) < 0) {
            seek(stream, first);
        }
    }

    @Override
    public void close() {
        if (!context.isNull()) {
            avformat_close_input(context);
        }
    }
}
