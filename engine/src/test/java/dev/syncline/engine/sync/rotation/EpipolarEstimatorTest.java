package dev.syncline.engine.sync.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowPair.FrameStamp;
import dev.syncline.engine.video.FrameKind;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpipolarEstimatorTest {
    private static final CameraModel CAMERA = new PinholeCamera(640, 360, 400, 400, 320, 180);
    private static final double FRAME_S = 1 / 30.0;
    private static final double[] RATE = {0.12, -0.2, 0.05};

    /** Points 1 to 4 m away before and after the camera has turned and gone a step, m. */
    private static FlowPair pair(double[] step, int n, double noisePx, double outliers) {
        SplittableRandom random = new SplittableRandom(5);
        double[] back = Matrix3.ofRotationVector(-RATE[0] * FRAME_S, -RATE[1] * FRAME_S, -RATE[2] * FRAME_S)
                .rowMajor();
        float[][] at = new float[4][n];
        double[] b = new double[3];
        double[] pixel = new double[2];
        for (int i = 0; i < n; i++) {
            double x = 30 + random.nextDouble() * 580;
            double y = 30 + random.nextDouble() * 300;
            CAMERA.bearing(x, y, b, 0);
            double far = 1 + 3 * random.nextDouble();
            double px = far * b[0] - step[0];
            double py = far * b[1] - step[1];
            double pz = far * b[2] - step[2];
            assertTrue(CAMERA.project(
                    back[0] * px + back[1] * py + back[2] * pz,
                    back[3] * px + back[4] * py + back[5] * pz,
                    back[6] * px + back[7] * py + back[8] * pz,
                    pixel,
                    0));
            boolean elsewhere = random.nextDouble() < outliers;
            at[0][i] = (float) x;
            at[1][i] = (float) y;
            at[2][i] =
                    (float) (pixel[0] + noisePx * random.nextGaussian() + (elsewhere ? random.nextDouble(-20, 20) : 0));
            at[3][i] =
                    (float) (pixel[1] + noisePx * random.nextGaussian() + (elsewhere ? random.nextDouble(-20, 20) : 0));
        }
        return new FlowPair(
                new FrameStamp(0, FrameKind.INTRA, true, Double.NaN),
                new FrameStamp(Math.round(FRAME_S * 1e9), FrameKind.PREDICTED, true, Double.NaN),
                new int[n],
                at[0],
                at[1],
                at[2],
                at[3],
                new float[n]);
    }

    private static double error(PairRotation found) {
        double sum = 0;
        for (int a = 0; a < 3; a++) {
            sum += Math.pow(found.rateRadS()[a] - RATE[a], 2);
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0, 0", "0, 0.03, 0", "0, 0, 0.03", "-0.02, 0.01, 0.02", "0.01, -0.02, -0.02"})
    void shouldFindTheTurnWhereverTheCameraGoes(double x, double y, double z) {
        FlowPair pair = pair(new double[] {x, y, z}, 150, 0, 0);
        PairRotation still = Objects.requireNonNull(new RotationEstimator(CAMERA).estimate(pair));
        PairRotation found = Objects.requireNonNull(new EpipolarEstimator(CAMERA).estimate(pair, still));
        assertArrayEquals(RATE, found.rateRadS(), 1e-3);
        assertEquals(150, found.inliers());
        assertEquals(Math.round(FRAME_S * 1e9), found.toNs());
    }

    @Test
    void shouldSeeThroughNoiseAndOutliers() {
        FlowPair pair = pair(new double[] {0.03, 0.01, 0.01}, 200, 0.1, 0.2);
        PairRotation still = Objects.requireNonNull(new RotationEstimator(CAMERA).estimate(pair));
        PairRotation found = Objects.requireNonNull(new EpipolarEstimator(CAMERA).estimate(pair, still));
        assertTrue(error(found) < error(still) / 3, error(found) + " " + error(still));
        assertTrue(found.spreadRad() < still.spreadRad() / 3, found.spreadRad() + " " + still.spreadRad());
        assertTrue(found.inliers() > 140 && found.inliers() < 190, "inliers " + found.inliers());
    }

    @Test
    void shouldGiveTheSameToTheBit() {
        FlowPair pair = pair(new double[] {0.03, 0, 0}, 100, 0.2, 0.1);
        PairRotation still = Objects.requireNonNull(new RotationEstimator(CAMERA).estimate(pair));
        EpipolarEstimator estimator = new EpipolarEstimator(CAMERA);
        PairRotation once = Objects.requireNonNull(estimator.estimate(pair, still));
        PairRotation again = Objects.requireNonNull(estimator.estimate(pair, still));
        assertArrayEquals(once.rateRadS(), again.rateRadS(), 0.0);
        assertEquals(once.spreadRad(), again.spreadRad());
    }

    @Test
    void shouldGiveNothingFromTooFewPoints() {
        PairRotation still = new PairRotation(0, 1, RATE, 1e-3, 19, 19);
        EpipolarEstimator estimator = new EpipolarEstimator(CAMERA);
        assertNull(estimator.estimate(pair(new double[] {0.03, 0, 0}, 19, 0, 0), still));
        assertNotNull(estimator.estimate(pair(new double[] {0.03, 0, 0}, 20, 0, 0), still));
    }
}
