package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_BI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_S;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_SI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_SP;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a video file through FFmpeg: one stream read, the rest discarded; windows decoded from the keyframe before
 * them. Frames come as the sensor wrote them: a display rotation is reported in {@link VideoInfo}, not applied.
 */
public final class FfmpegFrameSource implements FrameSource {
    private static final int MIN_WORKING_HEIGHT_PX = 16;

    /** How far before the window a seek is tried anew when it lands too late, ns; then from the clip's start. */
    private static final long[] BACK_OFFS_NS = {0, 2_000_000_000L, 10_000_000_000L, Long.MAX_VALUE};

    /** Frames this close before the window are all decoded, so that the decoder's reordering has settled, ns. */
    private static final long SETTLING_NS = 500_000_000L;

    /** Codecs whose B-frames never are references, though their packets do not say so. */
    private static final Set<String> B_FRAMES_ARE_DISPOSABLE =
            Set.of("mpeg1video", "mpeg2video", "mpeg4", "vc1", "wmv3");

    private final VideoStream stream;
    private final LumaConverter converter;
    private final int workingWidthPx;
    private final int workingHeightPx;
    private final @Nullable HardwareDecoding device;
    private boolean decodedOnDevice;
    private boolean closed;

    private FfmpegFrameSource(
            VideoStream stream, int workingWidthPx, int workingHeightPx, @Nullable HardwareDecoding device) {
        this.stream = stream;
        this.device = device;
        this.workingWidthPx = workingWidthPx;
        this.workingHeightPx = workingHeightPx;
        this.converter = new LumaConverter(stream.name(), workingWidthPx, workingHeightPx);
    }

    /**
     * Opens a video file and decodes its first frame.
     *
     * @param workingHeightPx height that frames are scaled down to; a smaller video is left as it is. The width follows
     *     by the aspect, rounded to an even number, so a point at (x, y) is at (x·w'/w, y·h'/h)
     * @param threads threads that the decoder may use, at least 1
     * @throws IOException when it is no video that can be decoded: one line with the file, the cause, what to do
     */
    public static FfmpegFrameSource open(Path video, int workingHeightPx, int threads) throws IOException {
        return open(video, -1, workingHeightPx, threads, null);
    }

    /**
     * The same on a device, where that can decode the stream; else on the processor, as {@link #decoder} then says.
     *
     * @param stream number of the video stream, the first being 0; −1 for the one with the largest picture
     * @param device closed with the source; null for the processor
     */
    public static FfmpegFrameSource open(
            Path video, int stream, int workingHeightPx, int threads, @Nullable HardwareDecoding device)
            throws IOException {
        if (workingHeightPx < MIN_WORKING_HEIGHT_PX || threads < 1) {
            throw new IllegalArgumentException("workingHeightPx=" + workingHeightPx + ", threads=" + threads
                    + ": at least " + MIN_WORKING_HEIGHT_PX + " px and 1 thread are needed");
        }
        VideoStream opened;
        try {
            opened = VideoStream.open(video, stream, threads, device);
        } catch (IOException e) {
            if (device != null) {
                try (device) {
                    device.verify();
                }
            }
            throw e;
        } catch (RuntimeException e) {
            if (device != null) {
                device.close();
            }
            throw e;
        }
        VideoInfo info = opened.info();
        if (workingHeightPx >= info.heightPx()) {
            return new FfmpegFrameSource(opened, info.widthPx(), info.heightPx(), device);
        }
        double width = (double) info.widthPx() * workingHeightPx / info.heightPx();
        return new FfmpegFrameSource(opened, Math.max(2, 2 * (int) Math.round(width / 2)), workingHeightPx, device);
    }

    @Override
    public VideoInfo info() {
        return stream.info();
    }

    @Override
    public long firstFrameNs() throws IOException {
        return stream.clock().zeroNs();
    }

    @Override
    public int workingWidthPx() {
        return workingWidthPx;
    }

    @Override
    public int workingHeightPx() {
        return workingHeightPx;
    }

    @Override
    public int decode(long fromNs, long toNs, FrameSink sink) throws IOException {
        if (closed) {
            throw new IllegalStateException(stream.name() + ": the frame source is closed");
        }
        if (toNs <= fromNs || toNs <= 0) {
            return 0;
        }
        AVFrame frame = av_frame_alloc();
        try {
            for (long backOffNs : BACK_OFFS_NS) {
                long seekNs = backOffNs >= fromNs ? 0 : fromNs - backOffNs;
                WindowPass pass = new WindowPass(fromNs, toNs, sink, seekNs == 0);
                stream.reader()
                        .seek(
                                // A window may begin at a frame, whose time was rounded, perhaps down.
                                seekNs == 0 ? FrameReader.START : stream.clock().floorTicks(seekNs + 1),
                                stream.clock().floorTicks(Math.max(0, fromNs - SETTLING_NS)));
                if (pass.run(frame)) {
                    return pass.delivered;
                }
            }
            throw new AssertionError("a pass from the clip's start is always taken");
        } finally {
            av_frame_free(frame);
        }
    }

    private byte[] luma(AVFrame frame) throws IOException {
        if (device == null || !device.isOnDevice(frame.format())) {
            return converter.convert(frame);
        }
        decodedOnDevice = true;
        return device.luma(frame, workingWidthPx, workingHeightPx);
    }

    @Override
    public String decoder() {
        return device != null && decodedOnDevice ? device.name() : "ffmpeg";
    }

    @Override
    public long keyframeNs(long timeNs) {
        return stream.keyframeNs(timeNs);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            converter.close();
            stream.close();
            if (device != null) {
                device.close();
            }
        }
    }

    /** One attempt at a window, after one seek. */
    private final class WindowPass {
        private final long fromNs;
        private final long toNs;
        private final FrameSink sink;
        private final boolean fromStart;
        private int delivered;
        private int damaged;
        private long lastSeenNs = Long.MIN_VALUE;
        private long lastDeliveredNs = Long.MIN_VALUE;

        WindowPass(long fromNs, long toNs, FrameSink sink, boolean fromStart) {
            this.fromNs = fromNs;
            this.toNs = toNs;
            this.sink = sink;
            this.fromStart = fromStart;
        }

        /** False when the seek landed behind the window's beginning and an earlier one is wanted. */
        boolean run(AVFrame frame) throws IOException {
            boolean first = true;
            while (stream.reader().next(frame)) {
                try {
                    if (frame.best_effort_timestamp() == AV_NOPTS_VALUE) {
                        damaged++;
                        continue;
                    }
                    long timeNs = stream.clock().toNs(frame.best_effort_timestamp());
                    if (first && !fromStart && timeNs > fromNs) {
                        return false;
                    }
                    first = false;
                    lastSeenNs = Math.max(lastSeenNs, timeNs);
                    if (timeNs >= toNs) {
                        return finished(false);
                    }
                    if (!take(frame, timeNs)) {
                        return true;
                    }
                } finally {
                    av_frame_unref(frame);
                }
            }
            return (!first || fromStart) && finished(true);
        }

        /** False when the sink has had enough. */
        private boolean take(AVFrame frame, long timeNs) throws IOException {
            boolean kept = stream.reader().wasKeptAsReference(frame);
            if (timeNs < fromNs || timeNs <= lastDeliveredNs) {
                return true;
            }
            if (frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0) {
                // What the decoder makes up for missing blocks is old picture: it would look like stillness.
                damaged++;
                return true;
            }
            FrameKind kind = kindOf(frame.pict_type());
            kept &= kind != FrameKind.BIDIRECTIONAL
                    || !B_FRAMES_ARE_DISPOSABLE.contains(stream.info().codec());
            byte[] luma = luma(frame);
            lastDeliveredNs = timeNs;
            delivered++;
            return sink.accept(new LumaFrame(
                    timeNs, workingWidthPx, workingHeightPx, luma, kind, kept, FrameQuantizer.mean(frame)));
        }

        private boolean finished(boolean endOfFile) throws IOException {
            String trouble = stream.reader().trouble();
            if (device != null && (trouble != null || damaged > 0)) {
                device.verify();
            }
            boolean cutShort = endOfFile && fromNs < stream.info().durationNs() && lastSeenNs < fromNs;
            if (delivered == 0 && (damaged > 0 || trouble != null || cutShort)) {
                throw new IOException(nothingDecoded(trouble));
            }
            return true;
        }

        private String nothingDecoded(@Nullable String trouble) {
            String ends = lastSeenNs == Long.MIN_VALUE
                    ? "nothing before it could be decoded either"
                    : String.format(
                            Locale.ROOT, "the last frame that could be decoded is at %.3f s", lastSeenNs * 1e-9);
            return String.format(
                    Locale.ROOT,
                    "%s: no frame could be decoded between %.3f s and %.3f s (%s%s, the header promises %.3f s): the file"
                            + " is cut off or damaged there; copy it again or choose another part",
                    stream.name(),
                    fromNs * 1e-9,
                    toNs * 1e-9,
                    trouble == null ? "" : trouble + "; ",
                    ends,
                    stream.info().durationNs() * 1e-9);
        }
    }

    private static FrameKind kindOf(int pictureType) {
        if (pictureType == AV_PICTURE_TYPE_I || pictureType == AV_PICTURE_TYPE_SI) {
            return FrameKind.INTRA;
        }
        if (pictureType == AV_PICTURE_TYPE_P || pictureType == AV_PICTURE_TYPE_SP || pictureType == AV_PICTURE_TYPE_S) {
            return FrameKind.PREDICTED;
        }
        return pictureType == AV_PICTURE_TYPE_B || pictureType == AV_PICTURE_TYPE_BI
                ? FrameKind.BIDIRECTIONAL
                : FrameKind.UNKNOWN;
    }
}
