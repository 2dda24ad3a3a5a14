package dev.syncline.engine.synthetic;

/**
 * What the camera sees.
 *
 * @param backdrop what stands on the far sphere
 * @param contrast factor on the texture's contrast; 1 is a sunny day
 * @param ground whether there is a near ground, which shows parallax
 * @param heightM the camera's height over it, m
 * @param objectShare part of the picture covered by textured objects that belong to the screen, in [0, 0.6]
 */
public record SceneSpec(Backdrop backdrop, double contrast, Ground ground, double heightM, double objectShare) {
    /** What stands on the far sphere. */
    public enum Backdrop {
        /** Houses with windows, trees before them, clouds: many corners. */
        TOWN,
        /** Ridges of rock and bushes under a sky: irregular texture. */
        HILLS,
        /** Haze with a few marks: little to track. */
        PLAIN
    }

    /** What lies below. */
    public enum Ground {
        /** Nothing near: the sphere goes on below the horizon, and only rotation shows. */
        NONE,
        /** A textured plane. */
        PLANE
    }

    public SceneSpec {
        if (!(heightM > 0)) {
            throw new IllegalArgumentException("height over the ground must be positive, got " + heightM + " m");
        }
        if (!(objectShare >= 0 && objectShare <= 0.6)) {
            throw new IllegalArgumentException("share of moving objects must be in [0, 0.6], got " + objectShare);
        }
    }

    /** A scene with a ground at the usual height of a style of motion, and nothing that moves by itself. */
    public static SceneSpec of(Backdrop backdrop, MotionStyle style) {
        return new SceneSpec(backdrop, 1, Ground.PLANE, style.heightM(), 0);
    }
}
