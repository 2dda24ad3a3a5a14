package dev.syncline.engine.motion;

import java.util.ArrayList;
import java.util.List;

/**
 * How a motion sensor's axes lie in the camera, as Gyroflow writes it: letter <i>i</i> names the log axis that feeds
 * body axis <i>i</i>, a lower-case letter negated. The body frame is x right, y up, z backward. Of the 48 strings, the
 * 24 with determinant +1 are turns that a sensor can really be mounted with; the other 24 are mirrored.
 */
public record ImuOrientation(String letters) {
    /** Log axes that are the body axes. */
    public static final ImuOrientation XYZ = new ImuOrientation("XYZ");

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
        return "orientation '" + letters + "' is not each of x, y and z once (lower case negates), such as XYZ or yXz";
    }

    /** Log axis (0 to 2) that feeds body axis {@code bodyAxis}. */
    public int axis(int bodyAxis) {
        return "xyz".indexOf(Character.toLowerCase(letters.charAt(bodyAxis)));
    }

    /** +1 or −1 for body axis {@code bodyAxis}. */
    public int sign(int bodyAxis) {
        return Character.isLowerCase(letters.charAt(bodyAxis)) ? -1 : 1;
    }

    /** The 3×3 matrix, row-major, that takes a vector in log axes to the body frame. */
    public double[] toBody() {
        double[] m = new double[9];
        for (int row = 0; row < 3; row++) {
            m[3 * row + axis(row)] = sign(row);
        }
        return m;
    }

    /** The 3×3 matrix, row-major, that takes a vector in log axes to the camera frame (x right, y down, z forward). */
    public double[] toCamera() {
        double[] m = toBody();
        for (int k = 3; k < 9; k++) {
            m[k] = m[k] == 0 ? 0 : -m[k];
        }
        return m;
    }

    /** True for the 24 orientations that are turns, false for the 24 mirrored ones. */
    public boolean isProper() {
        double[] m = toBody();
        double det = m[0] * (m[4] * m[8] - m[5] * m[7])
                - m[1] * (m[3] * m[8] - m[5] * m[6])
                + m[2] * (m[3] * m[7] - m[4] * m[6]);
        return det > 0;
    }

    /** The 24 proper orientations, in a fixed order. */
    public static List<ImuOrientation> allProper() {
        List<ImuOrientation> all = new ArrayList<>(24);
        String[] orders = {"xyz", "xzy", "yxz", "yzx", "zxy", "zyx"};
        for (String order : orders) {
            for (int signs = 0; signs < 8; signs++) {
                StringBuilder s = new StringBuilder(3);
                for (int i = 0; i < 3; i++) {
                    char c = order.charAt(i);
                    s.append((signs >> i & 1) == 0 ? Character.toUpperCase(c) : c);
                }
                ImuOrientation o = new ImuOrientation(s.toString());
                if (o.isProper()) {
                    all.add(o);
                }
            }
        }
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return letters;
    }
}
