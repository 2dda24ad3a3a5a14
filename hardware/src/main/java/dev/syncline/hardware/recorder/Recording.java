package dev.syncline.hardware.recorder;

import dev.syncline.bindings.ffmpeg.CaptureEncoding;
import dev.syncline.bindings.ffmpeg.CapturedPicture;
import dev.syncline.bindings.ffmpeg.FfmpegCaptureWriter;
import dev.syncline.bindings.ffmpeg.RawVideoFormat;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.file.Growing;
import dev.syncline.engine.file.SettlingThread;
import dev.syncline.hardware.camera.FrameFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to files. Each is copied at once, so the camera has its buffer back, and encoded by a thread of its own.
 * A frame that finds no room, because the encoder is too slow, is left out and counted. Used by one thread.
 */
public final class Recording implements AutoCloseable {
    /** Memory for pictures that wait, taken as they come: seconds of a small picture, one of a large one. */
    private static final long WAITING_BYTES = 192L << 20;

    private static final int FEWEST_WAITING = 16;

    private static final long POLL_MS = 20;

    /** What a killed process may lose, with the second until the disk has it. */
    private static final long FLUSH_NS = 500_000_000L;

    private final FfmpegCaptureWriter video;
    private final @Nullable FrameList metadata;
    private final @Nullable FrameList pts;
    private final ArrayBlockingQueue<CapturedPicture> waiting;
    private final Thread encoder;
    private final SettlingThread settling;
    private final long flushFrames;

    private volatile boolean last;
    private volatile @Nullable IOException failure;
    private long firstSensorNs;
    private long firstUs;
    private long lastUs = -1;
    private long frames;
    private long dropped;
    /** The failure was thrown already. */
    private boolean told;

    private boolean closed;

    private Recording(
            FfmpegCaptureWriter video,
            @Nullable FrameList metadata,
            @Nullable FrameList pts,
            int mostWaiting,
            long flushFrames) {
        this.video = video;
        this.waiting = new ArrayBlockingQueue<>(mostWaiting);
        this.flushFrames = flushFrames;
        this.metadata = metadata;
        this.pts = pts;
        List<Growing> files = new ArrayList<>(List.of(video));
        for (FrameList list : lists()) {
            files.add(() -> list.settle(video.wholeFrames()));
        }
        this.settling = new SettlingThread(files);
        this.encoder = Thread.ofPlatform().name("encoder").start(this::encode);
    }

    /** As the other, by software into what the video's name says. */
    public static Recording create(
            RecordingFiles files, FrameFormat format, double framesPerSecond, VideoEncoding encoding)
            throws IOException {
        return create(files, format, framesPerSecond, CaptureEncoding.of(encoding));
    }

    /**
     * Begins the files.
     *
     * @param framesPerSecond nominal
     * @param encoding what the frames are made into
     * @throws IOException if one cannot be written; then none is left
     */
    public static Recording create(
            RecordingFiles files, FrameFormat format, double framesPerSecond, CaptureEncoding encoding)
            throws IOException {
        FrameList metadata = files.metadata() == null ? null : MetadataFile.begin(files.metadata());
        FrameList pts = null;
        try {
            pts = files.pts() == null ? null : PtsFile.begin(files.pts());
            RawVideoFormat raw = raw(format);
            int waiting = (int) Math.max(FEWEST_WAITING, WAITING_BYTES / raw.frameBytes());
            FfmpegCaptureWriter video =
                    FfmpegCaptureWriter.create(files.video(), raw, framesPerSecond, encoding, waiting);
            long flushFrames = Math.max(1, Math.round(framesPerSecond * FLUSH_NS * 1e-9));
            return new Recording(video, metadata, pts, waiting, flushFrames);
        } catch (IOException | RuntimeException e) {
            if (metadata != null) {
                metadata.discard();
            }
            if (pts != null) {
                pts.discard();
            }
            throw e;
        }
    }

    private static RawVideoFormat raw(FrameFormat format) {
        RawVideoFormat.Layout layout =
                switch (format.pixels()) {
                    case NV12 -> RawVideoFormat.Layout.NV12;
                    case YUV420 -> RawVideoFormat.Layout.YUV420;
                    case YUYV -> RawVideoFormat.Layout.YUYV;
                    case UYVY -> RawVideoFormat.Layout.UYVY;
                    case GREY -> RawVideoFormat.Layout.GREY;
                };
        return new RawVideoFormat(layout, format.widthPx(), format.heightPx(), format.strideBytes());
    }

    private void encode() {
        try {
            long flushedNs = System.nanoTime();
            while (true) {
                long nowNs = System.nanoTime();
                if (nowNs - flushedNs >= FLUSH_NS || video.unflushedFrames() >= flushFrames) {
                    video.flush();
                    flushedNs = nowNs;
                }
                CapturedPicture picture = waiting.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (picture != null) {
                    video.write(picture);
                } else if (last) {
                    return;
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            failure = new IOException("the encoder was interrupted", e);
        }
    }

    /**
     * Records a frame. Its time in the video and the list of times is the sensor's, which no clock step bends.
     *
     * @return false where it was left out because the encoder is too slow
     * @throws IOException if writing has failed
     */
    public boolean add(MemorySegment pixels, FrameRecord frame) throws IOException {
        IOException broken = failure == null ? settling.failure() : failure;
        if (broken != null) {
            told = true;
            throw broken;
        }
        if (lastUs < 0) {
            firstSensorNs = frame.sensorNs;
        }
        // Files count whole microseconds; two frames in one would stop the muxer.
        long timestampUs = Math.max(lastUs + 1, (frame.sensorNs - firstSensorNs) / 1000);
        CapturedPicture picture = video.take(pixels, timestampUs);
        if (picture == null) {
            dropped++;
            return false;
        }
        firstUs = lastUs < 0 ? timestampUs : firstUs;
        lastUs = timestampUs;
        frames++;
        waiting.add(picture);
        if (metadata != null) {
            metadata.add(MetadataFile.entry(frame));
        }
        if (pts != null) {
            pts.add(PtsFile.entry(timestampUs - firstUs));
        }
        return true;
    }

    /** What encodes, by FFmpeg's name. */
    public String encoderName() {
        return video.encoderName();
    }

    /** Frames that were recorded. */
    public long frames() {
        return frames;
    }

    /** Frames that were left out because the encoder was too slow. */
    public long dropped() {
        return dropped;
    }

    /**
     * Encodes what waits, finishes the files and gives them their names; without a single frame, takes them away. Where
     * writing has failed, what can be played or read stays.
     *
     * @throws IOException if writing has failed, with the file's name, unless {@link #add} has said so
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        last = true;
        boolean interrupted = awaitEncoder();
        settling.close();
        try {
            IOException broken = failure == null ? settling.failure() : failure;
            broken = firstOf(broken, video::close);
            long whole = video.wholeFrames();
            for (FrameList list : lists()) {
                broken = firstOf(broken, whole == 0 ? list::discard : () -> list.finish(whole));
            }
            if (broken != null && !told) {
                throw broken;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A step of the closing, which must not keep the others from being taken. */
    @FunctionalInterface
    private interface Closing {
        void run() throws IOException;
    }

    private static @Nullable IOException firstOf(@Nullable IOException before, Closing step) {
        try {
            step.run();
            return before;
        } catch (IOException e) {
            return before == null ? e : before;
        }
    }

    private List<FrameList> lists() {
        List<FrameList> lists = new ArrayList<>();
        if (metadata != null) {
            lists.add(metadata);
        }
        if (pts != null) {
            lists.add(pts);
        }
        return lists;
    }

    /** Waits even while interrupted: a file that is cut off in the middle serves nobody. */
    private boolean awaitEncoder() {
        boolean interrupted = false;
        while (true) {
            try {
                encoder.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
