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
    /** {@return the word that chooses this provider, such as {@code ffmpeg}; the same on every machine} */
    String id();

    /** {@return whether videos can be opened on this machine} May load libraries. */
    default boolean isUsable() {
        return whyNot() == null;
    }

    /** {@return what is missing for this provider on this machine, one line for people; null where nothing is} */
    @Nullable
    String whyNot();

    /**
     * Opens a video file.
     *
     * @param video the file
     * @param workingHeightPx height that frames are scaled down to; a smaller video is left as it is. The width follows
     *     by the aspect
     * @param threads threads that the decoder may use, at least 1
     * @return its frames, to be closed
     * @throws IOException when it is no video that can be decoded; the message names the file and the cause
     */
    FrameSource open(Path video, int workingHeightPx, int threads) throws IOException;

    /** Stands for the video stream with the largest picture. */
    int LARGEST = -1;

    /**
     * Opens one of several video streams of a file.
     *
     * @param video the file
     * @param stream its number among the video streams, the first being 0; {@link #LARGEST} as {@link #open(Path, int, int)}
     * @param workingHeightPx height that frames are scaled down to; a smaller video is left as it is
     * @param threads threads that the decoder may use, at least 1
     * @return its frames, to be closed
     * @throws IOException as that, and where the file has no such stream
     */
    default FrameSource open(Path video, int stream, int workingHeightPx, int threads) throws IOException {
        if (stream > 0) {
            throw new IOException(video + ": " + id() + " opens the first video stream only, not number " + stream);
        }
        return open(video, workingHeightPx, threads);
    }

    /** {@return what takes motion data out of the same files} Thread-safe. */
    DataTrackSource dataTracks();
}
