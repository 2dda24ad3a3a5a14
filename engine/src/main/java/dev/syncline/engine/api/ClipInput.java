package dev.syncline.engine.api;

import dev.syncline.engine.telemetry.ReadOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of a clip and how to open them.
 *
 * @param log the motion log, or a video that holds it; null to look inside the video, then beside it
 * @param lens lens profile (Gyroflow's JSON); null to assume a field of view
 * @param heightPx height that frames are scaled down to, at least 64; a smaller video is left as it is
 * @param decoder id of the video provider; null for the first that is usable
 * @param reading how the log is read where its file leaves that open
 */
public record ClipInput(
        Path video,
        @Nullable Path log,
        @Nullable Path lens,
        int heightPx,
        @Nullable String decoder,
        ReadOptions reading) {
    /** Height that frames are scaled down to unless told otherwise, px. */
    public static final int DEFAULT_HEIGHT_PX = 480;

    public ClipInput {
        if (heightPx < 64 || heightPx > 8192) {
            throw new IllegalArgumentException("heightPx must be 64 to 8192: " + heightPx);
        }
    }

    /** With a log that is read as its file says. */
    public ClipInput(Path video, @Nullable Path log, @Nullable Path lens, int heightPx, @Nullable String decoder) {
        this(video, log, lens, heightPx, decoder, ReadOptions.PLAIN);
    }

    /** A video whose log is found as the command line finds it, without a lens profile. */
    public static ClipInput of(Path video) {
        return new ClipInput(video, null, null, DEFAULT_HEIGHT_PX, null);
    }

    /** With this motion log; null to look for one. */
    public ClipInput log(@Nullable Path file) {
        return new ClipInput(video, file, lens, heightPx, decoder, reading);
    }

    /** With this lens profile; null for none. */
    public ClipInput lens(@Nullable Path file) {
        return new ClipInput(video, log, file, heightPx, decoder, reading);
    }

    /** With frames scaled down to this height. */
    public ClipInput heightPx(int px) {
        return new ClipInput(video, log, lens, px, decoder, reading);
    }

    /** Opened by the video provider with this id. */
    public ClipInput decoder(String id) {
        return new ClipInput(video, log, lens, heightPx, id, reading);
    }

    /** With a log that is read like this. */
    public ClipInput reading(ReadOptions options) {
        return new ClipInput(video, log, lens, heightPx, decoder, options);
    }
}
