package dev.syncline.engine.telemetry.rtmd;

/** The tags that are read; all values are big-endian. */
final class RtmdTag {
    /** Exposure, two 32-bit numbers, s (RDD 18). */
    static final int SHUTTER_SPEED = 0x8109;

    /** Text: the model, a blank, the serial number (RDD 18: camera attributes). */
    static final int CAMERA = 0x8114;

    /** Other tags in it. */
    static final int CONTAINER = 0x8300;

    /** Where the picture lies on the sensor: two 32-bit numbers. */
    static final int CROP_ORIGIN = 0xe409;

    /** When the exposure of the first row of the packet's frame ended, in the packet's own time, µs. */
    static final int FIRST_FRAME = 0xe40c;

    /** Exposure, µs. */
    static final int EXPOSURE = 0xe40d;

    /** Readout, µs. */
    static final int READOUT = 0xe40e;

    /** How the stabiliser moved the sensor: a table of time, x, y, z, 32 bits each. */
    static final int SENSOR_SHIFT = 0xe40f;

    /** How the stabiliser moved the lens: the same. */
    static final int LENS_SHIFT = 0xe416;

    /** Samples a second. */
    static final int GYRO_RATE = 0xe435;

    /** Parts of a second that {@link #GYRO_OFFSET} counts. */
    static final int GYRO_TICKS = 0xe436;

    /** When the packet's first gyro sample was taken, in the packet's own time. */
    static final int GYRO_OFFSET = 0xe437;

    /** One byte, not 0 where the rates are said to be in radians. */
    static final int GYRO_RADIANS = 0xe438;

    /** Counts for one degree a second, a 32-bit float. */
    static final int GYRO_SCALE = 0xe439;

    /** Axes: four bits for each output, the axis times two, plus one where it is negated. */
    static final int GYRO_AXES = 0xe43a;

    /** A table of three 16-bit numbers. */
    static final int GYRO = 0xe43b;

    /** The same for the accelerometer. */
    static final int ACCELERATION_RATE = 0xe445;

    static final int ACCELERATION_OFFSET = 0xe447;
    static final int ACCELERATION_SCALE = 0xe449;
    static final int ACCELERATION_AXES = 0xe44a;
    static final int ACCELERATION = 0xe44b;

    /** The first two bytes of a universal label of 16 bytes, which stands before a set and no tag of its own. */
    static final int LABEL = 0x060e;

    private RtmdTag() {}
}
