package dev.syncline.engine.synthetic;

import java.util.Locale;

/** How a camera is carried. Figures are for a motion scale of 1: root mean square of the rate, and speed forward. */
public enum MotionStyle {
    /** In the hands of a person who stands: about 0.4 rad/s up to 6 Hz, tremor to 10 Hz. */
    HANDHELD(1.6),
    /** Steps at 1.8 to 2 Hz with harmonics over a hand's sway; 1.3 m/s. */
    WALK(1.6),
    /** A racing drone: about 2.5 rad/s, propeller vibration; 8 m/s. */
    FPV(8),
    /** A gimballed drone in light wind: 0.1 rad/s; 2 m/s. */
    DRONE(20),
    /** On a car: slow turns, suspension, road; 6 m/s. */
    VEHICLE(1.4),
    /** On a tripod, turned steadily at 0.5 rad/s with a little unrest. */
    PAN(1.6),
    /** On a machine's arm: about 0.4 rad/s, the same exactly every two seconds. */
    MACHINE(1.6),
    /** On a tripod: nothing turns. */
    STILL(1.6);

    private final double heightM;

    MotionStyle(double heightM) {
        this.heightM = heightM;
    }

    /** Usual height over the ground, m. */
    public double heightM() {
        return heightM;
    }

    /** The word in names and truth files: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
