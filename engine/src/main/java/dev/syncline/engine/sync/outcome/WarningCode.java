package dev.syncline.engine.sync.outcome;

/** What kind of thing a warning is about. Names are stable: programs branch on them. */
public enum WarningCode {
    /** Parts of the motion log are damaged, cut short or repeated, and left out. */
    LOG_LEFT_OUT,
    /** The log's times were put right: batches spread, a counter unwrapped, packets sorted. */
    LOG_TIMES,
    /** The log has gaps. */
    LOG_GAPS,
    /** Several recordings stand in the log's file. */
    LOG_RECORDINGS,
    /** The gyro was at its limit. */
    LOG_SATURATED,
    /** Samples of the log leap away and back as no motion does. */
    LOG_SPIKES,
    /** Columns or units of the log are taken for what no word says they are. */
    LOG_ASSUMED,
    /** The log's rates are in another unit than declared, and were put right. */
    LOG_UNIT,
    /** The log's samples are not like a gyro's: axes that stand still or are alike, rates or times that no sensor has. */
    LOG_DOUBTFUL,
    /** What the log says of the readout is not understood. */
    LOG_READOUT,
    /** The motion data has the video's own times: the offset is zero by the camera's word, and was not measured. */
    ACCURATE_TIMES,
    /** No lens profile was given: a field of view was assumed. */
    LENS_ASSUMED,
    /** A lens profile was looked up, and taken or not. */
    LENS_LOOKED_UP,
    /** A window was left out: picture and log do not agree there. */
    WINDOW_LEFT_OUT,
    /** The motion does not tell how the log's axes lie. */
    ORIENTATION_UNKNOWN,
    /** The log declares another orientation than the motion shows. */
    ORIENTATION_DIFFERS,
    /** The log's axes are a mirror image of any sensor's. */
    LOG_MIRRORED,
    /** The motion contradicts what the profile, the log or the caller says of the readout. */
    READOUT_DIFFERS,
    /** The motion shows a longer or shorter lens than the profile's. */
    LENS_DIFFERS,
    /** The sensor is tilted from every square mounting. */
    CAMERA_TILTED,
    /** The gyro shows much turning at rest. */
    LARGE_BIAS,
    /** The camera turned about one axis only: the turn about it is not seen. */
    ONE_AXIS,
    /** The clocks of video and log run at different rates. */
    CLOCK_RATE,
    /** The video plays slower or faster than it was filmed. */
    VIDEO_SPEED,
    /** The clock jumps: joined files. */
    CLOCK_JUMP,
    /** The video's own settings say that the picture was stabilised in the camera. */
    CAMERA_STABILISED,
    /** Motion data from inside the video fits more than a second away from its picture, where no camera leaves it. */
    LOG_SHIFTED,
    /** Pictures repeat the one before; they were left out. */
    REPEATED_FRAMES,
    /** The picture stands frozen for a while. */
    FROZEN_PICTURE,
    /** Few frames a second: windows were made longer. */
    LOW_FRAME_RATE,
    /** Windows of another length than asked for were needed. */
    OTHER_WINDOWS,
    /** The offset is not known as well as was asked for. */
    LESS_PRECISE,
    /** More or fewer points came than were asked for. */
    POINT_COUNT,
    /** The log's rates are too large or too small by a factor, which was applied. */
    LOG_SCALE,
    /** A Gyroflow project has points without error bars. */
    NO_ERROR_BARS,
    /** The device that was to follow the points failed; they were followed on the processor. */
    DEVICE_FAILED,
    /** A person edited the points; also what is odd about them since. */
    EDITED,
    /** A result that was read from a file, without a code or with one that this version does not know. */
    UNKNOWN
}
