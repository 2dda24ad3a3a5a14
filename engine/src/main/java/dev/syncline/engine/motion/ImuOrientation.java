package dev.syncline.engine.motion;

import dev.syncline.engine.base.geometry.Matrix3;
import java.util.ArrayList;
import java.util.List;

/**
 * How a motion sensor's axes lie in the camera, in the letters that Gyroflow uses; the one place where letters become a
 * turn. Letter <i>i</i> names the log axis that feeds output <i>i</i>, a lower-case letter negated. Gyroflow's
 * integrators take −second, first, third output as right, up, back: so a log whose axes are right, up and back is
 * {@code YxZ}, and {@code XYZ} means that the log's axes are up, left and back (seen by running Gyroflow 1.6.3).
 *
 * <p>Of the 48 strings, 24 are turns that a sensor can really be mounted with. The other 24 are mirror images: no chip
 * has such axes, but a logger that negates one axis writes them.
 *
 * @param letters each of x, y and z once, in either case
 */
public record ImuOrientation(String letters) {
    /** A log whose axes are the body axes: right, up, back. */
    public static final ImuOrientation BODY = new ImuOrientation("YxZ");

    /** The output that feeds each body axis (right, up, back), and its sign there. */
    private static final int[] OUTPUT = {1, 0, 2};

    private static final int[] OUTPUT_SIGN = {-1, 1, 1};

    /**
     * Checks the letters.
     *
     * @throws IllegalArgumentException when they are not each of x, y and z once
     */
    public ImuOrientation {
        if (letters.length() != 3) {
            throw new IllegalArgumentException(problem(letters));
        }
        int seen = 0;
        for (int i = 0; i < 3; i++) {
            int axis = "xyz".indexOf(Character.toLowerCase(letters.charAt(i)));
            if (axis < 0) {
                throw new IllegalArgumentException(problem(letters));
            }
            seen |= 1 << axis;
        }
        if (seen != 7) {
            throw new IllegalArgumentException(problem(letters));
        }
    }

    private static String problem(String letters) {
        return "orientation '" + letters + "' is not each of x, y and z once (lower case negates), such as XYZ or YxZ";
    }

    /**
     * {@return the log axis (0 to 2) that feeds a body axis}
     *
     * @param bodyAxis 0 right, 1 up, 2 back
     */
    public int axis(int bodyAxis) {
        return "xyz".indexOf(Character.toLowerCase(letters.charAt(OUTPUT[bodyAxis])));
    }

    /**
     * {@return +1 or −1: the sign with which the log axis feeds a body axis}
     *
     * @param bodyAxis 0 right, 1 up, 2 back
     */
    public int sign(int bodyAxis) {
        return Character.isLowerCase(letters.charAt(OUTPUT[bodyAxis])) ? -OUTPUT_SIGN[bodyAxis] : OUTPUT_SIGN[bodyAxis];
    }

    /** {@return the matrix that takes a vector in log axes to the body frame (x right, y up, z back)} */
    public Matrix3 toBody() {
        double[] m = new double[9];
        for (int row = 0; row < 3; row++) {
            m[3 * row + axis(row)] = sign(row);
        }
        return Matrix3.of(m);
    }

    /** {@return the matrix that takes a vector in log axes to the camera frame (x right, y down, z forward)} */
    public Matrix3 toCamera() {
        double[] m = toBody().rowMajor();
        for (int k = 3; k < 9; k++) {
            m[k] = m[k] == 0 ? 0 : -m[k];
        }
        return Matrix3.of(m);
    }

    /** {@return true for the 24 orientations that are turns, false for the 24 mirrored ones} */
    public boolean isProper() {
        return toBody().determinant() > 0;
    }

    /**
     * {@return the same mounting of a log of which one axis is negated: a turn becomes a mirror image, and back}
     *
     * @param logAxis 0 to 2
     */
    public ImuOrientation negating(int logAxis) {
        StringBuilder other = new StringBuilder(letters);
        for (int i = 0; i < 3; i++) {
            char letter = letters.charAt(i);
            if (Character.toLowerCase(letter) == "xyz".charAt(logAxis)) {
                other.setCharAt(
                        i,
                        Character.isLowerCase(letter) ? Character.toUpperCase(letter) : Character.toLowerCase(letter));
            }
        }
        return new ImuOrientation(other.toString());
    }

    /** {@return the 24 proper orientations, in a fixed order} */
    public static List<ImuOrientation> allProper() {
        List<ImuOrientation> all = new ArrayList<>(24);
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] logAxes : orders) {
            for (int signs = 0; signs < 8; signs++) {
                ImuOrientation o = ofBody(logAxes, signs);
                if (o.isProper()) {
                    all.add(o);
                }
            }
        }
        return List.copyOf(all);
    }

    /**
     * {@return the orientation, mirrored or not, whose axes lie nearest}
     *
     * @param toBody log axes to the body's
     */
    public static ImuOrientation nearestTo(Matrix3 toBody) {
        ImuOrientation best = BODY;
        double most = Double.NEGATIVE_INFINITY;
        boolean proper = toBody.determinant() > 0;
        for (ImuOrientation each : allProper()) {
            ImuOrientation o = proper ? each : each.negating(2);
            double along = 0;
            for (int row = 0; row < 3; row++) {
                along += o.sign(row) * toBody.at(row, o.axis(row));
            }
            if (along > most) {
                most = along;
                best = o;
            }
        }
        return best;
    }

    /** The letters of a mounting: the log axis of each body axis, and a bit for each body axis that is negated. */
    private static ImuOrientation ofBody(int[] logAxes, int negated) {
        StringBuilder s = new StringBuilder("...");
        for (int body = 0; body < 3; body++) {
            boolean lower = (negated >> body & 1) == 1 ^ OUTPUT_SIGN[body] < 0;
            s.setCharAt(OUTPUT[body], (lower ? "xyz" : "XYZ").charAt(logAxes[body]));
        }
        return new ImuOrientation(s.toString());
    }

    @Override
    public String toString() {
        return letters;
    }
}
