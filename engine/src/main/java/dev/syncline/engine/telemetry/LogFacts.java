package dev.syncline.engine.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log says of where it comes from, beside its gyro.
 *
 * @param camera the camera or the board, as it calls itself; null where the log does not say
 * @param firmware its firmware; null where the log does not say
 * @param lens the lens or its setting; null where the log does not say
 * @param streams what else is in it, for people
 * @param recordings recordings in the file
 * @param timesAreAccurate why its times are the video's own already, one line; null where they are not
 * @param stabilised what says that the picture was stabilised in the camera; null where nothing does
 * @param filming what it says of the camera that filmed, where the log lies in a track of the video
 */
public record LogFacts(
        @Nullable String camera,
        @Nullable String firmware,
        @Nullable String lens,
        List<String> streams,
        int recordings,
        @Nullable String timesAreAccurate,
        @Nullable String stabilised,
        CameraFacts filming) {
    /** A log that says nothing. */
    public static final LogFacts NONE = new LogFacts(null, null, null, List.of("gyro"), 1, null, null);

    /** Nothing that a lens could be found by. */
    public LogFacts(
            @Nullable String camera,
            @Nullable String firmware,
            @Nullable String lens,
            List<String> streams,
            int recordings,
            @Nullable String timesAreAccurate,
            @Nullable String stabilised) {
        this(camera, firmware, lens, streams, recordings, timesAreAccurate, stabilised, CameraFacts.NONE);
    }

    /** The same, with what else says that the picture was stabilised. */
    public LogFacts stabilisedToo(@Nullable String other) {
        return other == null
                ? this
                : new LogFacts(
                        camera,
                        firmware,
                        lens,
                        streams,
                        recordings,
                        timesAreAccurate,
                        stabilised == null ? other : stabilised + "; " + other,
                        filming);
    }

    /** The same, with what the camera's own settings say. */
    public LogFacts filmedBy(CameraFacts settings) {
        return new LogFacts(
                settings.model() == null ? camera : settings.model(),
                settings.firmware() == null ? firmware : settings.firmware(),
                settings.lens() == null ? lens : settings.lens(),
                streams,
                recordings,
                timesAreAccurate,
                stabilised,
                filming);
    }

    public LogFacts {
        streams = List.copyOf(streams);
    }
}
