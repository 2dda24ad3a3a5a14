package dev.syncline.engine.video;

import dev.syncline.engine.telemetry.DataTrackSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens video files. Thread-safe. Providers are found by {@link java.util.ServiceLoader}: one needs a public constructor
 * without parameters that loads nothing, and a line in {@code META-INF/services/dev.syncline.engine.video.VideoProvider}.
 */
public interface VideoProvider {
    /** The word that chooses this provider, such as {@code ffmpeg}; the same on every machine. */
    String id();

    /** Whether videos can be opened on this machine. May load libraries. */
    default boolean isUsable() {
        return whyNot() == null;
    }

    /** What is missing for this provider on this machine, one line for people; null where nothing is. */
    @Nullable
    String whyNot();

    /**
     * Opens a video file.
     *
     * @param workingHeightPx height that frames are scaled down to; a smaller video is left as it is. The width follows
     *     by the aspect
     * @param threads threads that the decoder may use, at least 1
     * @throws IOException when it is no video that can be decoded; the message names the file and the cause
     */
    FrameSource open(Path video, int workingHeightPx, int threads) throws IOException;

    /** Stands for the video stream with the largest picture. */
    int LARGEST = -1;

    /**
     * Opens one of several video streams of a file.
     *
     * @param stream its number among the video streams, the first being 0; {@link #LARGEST} as {@link #open(Path, int, int)}
     * @throws IOException as that, and where the file has no such stream
     */
    default FrameSource open(Path video, int stream, int workingHeightPx, int threads) throws IOException {
        if (stream > 0) {
            throw new IOException(video + ": " + id() + " opens the first video stream only, not number " + stream);
        }
        return open(video, workingHeightPx, threads);
    }

    /** Takes motion data out of the same files. Thread-safe. */
    DataTrackSource dataTracks();
}
