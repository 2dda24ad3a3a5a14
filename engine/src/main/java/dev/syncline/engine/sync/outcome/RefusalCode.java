package dev.syncline.engine.sync.outcome;

/** Why there is no answer that can be trusted. Names are stable: programs branch on them. */
public enum RefusalCode {
    /** Too dark, too blurred or without texture. */
    NOTHING_TO_FOLLOW,
    /** The video does not turn. Fact {@code rate_deg_s}: change of the camera's rate in the liveliest window. */
    NO_ROTATION,
    /** The picture turns far less than the log. Facts {@code picture_deg_s}, {@code log_deg_s}: change of the rates. */
    PICTURE_STABILISED,
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
    /** Picture and log agree only with a lens that no camera has. Fact {@code scale}: its focal length over the profile's. */
    IMPOSSIBLE_LENS,
    /** A Gyroflow project without a sync point. */
    NO_POINTS,
    /** A result that was read from a file, without a code or with one that this version does not know. */
    UNKNOWN
}
