package dev.syncline.engine.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.PinholeCamera;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TurnOfPairTest {
    private static final long FRAME_NS = 33_000_000L;
    private static final double PIXEL_RAD = 1.0 / 400;
    private static final int POINTS = 200;

    private static TurnOfPair turns() {
        return new TurnOfPair(PinholeCamera.ofAssumedFieldOfView(640, 360));
    }

    /** Rate that is told for a camera that turns by {@code turnRad} about y and is carried along, m. */
    private static double told(double turnRad, double moveX, double moveZ, double nearestM, double view, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] from = new double[3 * POINTS];
        double[] to = new double[3 * POINTS];
        double[] r = Matrix3.ofRotationVector(0, turnRad, 0).rowMajor();
        for (int i = 0; i < POINTS; i++) {
            double x = view * random.nextDouble(-1, 1);
            double y = view * random.nextDouble(-0.6, 0.6);
            double depth = nearestM / Math.max(1e-3, random.nextDouble());
            unit(x, y, 1, from, 3 * i);
            double px = x * depth - moveX;
            double py = y * depth;
            double pz = depth - moveZ;
            double noise = 0.1 * PIXEL_RAD * depth;
            px += noise * random.nextGaussian();
            py += noise * random.nextGaussian();
            unit(
                    r[0] * px + r[1] * py + r[2] * pz,
                    r[3] * px + r[4] * py + r[5] * pz,
                    r[6] * px + r[7] * py + r[8] * pz,
                    to,
                    3 * i);
        }
        return turns().rateRadS(from, to, POINTS, 0, FRAME_NS);
    }

    private static void unit(double x, double y, double z, double[] out, int at) {
        double size = Math.sqrt(x * x + y * y + z * z);
        out[at] = x / size;
        out[at + 1] = y / size;
        out[at + 2] = z / size;
    }

    @Test
    void tellsATurnAlone() {
        for (double turn : new double[] {0, 0.002, 0.01, 0.05}) {
            assertEquals(turn / (FRAME_NS * 1e-9), told(turn, 0, 0, 5, 0.7, 1), 0.01, "turn " + turn);
        }
    }

    @Test
    void doesNotTakeAWayThroughANearSceneForATurn() {
        double alone = told(0, 0.15, 0.3, 1, 1.2, 2);

        assertTrue(alone < 0.05, "rad/s: " + alone);
        assertEquals(0.02 / (FRAME_NS * 1e-9), told(0.02, 0.15, 0.3, 1, 1.2, 3), 0.05);
    }

    @Test
    void doesNotTakeATurnInANarrowViewForASidewaysWay() {
        double rate = told(0.02, 0, 0, 5, 0.15, 4);

        assertEquals(0.02 / (FRAME_NS * 1e-9), rate, 0.05);
    }

    @Test
    void tellsNothingOfTooFewPoints() {
        assertTrue(Double.isNaN(turns().rateRadS(new double[9], new double[9], 3, 0, FRAME_NS)));
    }
}
