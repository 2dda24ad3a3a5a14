package dev.syncline.engine.synthetic;

/**
 * Everything that decides a synthetic clip, its log and its truth: the same specification gives the same bytes.
 *
 * @param name file name without extension
 * @param seed decides motion, texture and noise
 * @param motionScale factor on the style's rotation rates
 * @param pairing whether the log is the clip's own
 */
public record ClipSpec(
        String name,
        long seed,
        MotionStyle style,
        double motionScale,
        SyntheticCamera camera,
        SceneSpec scene,
        GyroSpec gyro,
        LogClock clock,
        Pairing pairing) {
    /** Whose log it is. */
    public enum Pairing {
        OWN_LOG,
        /** Another recording's, made with the same style and another seed. */
        FOREIGN_LOG
    }

    /** How the camera moves. */
    public SyntheticMotion motion() {
        return SyntheticMotion.of(style, motionScale, seed);
    }

    /** What the log records: the camera's motion, unless the log is foreign. */
    public SyntheticMotion loggedMotion() {
        return pairing == Pairing.OWN_LOG ? motion() : SyntheticMotion.of(style, motionScale, seed + 7_777_777);
    }

    /** True where no offset can be known: nothing turns, or the log is not the clip's. */
    public boolean mustBeRefused() {
        return style == MotionStyle.STILL || motionScale == 0 || pairing == Pairing.FOREIGN_LOG;
    }
}
