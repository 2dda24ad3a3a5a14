package dev.syncline.engine.synthetic;

import java.util.SplittableRandom;

/**
 * A camera's turn and path, from closed formulas: orientation {@code R = Ry(yaw)·Rx(pitch)·Rz(roll)} of three smooth
 * angles, and the angular rate as its exact derivative, {@code Rᵀ·Ṙ = [ω]×}. Both hold at any time, so rendered picture
 * and log agree to rounding. Positive yaw turns right, positive pitch up, positive roll clockwise (camera axes x right,
 * y down, z forward). Immutable.
 */
public final class SyntheticMotion {
    private final HarmonicSum yaw;
    private final HarmonicSum pitch;
    private final HarmonicSum roll;
    private final HarmonicSum x;
    private final HarmonicSum y;
    private final HarmonicSum z;

    SyntheticMotion(HarmonicSum yaw, HarmonicSum pitch, HarmonicSum roll, HarmonicSum x, HarmonicSum y, HarmonicSum z) {
        this.yaw = yaw;
        this.pitch = pitch;
        this.roll = roll;
        this.x = x;
        this.y = y;
        this.z = z;
    }

    /**
     * The motion of a style.
     *
     * @param scale factor on every rotation rate; a travel speed stays
     * @param seed decides frequencies and phases
     */
    public static SyntheticMotion of(MotionStyle style, double scale, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        return switch (style) {
            case HANDHELD -> handheld(random, scale, 0);
            case WALK -> walk(random, scale);
            case FPV -> fpv(random, scale);
            case DRONE -> drone(random, scale);
            case VEHICLE -> vehicle(random, scale);
            case PAN -> handheld(random, 0.3 * scale, (random.nextBoolean() ? 0.5 : -0.5) * scale);
            case MACHINE -> machine(random, scale);
            case STILL -> {
                HarmonicSum zero = HarmonicSum.ZERO;
                yield new SyntheticMotion(zero, HarmonicSum.constant(-0.08), zero, zero, zero, zero);
            }
        };
    }

    private static HarmonicSum sway(SplittableRandom random, double rmsRadS) {
        return HarmonicSum.band(random, 0.25, 6, 12, rmsRadS).plus(HarmonicSum.band(random, 6, 10, 3, 0.12 * rmsRadS));
    }

    private static SyntheticMotion machine(SplittableRandom random, double scale) {
        HarmonicSum[] angles = {HarmonicSum.ZERO, HarmonicSum.ZERO, HarmonicSum.ZERO};
        for (int harmonic = 1; harmonic <= 10; harmonic++) {
            for (int axis = 0; axis < 3; axis++) {
                angles[axis] = angles[axis].plus(HarmonicSum.tone(random, 0.5 * harmonic, 0.1 * scale));
            }
        }
        HarmonicSum still = HarmonicSum.ZERO;
        return new SyntheticMotion(angles[0], angles[1], angles[2], still, still, still);
    }

    private static SyntheticMotion handheld(SplittableRandom random, double scale, double panRadS) {
        return new SyntheticMotion(
                sway(random, 0.28 * scale).plus(HarmonicSum.line(0, panRadS)),
                sway(random, 0.25 * scale).plus(HarmonicSum.constant(-0.07)),
                sway(random, 0.15 * scale),
                HarmonicSum.band(random, 0.2, 2, 5, 0.06),
                HarmonicSum.band(random, 0.2, 2, 5, 0.04),
                HarmonicSum.band(random, 0.2, 2, 5, 0.06));
    }

    private static SyntheticMotion walk(SplittableRandom random, double scale) {
        double stepHz = 1.8 + 0.2 * random.nextDouble();
        return new SyntheticMotion(
                sway(random, 0.14 * scale)
                        .plus(HarmonicSum.tone(random, stepHz / 2, 0.22 * scale))
                        .plus(HarmonicSum.tone(random, 1.5 * stepHz, 0.08 * scale)),
                sway(random, 0.12 * scale)
                        .plus(HarmonicSum.tone(random, stepHz, 0.28 * scale))
                        .plus(HarmonicSum.tone(random, 2 * stepHz, 0.15 * scale))
                        .plus(HarmonicSum.tone(random, 3 * stepHz, 0.06 * scale))
                        .plus(HarmonicSum.constant(-0.09)),
                sway(random, 0.08 * scale)
                        .plus(HarmonicSum.tone(random, stepHz / 2, 0.16 * scale))
                        .plus(HarmonicSum.tone(random, stepHz, 0.05 * scale)),
                HarmonicSum.tone(random, stepHz / 2, 0.12),
                HarmonicSum.tone(random, stepHz, 0.3).plus(HarmonicSum.tone(random, 2 * stepHz, 0.08)),
                HarmonicSum.tone(random, stepHz, 0.15).plus(HarmonicSum.line(0, 1.3)));
    }

    private static SyntheticMotion fpv(SplittableRandom random, double scale) {
        return new SyntheticMotion(
                HarmonicSum.band(random, 0.3, 3, 9, 1.6 * scale)
                        .plus(HarmonicSum.band(random, 18, 26, 3, 0.05 * scale)),
                HarmonicSum.band(random, 0.6, 4, 9, 1.1 * scale)
                        .plus(HarmonicSum.band(random, 18, 26, 3, 0.08 * scale))
                        .plus(HarmonicSum.constant(-0.15)),
                HarmonicSum.band(random, 0.4, 4, 9, 1.5 * scale)
                        .plus(HarmonicSum.band(random, 18, 26, 3, 0.08 * scale)),
                HarmonicSum.band(random, 0.2, 1, 4, 1),
                HarmonicSum.band(random, 0.2, 1, 4, 0.8),
                HarmonicSum.line(0, 8));
    }

    private static SyntheticMotion drone(SplittableRandom random, double scale) {
        return new SyntheticMotion(
                HarmonicSum.band(random, 0.1, 1.5, 8, 0.07 * scale),
                HarmonicSum.band(random, 0.1, 1.5, 8, 0.05 * scale).plus(HarmonicSum.constant(-0.2)),
                HarmonicSum.band(random, 0.1, 1.5, 8, 0.05 * scale),
                HarmonicSum.band(random, 0.1, 0.6, 4, 0.5),
                HarmonicSum.band(random, 0.1, 0.6, 4, 0.3),
                HarmonicSum.line(0, 2));
    }

    private static SyntheticMotion vehicle(SplittableRandom random, double scale) {
        return new SyntheticMotion(
                HarmonicSum.band(random, 0.08, 0.8, 6, 0.14 * scale)
                        .plus(HarmonicSum.band(random, 1, 12, 6, 0.04 * scale)),
                HarmonicSum.band(random, 1, 2.6, 6, 0.09 * scale)
                        .plus(HarmonicSum.band(random, 7, 14, 5, 0.06 * scale))
                        .plus(HarmonicSum.constant(-0.06)),
                HarmonicSum.band(random, 0.6, 2.4, 6, 0.08 * scale)
                        .plus(HarmonicSum.band(random, 7, 14, 5, 0.04 * scale)),
                HarmonicSum.band(random, 0.1, 1, 4, 0.2),
                HarmonicSum.band(random, 1, 2.6, 4, 0.1),
                HarmonicSum.line(0, 6));
    }

    /**
     * The rotation from camera axes to world axes.
     *
     * @param videoS video clock, s; any time, before the clip too
     * @param m receives the 3×3 matrix, row-major
     */
    public void cameraToWorld(double videoS, double[] m) {
        double a = yaw.value(videoS);
        double b = pitch.value(videoS);
        double c = roll.value(videoS);
        double ca = Math.cos(a);
        double sa = Math.sin(a);
        double cb = Math.cos(b);
        double sb = Math.sin(b);
        double cc = Math.cos(c);
        double sc = Math.sin(c);
        m[0] = ca * cc + sa * sb * sc;
        m[1] = -ca * sc + sa * sb * cc;
        m[2] = sa * cb;
        m[3] = cb * sc;
        m[4] = cb * cc;
        m[5] = -sb;
        m[6] = -sa * cc + ca * sb * sc;
        m[7] = sa * sc + ca * sb * cc;
        m[8] = ca * cb;
    }

    /**
     * The angular velocity in camera axes at an instant.
     *
     * @param radS receives x, y, z, rad/s
     */
    public void rate(double videoS, double[] radS) {
        double b = pitch.value(videoS);
        double c = roll.value(videoS);
        double da = yaw.rate(videoS);
        double db = pitch.rate(videoS);
        double dc = roll.rate(videoS);
        double cb = Math.cos(b);
        double cc = Math.cos(c);
        double sc = Math.sin(c);
        radS[0] = cc * db + sc * cb * da;
        radS[1] = -sc * db + cc * cb * da;
        radS[2] = dc - Math.sin(b) * da;
    }

    /**
     * Where the camera is in the world.
     *
     * @param metres receives x, y, z, m; 0 in y is the height that the scene gives
     */
    public void position(double videoS, double[] metres) {
        metres[0] = x.value(videoS);
        metres[1] = y.value(videoS);
        metres[2] = z.value(videoS);
    }
}
