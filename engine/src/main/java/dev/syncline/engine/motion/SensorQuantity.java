package dev.syncline.engine.motion;

import java.util.List;

/** What motion logs record beside angular velocity. */
public enum SensorQuantity {
    /** What an accelerometer feels, gravity's reaction with it: 9.8 m/s² upwards at rest. Along the log's axes, m/s². */
    ACCELERATION("acceleration", "m/s²", "ax_m_s2 ay_m_s2 az_m_s2"),
    /** The magnetic field along the log's axes, µT. */
    MAGNETIC_FIELD("magnetic field", "µT", "mx_ut my_ut mz_ut"),
    /**
     * A unit quaternion w, x, y, z that turns a vector of the body into one of the world: {@code v_world = q·v·q*}. What
     * the body's and the world's axes are is for {@link SensorTrack#note} to say.
     */
    ORIENTATION("orientation", "", "qw qx qy qz"),
    /** How the picture is turned against the camera, as one that stabilises writes it: a unit quaternion w, x, y, z. */
    PICTURE_ORIENTATION("picture orientation", "", "qw qx qy qz"),
    /** Which way is up, as the camera has worked it out: a vector of about the length 1, away from the ground. */
    GRAVITY("gravity", "", "gravity_x gravity_y gravity_z"),
    /** How long a frame was exposed, s; the sample's time is the frame's. */
    EXPOSURE("exposure", "s", "exposure_s");

    private final String words;
    private final String unit;
    private final String columns;
    private final int width;

    SensorQuantity(String words, String unit, String columns) {
        this.words = words;
        this.unit = unit;
        this.columns = columns;
        this.width = columns.split(" ").length;
    }

    /** {@return for people: {@code magnetic field}} */
    public String words() {
        return words;
    }

    /** {@return the unit of its numbers; empty for quaternions and directions} */
    public String unit() {
        return unit;
    }

    /** {@return names of a sample's numbers as columns of a table, with their unit} */
    public List<String> columns() {
        return List.of(columns.split(" "));
    }

    /** {@return how many numbers a sample has} */
    public int width() {
        return width;
    }

    /** {@return whether its samples are unit quaternions} */
    public boolean isTurn() {
        return this == ORIENTATION || this == PICTURE_ORIENTATION;
    }
}
