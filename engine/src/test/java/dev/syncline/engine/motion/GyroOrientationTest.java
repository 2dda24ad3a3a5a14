package dev.syncline.engine.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.SyntheticMotion;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GyroOrientationTest {
    private static final double[] NO_BIAS = new double[3];
    private static final Matrix3 LOG_AXES = Matrix3.IDENTITY;
    private static final long S = 1_000_000_000L;

    @FunctionalInterface
    private interface Rate {
        void at(double timeS, double[] radS);
    }

    private static GyroTrack track(long startNs, double hz, int n, double[] bias, Rate rate) {
        long[] t = new long[n];
        float[][] r = new float[3][n];
        double[] w = new double[3];
        for (int i = 0; i < n; i++) {
            t[i] = startNs + Math.round(i * 1e9 / hz);
            rate.at((t[i] - startNs) * 1e-9, w);
            for (int a = 0; a < 3; a++) {
                r[a][i] = (float) (w[a] + bias[a]);
            }
        }
        return new GyroTrack(t, r[0], r[1], r[2]);
    }

    /** The turn from the log's axes at {@code toS} to those at {@code fromS}. */
    private static Matrix3 between(GyroOrientation o, double fromS, double toS) {
        double[] q = new double[GyroOrientation.POSE];
        double[] a = new double[9];
        double[] b = new double[9];
        assertTrue(o.at(fromS, q, 0));
        Quaternion.toMatrix(q, 0, a);
        assertTrue(o.at(toS, q, 0));
        Quaternion.toMatrix(q, 0, b);
        return Matrix3.of(a).transposed().times(Matrix3.of(b));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -7 * S, 947_848 * S})
    void shouldTurnByTheIntegralOfARateAboutOneAxis(long startNs) {
        double[] axis = {2 / 3.0, -1 / 3.0, 2 / 3.0};
        double omega = 2 * Math.PI * 1.5;
        GyroTrack track = track(startNs, 500, 2001, NO_BIAS, (t, w) -> {
            for (int a = 0; a < 3; a++) {
                w[a] = axis[a] * (0.4 + 3 * Math.cos(omega * t));
            }
        });
        GyroOrientation o = new GyroOrientation(track, startNs, startNs, startNs + 4 * S, NO_BIAS, LOG_AXES);
        for (double to : new double[] {0.0131, 0.7, 1.99971, 3.9}) {
            Matrix3 r = between(o, 0.25, to);
            double angle = 0.4 * (to - 0.25) + 3 * (Math.sin(omega * to) - Math.sin(omega * 0.25)) / omega;
            Matrix3 expected = Matrix3.ofRotationVector(angle * axis[0], angle * axis[1], angle * axis[2]);
            assertEquals(0, expected.angleToRad(r), 2e-5, "at " + to);
        }
    }

    @Test
    void shouldFollowACameraThatTurnsAboutAllAxes() {
        SyntheticMotion motion = SyntheticMotion.of(MotionStyle.FPV, 1, 11);
        double[] bias = {0.03, -0.02, 0.01};
        GyroTrack track = track(0, 2000, 8001, bias, motion::rate);
        GyroOrientation o = new GyroOrientation(track, 0, S / 2, 3 * S, bias, LOG_AXES);
        double[] from = new double[9];
        double[] to = new double[9];
        for (double[] span : new double[][] {{0.6, 0.6333}, {0.6, 1.6}, {1.1, 2.9}}) {
            motion.cameraToWorld(span[0], from);
            motion.cameraToWorld(span[1], to);
            Matrix3 expected = Matrix3.of(from).transposed().times(Matrix3.of(to));
            Matrix3 found = between(o, span[0], span[1]);
            assertEquals(0, expected.angleToRad(found), 3e-5 * (span[1] - span[0]));
        }
    }

    @Test
    void shouldGiveTheRateBetweenSamplesLessItsBias() {
        GyroTrack track = track(0, 100, 201, NO_BIAS, (t, w) -> {
            w[0] = 1 + t;
            w[1] = -2 * t;
            w[2] = 0.5;
        });
        GyroOrientation o = new GyroOrientation(track, 0, 0, 2 * S, new double[] {0.1, 0.2, 0.3}, LOG_AXES);
        double[] pose = new double[9];
        assertTrue(o.at(0.7534, pose, 2));
        assertArrayEquals(new double[] {1.6534, -1.7068, 0.2}, Arrays.copyOfRange(pose, 6, 9), 1e-6);
    }

    @Test
    void shouldTurnAboutTheAxesThatAreAskedFor() {
        SyntheticMotion motion = SyntheticMotion.of(MotionStyle.HANDHELD, 1, 12);
        double[] bias = {0.03, -0.02, 0.01};
        Matrix3 axes = Matrix3.ofRotationVector(0.7, -1.1, 2.2);
        GyroTrack track = track(0, 500, 1001, bias, motion::rate);
        GyroOrientation log = new GyroOrientation(track, 0, 0, 2 * S, bias, LOG_AXES);
        GyroOrientation turned = new GyroOrientation(track, 0, 0, 2 * S, bias, axes);
        Matrix3 expected = axes.times(between(log, 0.31, 1.27)).times(axes.transposed());
        assertArrayEquals(expected.rowMajor(), between(turned, 0.31, 1.27).rowMajor(), 1e-12);
        double[] w = new double[GyroOrientation.POSE];
        double[] v = new double[GyroOrientation.POSE];
        assertTrue(log.at(1.27, w, 0));
        assertTrue(turned.at(1.27, v, 0));
        for (int a = 0; a < 3; a++) {
            assertEquals(axes.at(a, 0) * w[4] + axes.at(a, 1) * w[5] + axes.at(a, 2) * w[6], v[4 + a], 1e-12);
        }
    }

    @Test
    void shouldCountSecondsFromTheOrigin() {
        GyroTrack track = track(10 * S, 100, 101, NO_BIAS, (t, w) -> w[2] = 1);
        GyroOrientation o = new GyroOrientation(track, 10 * S + S / 2, 10 * S, 11 * S, NO_BIAS, LOG_AXES);
        assertTrue(o.at(-0.5, new double[7], 0));
        assertTrue(o.at(0.5, new double[7], 0));
        assertFalse(o.at(-0.5001, new double[7], 0));
        assertFalse(o.at(0.5001, new double[7], 0));
        assertFalse(o.at(Double.NaN, new double[7], 0));
    }

    @Test
    void shouldKnowNothingInsideAGap() {
        long[] t = new long[200];
        for (int i = 0; i < 200; i++) {
            t[i] = i * 5_000_000L + (i >= 100 ? S : 0);
        }
        GyroTrack track = new GyroTrack(t, new float[200], new float[200], new float[200]);
        GyroOrientation o = new GyroOrientation(track, 0, 0, 2 * S, NO_BIAS, LOG_AXES);
        assertTrue(o.at(0.4949, new double[7], 0));
        assertFalse(o.at(0.4951, new double[7], 0));
        assertFalse(o.at(1.4999, new double[7], 0));
        assertTrue(o.at(1.5001, new double[7], 0));
    }

    @Test
    void shouldCoverTheStretchThatIsAskedForAndNoMoreThanTheLog() {
        GyroTrack track = track(0, 200, 401, NO_BIAS, (t, w) -> w[0] = 1);
        GyroOrientation inner = new GyroOrientation(track, 0, S / 2 + 1, S - 1, NO_BIAS, LOG_AXES);
        assertTrue(inner.at(0.5, new double[7], 0));
        assertTrue(inner.at(1.0, new double[7], 0));
        assertFalse(inner.at(0.49, new double[7], 0));
        GyroOrientation beyond = new GyroOrientation(track, 0, -S, 9 * S, NO_BIAS, LOG_AXES);
        assertTrue(beyond.at(0.0, new double[7], 0));
        assertTrue(beyond.at(2.0, new double[7], 0));
        assertFalse(beyond.at(2.1, new double[7], 0));
        GyroOrientation after = new GyroOrientation(track, 0, 5 * S, 6 * S, NO_BIAS, LOG_AXES);
        assertFalse(after.at(5.5, new double[7], 0));
        GyroOrientation before = new GyroOrientation(track, 0, -6 * S, -5 * S, NO_BIAS, LOG_AXES);
        assertFalse(before.at(-5.5, new double[7], 0));
    }
}
