package dev.syncline.hardware.capture.record;

import dev.syncline.bindings.ffmpeg.CapturedPicture;
import dev.syncline.bindings.ffmpeg.FfmpegCaptureWriter;
import dev.syncline.bindings.ffmpeg.RawVideoFormat;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.hardware.capture.FrameFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
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

    private final FfmpegCaptureWriter video;
    private final @Nullable MetadataFile metadata;
    private final @Nullable PtsFile pts;
    private final ArrayBlockingQueue<CapturedPicture> waiting;
    private final Thread encoder;

    private volatile boolean last;
    private volatile @Nullable IOException failure;
    private long firstSensorNs;
    private long lastUs = -1;
    private long frames;
    private long dropped;
    private boolean closed;

    private Recording(
            FfmpegCaptureWriter video, @Nullable MetadataFile metadata, @Nullable PtsFile pts, int mostWaiting) {
        this.video = video;
        this.waiting = new ArrayBlockingQueue<>(mostWaiting);
        this.metadata = metadata;
        this.pts = pts;
        this.encoder = Thread.ofPlatform().name("encoder").start(this::encode);
    }

    /**
     * Begins the files.
     *
     * @param framesPerSecond nominal
     * @param encoding H.264
     * @throws IOException if one cannot be written; then none is left
     */
    public static Recording create(
            RecordingFiles files, FrameFormat format, double framesPerSecond, VideoEncoding encoding)
            throws IOException {
        MetadataFile metadata = files.metadata() == null ? null : new MetadataFile(files.metadata());
        PtsFile pts = null;
        try {
            pts = files.pts() == null ? null : new PtsFile(files.pts());
            RawVideoFormat raw = raw(format);
            int waiting = (int) Math.max(FEWEST_WAITING, WAITING_BYTES / raw.frameBytes());
            FfmpegCaptureWriter video =
                    FfmpegCaptureWriter.create(files.video(), raw, framesPerSecond, encoding, waiting);
            return new Recording(video, metadata, pts, waiting);
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
            while (true) {
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
        IOException broken = failure;
        if (broken != null) {
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
        lastUs = timestampUs;
        frames++;
        waiting.add(picture);
        if (metadata != null) {
            metadata.add(frame);
        }
        if (pts != null) {
            pts.add(timestampUs);
        }
        return true;
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
     * Encodes what waits, finishes the files and gives them their names; without a single frame, takes them away.
     *
     * @throws IOException if writing has failed; then nothing is left
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        last = true;
        boolean interrupted = awaitEncoder();
        try {
            if (failure != null || frames == 0) {
                discard();
                if (failure != null) {
                    throw failure;
                }
                return;
            }
            video.close();
            if (metadata != null) {
                metadata.finish();
            }
            if (pts != null) {
                pts.finish();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void discard() throws IOException {
        video.abort();
        if (metadata != null) {
            metadata.discard();
        }
        if (pts != null) {
            pts.discard();
        }
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
