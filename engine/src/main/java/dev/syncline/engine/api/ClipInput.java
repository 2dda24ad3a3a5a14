package dev.syncline.engine.api;

import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.video.VideoProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of a clip and how to open them.
 *
 * @param log the motion log, or a video that holds it; null to look inside the video, then beside it
 * @param lens lens profile (Gyroflow's JSON); null to assume a field of view
 * @param heightPx height that frames are scaled down to, at least 64; a smaller video is left as it is
 * @param decoder id of the video provider; null for the first that is usable
 * @param videoStream number of the video stream, the first being 0; −1 for the one with the largest picture
 * @param reading how the log is read where its file leaves that open
 */
public record ClipInput(
        Path video,
        @Nullable Path log,
        @Nullable Path lens,
        int heightPx,
        @Nullable String decoder,
        int videoStream,
        ReadOptions reading) {
    /** Height that frames are scaled down to unless told otherwise, px. */
    public static final int DEFAULT_HEIGHT_PX = 480;

    public ClipInput {
        if (heightPx < 64 || heightPx > 8192) {
            throw new IllegalArgumentException("heightPx must be 64 to 8192: " + heightPx);
        }
        if (videoStream < VideoProvider.LARGEST) {
            throw new IllegalArgumentException("videoStream must be 0 or above, or -1: " + videoStream);
        }
    }

    /** A video whose log is found as the command line finds it, without a lens profile. */
    public static ClipInput of(Path video) {
        return new ClipInput(video, null, null, DEFAULT_HEIGHT_PX, null, VideoProvider.LARGEST, ReadOptions.PLAIN);
    }

    /** With this motion log; null to look for one. */
    public ClipInput log(@Nullable Path file) {
        return new ClipInput(video, file, lens, heightPx, decoder, videoStream, reading);
    }

    /** With this lens profile; null for none. */
    public ClipInput lens(@Nullable Path file) {
        return new ClipInput(video, log, file, heightPx, decoder, videoStream, reading);
    }

    /** With frames scaled down to this height. */
    public ClipInput heightPx(int px) {
        return new ClipInput(video, log, lens, px, decoder, videoStream, reading);
    }

    /** Opened by the video provider with this id. */
    public ClipInput decoder(String id) {
        return new ClipInput(video, log, lens, heightPx, id, videoStream, reading);
    }

    /** With this video stream of several, the first being 0. */
    public ClipInput videoStream(int number) {
        return new ClipInput(video, log, lens, heightPx, decoder, number, reading);
    }

    /** With a log that is read like this. */
    public ClipInput reading(ReadOptions options) {
        return new ClipInput(video, log, lens, heightPx, decoder, videoStream, options);
    }
}
