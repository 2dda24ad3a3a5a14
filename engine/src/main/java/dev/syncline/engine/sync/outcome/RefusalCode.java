package dev.syncline.engine.sync.outcome;

/** Why there is no answer that can be trusted. Names are stable: programs branch on them. */
public enum RefusalCode {
    /** Too dark, too blurred or without texture. */
    NOTHING_TO_FOLLOW,
    /** The video does not turn. Fact {@code rate_deg_s}: change of the camera's rate in the liveliest window. */
    NO_ROTATION,
    /**
     * The picture turns less than the log, or the video's own settings say that it was stabilised. Facts {@code picture_deg_s}, {@code log_deg_s}: change of the rates; or {@code
     * tilt}, {@code pan}, {@code roll}: share of the log's turning that the picture shows.
     */
    PICTURE_STABILISED,
    /**
     * Much of what was followed stands still in the picture while the rest moves. Facts {@code standing_share}, {@code
     * others_px}.
     */
    PICTURE_COVERED,
    /** Nowhere in the search range do log and video meet. */
    NO_OVERLAP,
    /** No offset stands out. Facts {@code score}, {@code rival}, {@code chance}. */
    NO_PEAK,
    /** Two offsets fit alike: the motion repeats itself. Facts {@code score}, {@code rival}. */
    AMBIGUOUS,
    /** Picture and log agree too little in each window by itself. */
    MOTION_TOO_WEAK,
    /** The windows' own offsets contradict each other. Fact {@code best_sigma_ms}: error bar of the best of them. */
    WINDOWS_DISAGREE,
    /** Only one window tells anything, and its own offset is not good enough to stand alone. */
    ONE_WINDOW_UNCHECKED,
    /** Only one window tells the offset, and it is too short to be cut in halves that check each other. */
    ONE_WINDOW_TOO_SHORT,
    /** Only one window tells the offset, and not clearly enough. Facts {@code score}, {@code chance}. */
    ONE_WINDOW_UNCLEAR,
    /** Only one window tells the offset, and its halves contradict each other. Fact {@code apart_ms}. */
    HALVES_DISAGREE,
    /** The sensor would have to be mounted askew. Fact {@code tilt_deg}: off the nearest square mounting. */
    MOUNTED_ASKEW,
    /** Picture and log agree only with a bias that no gyro has. Fact {@code bias_deg_s}. */
    IMPOSSIBLE_BIAS,
    /**
     * Picture and log agree only with a readout longer than a frame lasts. Facts {@code readout_ms}, {@code sigma_ms}, {@code
     * frame_ms}.
     */
    IMPOSSIBLE_READOUT,
    /** Picture and log agree only with a lens that no camera has. Fact {@code scale}: its focal length over the profile's. */
    IMPOSSIBLE_LENS,
    /** The log hardly turns. Facts {@code log_deg_s}, {@code picture_deg_s}, or {@code axes}: how many hold one value. */
    LOG_HARDLY_TURNS,
    /** The log has fewer samples than the video frames. Facts {@code samples_per_s}, {@code frames_per_s}. */
    LOG_TOO_COARSE,
    /** The gyro is at its limit for long. Facts {@code saturated_s}, {@code share} of the log. */
    LOG_SATURATED,
    /** The log's rates are out of scale. Facts {@code tilt}, {@code pan}, {@code roll}, and {@code factor} where it is one. */
    LOG_SCALE,
    /** The offset lies outside of the search. Facts {@code offset_s}, {@code score}. */
    OUTSIDE_SEARCH,
    /** The log's axes lie in another way than was given. Facts {@code score}, {@code score_given}. */
    WRONG_ORIENTATION,
    /** Pictures repeat the one before. Facts {@code repeated}, {@code pictures}. */
    REPEATED_FRAMES,
    /** The offset jumps. Facts {@code step_ms}, and between which times of the video: {@code from_s}, {@code to_s}. */
    CLOCK_JUMPS,
    /** The video plays at another speed than it was filmed. Fact {@code speed}, or {@code picture_deg_s}, {@code log_deg_s}. */
    OTHER_SPEED,
    /** The log's readings are gravity, not turning. Facts {@code length_spread}, a share, and {@code turn_deg}. */
    NOT_A_GYRO,
    /** A log too short to be compared with another. Facts {@code length_s}, {@code needed_s}. */
    LOG_TOO_SHORT,
    /** Two logs agree only with clocks that run further apart than clocks do. Fact {@code drift_ppm}. */
    CLOCKS_DIFFER,
    /** A Gyroflow project without a sync point. */
    NO_POINTS,
    /** A result that was read from a file, without a code or with one that this version does not know. */
    UNKNOWN
}
