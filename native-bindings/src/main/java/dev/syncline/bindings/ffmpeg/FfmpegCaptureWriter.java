package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import dev.syncline.engine.file.Growing;
import dev.syncline.engine.file.PartFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
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
 * Records a camera's frames, each shown at its own time to the microsecond. What was {@link #flush flushed} can be
 * played whatever becomes of the process or the disk: an MP4 grows in fragments and becomes a plain one at its end. The
 * file grows under another name beside its place and takes its own with the first {@link #settle} after that. Three
 * threads: one takes pictures, one writes and flushes, one settles.
 */
public final class FfmpegCaptureWriter implements Growing, AutoCloseable {
    private static final int MICROSECONDS = 1_000_000;
    /** The head of a file, which finishing it changes. */
    private static final int BEGINNING_BYTES = 1 << 16;

    private final Path target;
    private final PartFile file;
    private final AVFormatContext container = new AVFormatContext(null);
    private final PicturePool pictures;
    private @Nullable CaptureEncoder encoder;
    private AVPacket packet = new AVPacket(null);
    /** The newest frame: written once the next one tells how long it lasts. */
    private AVPacket newest = new AVPacket(null);

    private boolean holdsNewest;
    private long muxed;
    private long frameUs;
    private long frames;
    private long wholeBytes;
    private volatile long wholeFrames;
    private boolean finished;
    private boolean failed;

    private FfmpegCaptureWriter(Path target, PartFile file, RawVideoFormat format, int pixelFormat, int waitingPictures)
            throws IOException {
        this.target = target;
        this.file = file;
        this.pictures = new PicturePool(target.toString(), format, pixelFormat, waitingPictures);
    }

    /** As the other, by software into what the file's name says. */
    public static FfmpegCaptureWriter create(
            Path out, RawVideoFormat format, double framesPerSecond, VideoEncoding encoding, int waitingPictures)
            throws IOException {
        return create(out, format, framesPerSecond, CaptureEncoding.of(encoding), waitingPictures);
    }

    /**
     * Begins a file.
     *
     * @param out replaced when it exists; {@link PartFile#STANDARD_OUTPUT} is standard output
     * @param framesPerSecond nominal, for the encoder's rate control
     * @param encoding H.264, MJPEG or uncoded, and what the frames are put into
     * @param waitingPictures pictures that may wait for the encoder
     * @throws IOException when the file cannot be written, or the encoder or container refuses the format
     */
    public static FfmpegCaptureWriter create(
            Path out, RawVideoFormat format, double framesPerSecond, CaptureEncoding encoding, int waitingPictures)
            throws IOException {
        String muxer = encoding.containerFor(out);
        FfmpegLibrary.ensureLoaded();
        PartFile file = PartFile.orStandardOutput(out);
        FfmpegCaptureWriter writer;
        try {
            writer = new FfmpegCaptureWriter(out, file, format, CaptureEncoder.pixelFormat(encoding), waitingPictures);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        try {
            writer.openEncoder(muxer, format, framesPerSecond, encoding);
            writer.openFile();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.abort();
            throw e;
        }
    }

    private void openEncoder(String muxer, RawVideoFormat format, double framesPerSecond, CaptureEncoding encoding)
            throws IOException {
        check(avformat_alloc_output_context2(container, null, muxer, ContainerEnds.url(file)), "no such container");
        boolean globalHeader = (container.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
        frameUs = Math.max(1, Math.round(MICROSECONDS / framesPerSecond));
        encoder = CaptureEncoder.open(target.toString(), format, framesPerSecond, encoding, globalHeader);
        packet = av_packet_alloc();
        newest = av_packet_alloc();
    }

    /** What encodes, by FFmpeg's name. */
    public String encoderName() {
        CaptureEncoder open = encoder;
        return open == null ? "" : open.name();
    }

    private CaptureEncoder encoder() {
        CaptureEncoder open = encoder;
        if (open == null) {
            throw new IllegalStateException(target + ": the writer is closed");
        }
        return open;
    }

    private void openFile() throws IOException {
        AVStream stream = avformat_new_stream(container, null);
        check(avcodec_parameters_from_context(stream.codecpar(), encoder().context()), "no stream");
        byte[] sets = encoder().parameterSets();
        if (sets.length > 0 && stream.codecpar().extradata_size() == 0) {
            BytePointer extra = new BytePointer(av_mallocz(sets.length + AV_INPUT_BUFFER_PADDING_SIZE));
            extra.capacity(sets.length).put(sets);
            stream.codecpar().extradata(extra).extradata_size(sets.length);
        }
        stream.time_base().num(1).den(MICROSECONDS);
        AVIOContext io = new AVIOContext(null);
        check(avio_open(io, ContainerEnds.url(file), AVIO_FLAG_WRITE), "cannot be written, check the folder");
        container.pb(io);
        AVDictionary options = new AVDictionary(null);
        try {
            // Fragments end where they are flushed. A pipe cannot be gone back in, so there they stay fragments.
            String fragments = "+frag_custom+empty_moov+default_base_moof";
            av_dict_set(options, "movflags", file.isDevice() ? fragments : fragments + "+hybrid_fragmented", 0);
            check(avformat_write_header(container, options), "the container refuses the stream");
        } finally {
            av_dict_free(options);
        }
    }

    /**
     * Copies a frame, so that the camera can have its buffer back.
     *
     * @param pixels of the writer's format
     * @param timestampUs when it is shown, larger than the one before
     * @return {@code null} where as many pictures as may wait are waiting: the encoder is too slow
     * @throws IOException when it cannot be converted
     */
    public @Nullable CapturedPicture take(MemorySegment pixels, long timestampUs) throws IOException {
        return pictures.take(pixels, timestampUs);
    }

    /**
     * Encodes and writes a picture, and makes its memory free for the next.
     *
     * @throws IOException when it cannot be encoded or written
     */
    public void write(CapturedPicture picture) throws IOException {
        if (finished) {
            throw new IllegalStateException(target + ": the writer is closed");
        }
        try {
            encode(picture.frame());
            frames++;
        } finally {
            pictures.giveBack(picture);
        }
    }

    private void encode(@Nullable AVFrame frame) throws IOException {
        check(encoder().send(frame), "a frame could not be encoded");
        while (true) {
            int result = avcodec_receive_packet(encoder().context(), packet);
            if (result == AVERROR_EAGAIN()) {
                return;
            }
            if (result == AVERROR_EOF) {
                writeNewest(frameUs);
                return;
            }
            check(result, "a frame could not be encoded");
            packet.stream_index(0);
            if (packet.dts() == AV_NOPTS_VALUE) {
                packet.dts(packet.pts());
            }
            writeNewest(packet.dts() - newest.dts());
            av_packet_move_ref(newest, packet);
            holdsNewest = true;
        }
    }

    /**
     * A fragment's times are counted up from how long its frames last, so each must last until the next one; the last of a
     * fragment would be left out by readers if it lasted no time at all.
     */
    private void writeNewest(long durationUs) throws IOException {
        if (!holdsNewest) {
            return;
        }
        holdsNewest = false;
        newest.duration(durationUs);
        av_packet_rescale_ts(
                newest, encoder().context().time_base(), container.streams(0).time_base());
        check(av_interleaved_write_frame(container, newest), "cannot be written, check the disk");
        muxed++;
    }

    /**
     * Hands over to the system what was written so far but for the newest frame; from then on it can be played. By the
     * thread that writes.
     *
     * @throws IOException when it cannot be written
     */
    public void flush() throws IOException {
        if (finished || unflushedFrames() == 0) {
            return;
        }
        check(av_write_frame(container, null), "cannot be written, check the disk");
        avio_flush(container.pb());
        check(container.pb().error(), "cannot be written, check the disk");
        wholeBytes = container.pb().pos();
        wholeFrames = muxed;
        file.worthKeeping();
    }

    /** Forces to disk what was flushed, and gives the file its name. */
    @Override
    public void settle() throws IOException {
        file.settle();
    }

    /** Pictures that were written. */
    public long frames() {
        return frames;
    }

    /** Pictures that the next {@link #flush} would hand over. */
    public long unflushedFrames() {
        return muxed - wholeFrames;
    }

    /** Pictures that can be played should it all end now. Any thread. */
    public long wholeFrames() {
        return wholeFrames;
    }

    /**
     * Finishes the file and gives it its name. Where that fails, or writing has failed before, what was flushed until then
     * stays and can be played; a file without a frame is taken away.
     *
     * @throws IOException when it cannot be finished
     */
    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        try {
            if (!failed && frames > 0) {
                encode(null);
                flush();
                finish();
            }
        } catch (IOException e) {
            failed = true;
            throw e;
        } finally {
            release();
            if (wholeFrames == 0) {
                file.close();
            } else {
                if (failed) {
                    file.cutBack(wholeBytes, new byte[0]);
                }
                file.keep();
            }
        }
    }

    /** The index. It also goes over the beginning, which is put back where there is no room for all of it. */
    private void finish() throws IOException {
        byte[] beginning = file.beginning(BEGINNING_BYTES);
        try {
            check(av_write_trailer(container), "cannot be finished, check the disk");
            avio_flush(container.pb());
            check(container.pb().error(), "cannot be finished, check the disk");
        } catch (IOException e) {
            release();
            file.putBack(beginning);
            throw e;
        }
        // A disk takes pages in any order, and a beginning that points to an index which is not there yet is lost.
        byte[] finished = file.beginning(BEGINNING_BYTES);
        file.putBack(beginning);
        file.settle();
        file.putBack(finished);
    }

    /** Gives up: what was written so far is removed. Does nothing after {@link #close()}. */
    public void abort() throws IOException {
        release();
        file.close();
    }

    private void release() {
        if (finished) {
            return;
        }
        finished = true;
        pictures.close();
        ContainerEnds.release(container, new AVCodecContext(null), packet, newest);
        CaptureEncoder open = encoder;
        encoder = null;
        if (open != null) {
            open.close();
        }
    }

    private void check(int result, String what) throws IOException {
        if (result < 0) {
            failed = true;
            throw new IOException(target + ": " + what + " (" + FfmpegLibrary.errorText(result) + ")");
        }
    }
}
