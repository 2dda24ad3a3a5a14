package dev.syncline.engine.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImuOrientationTest {
    private static final double[] ONE = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private static List<ImuOrientation> all48() {
        List<ImuOrientation> all = new ArrayList<>();
        for (String order : List.of("xyz", "xzy", "yxz", "yzx", "zxy", "zyx")) {
            for (int signs = 0; signs < 8; signs++) {
                StringBuilder letters = new StringBuilder(order);
                for (int i = 0; i < 3; i++) {
                    if ((signs >> i & 1) == 0) {
                        letters.setCharAt(i, Character.toUpperCase(order.charAt(i)));
                    }
                }
                all.add(new ImuOrientation(letters.toString()));
            }
        }
        return all;
    }

    private static double[] apply(double[] m, double... v) {
        return new double[] {
            m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
            m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]
        };
    }

    @Test
    void shouldListEachProperOrientationOnce() {
        List<ImuOrientation> proper = ImuOrientation.allProper();
        assertEquals(24, proper.size());
        assertEquals(24, new HashSet<>(proper).size());
        Set<String> matrices = new HashSet<>();
        for (ImuOrientation o : proper) {
            Matrix3 m = o.toBody();
            assertTrue(o.isProper(), o.letters());
            assertArrayEquals(ONE, m.times(m.transposed()).rowMajor());
            matrices.add(m.toString());
        }
        assertEquals(24, matrices.size());
    }

    @Test
    void shouldCallHalfOfAllFortyEightProper() {
        Set<ImuOrientation> proper = new HashSet<>(ImuOrientation.allProper());
        List<ImuOrientation> all = all48();
        assertEquals(48, new HashSet<>(all).size());
        for (ImuOrientation o : all) {
            assertEquals(proper.contains(o), o.isProper(), o.letters());
            assertEquals(o, new ImuOrientation(o.toString()), "the letters say it all");
        }
    }

    @Test
    void shouldTakeTheLettersAsGyroflowsIntegratorsDo() {
        // Outputs x, y, z from the named log axes; then right is minus the second, up the first, back the third.
        for (ImuOrientation o : all48()) {
            double[] output = new double[3];
            for (int i = 0; i < 3; i++) {
                char letter = o.letters().charAt(i);
                int axis = "xyz".indexOf(Character.toLowerCase(letter));
                output[i] = (Character.isLowerCase(letter) ? -1 : 1) * (axis + 1);
            }
            double[] body = apply(o.toBody().rowMajor(), 1, 2, 3);
            assertArrayEquals(new double[] {-output[1], output[0], output[2]}, body, o.letters());
            for (int axis = 0; axis < 3; axis++) {
                assertEquals(o.sign(axis) * (o.axis(axis) + 1), body[axis], o.letters());
            }
        }
    }

    @Test
    void shouldNameALogOfRightUpBackAndOneOfUpLeftBack() {
        assertEquals("YxZ", ImuOrientation.BODY.letters());
        assertArrayEquals(
                new double[] {10, 20, 30}, apply(ImuOrientation.BODY.toBody().rowMajor(), 10, 20, 30));
        // Up 10, left 20, back 30: right is minus left.
        assertArrayEquals(
                new double[] {-20, 10, 30},
                apply(new ImuOrientation("XYZ").toBody().rowMajor(), 10, 20, 30));
    }

    @Test
    void shouldBecomeAMirrorImageByNegatingOneLogAxis() {
        assertEquals("Yxz", ImuOrientation.BODY.negating(2).letters());
        for (ImuOrientation o : all48()) {
            for (int axis = 0; axis < 3; axis++) {
                ImuOrientation other = o.negating(axis);
                assertTrue(o.isProper() != other.isProper(), o.letters());
                assertEquals(o, other.negating(axis));
                double[] v = {1, 2, 3};
                double[] expected = apply(o.toBody().rowMajor(), v);
                v[axis] = -v[axis];
                assertArrayEquals(expected, apply(other.toBody().rowMajor(), v), o.letters());
            }
        }
    }

    @Test
    void shouldTurnTheBodyHalfRoundXForTheCamera() {
        Matrix3 flip = Matrix3.of(1, 0, 0, 0, -1, 0, 0, 0, -1);
        assertEquals(flip, ImuOrientation.BODY.toCamera());
        for (ImuOrientation o : all48()) {
            assertArrayEquals(flip.times(o.toBody()).rowMajor(), o.toCamera().rowMajor(), 0.0, o.letters());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "XY", "XYZX", "XXZ", "xXY", "XYW", "X Z", "ΧΥΖ"})
    void shouldRefuseLettersThatNameNoOrientation(String letters) {
        String problem = String.valueOf(assertThrows(IllegalArgumentException.class, () -> new ImuOrientation(letters))
                .getMessage());
        assertTrue(problem.contains("'" + letters + "'") && problem.contains("such as XYZ"), problem);
        assertFalse(problem.contains("\n"));
    }
}
