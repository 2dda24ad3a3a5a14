package dev.syncline.engine.api;

import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.video.VideoProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of a clip and how to open them.
 *
 * @param video the video file
 * @param log the motion log, or a video that holds it; null to look inside the video, then beside it
 * @param lens lens profile (Gyroflow's JSON); null for none
 * @param lensLookup where a profile is looked for when none is named; null to assume a field of view
 * @param heightPx height that frames are scaled down to, at least 64; a smaller video is left as it is
 * @param decoder id of the video provider; null for the first that is usable
 * @param videoStream number of the video stream, the first being 0; −1 for the one with the largest picture
 * @param reading how the log is read where its file leaves that open
 */
public record ClipInput(
        Path video,
        @Nullable Path log,
        @Nullable Path lens,
        @Nullable LensLookup lensLookup,
        int heightPx,
        @Nullable String decoder,
        int videoStream,
        ReadOptions reading) {
    /** Height that frames are scaled down to unless told otherwise, px. */
    public static final int DEFAULT_HEIGHT_PX = 480;

    /**
     * Checks the numbers; the files are looked at when the clip is opened.
     *
     * @throws IllegalArgumentException when heightPx is not 64 to 8192 or videoStream is below −1
     */
    public ClipInput {
        if (heightPx < 64 || heightPx > 8192) {
            throw new IllegalArgumentException("heightPx must be 64 to 8192: " + heightPx);
        }
        if (videoStream < VideoProvider.LARGEST) {
            throw new IllegalArgumentException("videoStream must be 0 or above, or -1: " + videoStream);
        }
    }

    /**
     * {@return a video whose log is found as the command line finds it, without a lens profile}
     *
     * @param video the video file
     */
    public static ClipInput of(Path video) {
        return new ClipInput(
                video, null, null, null, DEFAULT_HEIGHT_PX, null, VideoProvider.LARGEST, ReadOptions.PLAIN);
    }

    /**
     * {@return a copy with another motion log}
     *
     * @param file the log, or a video that holds it; null to look for one
     */
    public ClipInput log(@Nullable Path file) {
        return new ClipInput(video, file, lens, lensLookup, heightPx, decoder, videoStream, reading);
    }

    /**
     * {@return a copy with another lens profile}
     *
     * @param file the profile, Gyroflow's JSON; null for none
     */
    public ClipInput lens(@Nullable Path file) {
        return new ClipInput(video, log, file, lensLookup, heightPx, decoder, videoStream, reading);
    }

    /**
     * {@return a copy whose lens profile is looked for}
     *
     * @param lookup where to look when no profile is named; null to assume a field of view
     */
    public ClipInput lensLookup(@Nullable LensLookup lookup) {
        return new ClipInput(video, log, lens, lookup, heightPx, decoder, videoStream, reading);
    }

    /**
     * {@return a copy whose frames are scaled down to another height}
     *
     * @param px 64 to 8192
     */
    public ClipInput heightPx(int px) {
        return new ClipInput(video, log, lens, lensLookup, px, decoder, videoStream, reading);
    }

    /**
     * {@return a copy that is opened by another video provider}
     *
     * @param id the provider's, as {@link VideoProvider#id()} says it
     */
    public ClipInput decoder(String id) {
        return new ClipInput(video, log, lens, lensLookup, heightPx, id, videoStream, reading);
    }

    /**
     * {@return a copy with another video stream of several}
     *
     * @param number 0 for the first, −1 for the one with the largest picture
     */
    public ClipInput videoStream(int number) {
        return new ClipInput(video, log, lens, lensLookup, heightPx, decoder, number, reading);
    }

    /**
     * {@return a copy whose log is read in another way}
     *
     * @param options what holds where the log's file leaves something open
     */
    public ClipInput reading(ReadOptions options) {
        return new ClipInput(video, log, lens, lensLookup, heightPx, decoder, videoStream, options);
    }
}
