package dev.syncline.engine.telemetry.gpmf;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a GoPro's gyro axes lie, in Gyroflow's letters (see {@link dev.syncline.engine.motion.ImuOrientation}). GoPro's axes
 * are X left, Y backward and Z up, and its own order is Z, X, Y: up, left, back, which is what the letters XYZ mean. ORIN
 * names the axes as they are stored (lower case negated), ORIO as they should be, MTRX is the matrix from one to the
 * other. Cameras before ORIN are known by name: the Hero6 stores Y, −X, Z.
 *
 * <p>Checked on the Hero5 of a Karma drone, whose picture turns by minus the stored second, first and third rate about the
 * camera's x, y and z; gravity lies along Z as it should in a Hero5, a Hero6 and a Hero7 with ORIN, and a Hero11.
 */
final class GpmfOrientation {
    private static final String CAMERA_ORDER = "ZXY";

    private GpmfOrientation() {}

    /** From MTRX, row-major 3×3; null where it is no permutation with signs. */
    static @Nullable String fromMatrix(KlvItem matrix) {
        if (matrix.numberCount() != 9) {
            return null;
        }
        StringBuilder letters = new StringBuilder(3);
        int seen = 0;
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double m = matrix.number(3 * row + column);
                if (Math.abs(m) > 0.5) {
                    char letter = "XYZ".charAt(column);
                    letters.append(m > 0 ? letter : Character.toLowerCase(letter));
                    seen |= 1 << column;
                }
            }
        }
        return letters.length() == 3 && seen == 7 ? letters.toString() : null;
    }

    /** From ORIN and, where it is given, ORIO; null where they do not name the same three axes. */
    static @Nullable String fromNames(String stored, String wanted) {
        String out = wanted.isEmpty() ? CAMERA_ORDER : wanted;
        if (stored.length() != 3 || out.length() != 3) {
            return null;
        }
        StringBuilder letters = new StringBuilder(3);
        int seen = 0;
        for (int i = 0; i < 3; i++) {
            int column = stored.toUpperCase(Locale.ROOT).indexOf(Character.toUpperCase(out.charAt(i)));
            if (column < 0) {
                return null;
            }
            char letter = "XYZ".charAt(column);
            letters.append(stored.charAt(column) == out.charAt(i) ? letter : Character.toLowerCase(letter));
            seen |= 1 << column;
        }
        return seen == 7 ? letters.toString() : null;
    }

    /** What a camera of this name does that says nothing. */
    static String ofModel(String deviceName) {
        String name = deviceName.toLowerCase(Locale.ROOT);
        if (name.contains("hero6")) {
            return "ZyX";
        }
        if (name.contains("hero7 silver")) {
            return "YXz";
        }
        return name.contains("fusion") ? "ZYx" : "XYZ";
    }
}
