package dev.syncline.cli.sync;

import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Warning;

/** Adds to a reason or a warning which option of the command line helps: the engine knows of none. */
public final class OptionHints {
    private OptionHints() {}

    /** The same outcome, its words with options. */
    public static SyncOutcome added(SyncOutcome outcome, SyncOptions options) {
        boolean placesNamed = !options.at().isEmpty();
        SyncResult worded = outcome.result()
                .worded(
                        r -> r.remedy() == null ? r.worded(r.text() + hint(r, placesNamed)) : r,
                        w -> w.worded(w.text() + hint(w)));
        return SyncOutcome.of(worded, outcome.origin());
    }

    private static String hint(Refusal refusal, boolean placesNamed) {
        return switch (refusal.code()) {
            case NO_OVERLAP -> ": widen --search or check the files";
            case AMBIGUOUS -> ": give --rough-offset and --search to say which";
            case MOTION_TOO_WEAK -> "; give livelier places with --at";
            case WINDOWS_DISAGREE ->
                placesNamed ? ": give livelier places with --at" : ": give longer windows with --window";
            case ONE_WINDOW_UNCHECKED ->
                placesNamed ? ": give more places with --at" : ": give more of them with --points";
            case ONE_WINDOW_TOO_SHORT -> ": give more windows with --points, or a longer one with --window";
            case IMPOSSIBLE_LENS -> "; give the clip's own with --lens";
            case MOUNTED_ASKEW -> "; if the sensor is mounted so, say how with --orientation";
            case NOTHING_TO_FOLLOW,
                    NO_ROTATION,
                    PICTURE_STABILISED,
                    PICTURE_COVERED,
                    NO_PEAK,
                    ONE_WINDOW_UNCLEAR,
                    HALVES_DISAGREE,
                    IMPOSSIBLE_BIAS,
                    IMPOSSIBLE_READOUT,
                    LOG_HARDLY_TURNS,
                    LOG_TOO_COARSE,
                    LOG_SATURATED,
                    LOG_SCALE,
                    OUTSIDE_SEARCH,
                    WRONG_ORIENTATION,
                    REPEATED_FRAMES,
                    CLOCK_JUMPS,
                    OTHER_SPEED,
                    NOT_A_GYRO,
                    LOG_TOO_SHORT,
                    CLOCKS_DIFFER,
                    NO_POINTS,
                    UNKNOWN -> "";
        };
    }

    private static String hint(Warning warning) {
        return switch (warning.code()) {
            case ACCURATE_TIMES -> "; --force syncs it all the same";
            case LENS_ASSUMED -> "; give one with --lens for the best accuracy";
            case LENS_LOOKED_UP,
                    LOG_LEFT_OUT,
                    LOG_TIMES,
                    LOG_GAPS,
                    LOG_RECORDINGS,
                    LOG_SATURATED,
                    LOG_SPIKES,
                    LOG_ASSUMED,
                    LOG_UNIT,
                    LOG_DOUBTFUL,
                    LOG_READOUT,
                    LOG_MIRRORED,
                    WINDOW_LEFT_OUT,
                    ORIENTATION_UNKNOWN,
                    ORIENTATION_DIFFERS,
                    READOUT_DIFFERS,
                    LENS_DIFFERS,
                    CAMERA_TILTED,
                    LARGE_BIAS,
                    CAMERA_STABILISED,
                    LOG_SHIFTED,
                    ONE_AXIS,
                    CLOCK_RATE,
                    VIDEO_SPEED,
                    CLOCK_JUMP,
                    REPEATED_FRAMES,
                    FROZEN_PICTURE,
                    LOW_FRAME_RATE,
                    LESS_PRECISE,
                    OTHER_WINDOWS,
                    POINT_COUNT,
                    LOG_SCALE,
                    NO_ERROR_BARS,
                    DEVICE_FAILED,
                    EDITED,
                    UNKNOWN -> "";
        };
    }
}
