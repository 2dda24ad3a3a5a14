package dev.syncline.engine.sync.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.FisheyeCamera;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowPair.FrameStamp;
import dev.syncline.engine.video.FrameKind;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationEstimatorTest {
    private static final CameraModel PINHOLE = new PinholeCamera(640, 360, 450, 450, 320, 180);
    private static final long FROM_NS = 1_000_000_000L;
    private static final double FRAME_S = 0.02;

    /**
     * Points of a far scene before and after the camera has turned.
     *
     * @param rateRadS the camera's, in its own axes
     * @param outliers share of points that go elsewhere
     * @param shiftPx where those outliers go together; with 0 each goes its own way
     */
    private static FlowPair pair(
            CameraModel camera, double[] rateRadS, int n, double noisePx, double outliers, double shiftPx, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // A still point turns against the camera.
        double[] back = Matrix3.ofRotationVector(-rateRadS[0] * FRAME_S, -rateRadS[1] * FRAME_S, -rateRadS[2] * FRAME_S)
                .rowMajor();
        float[][] at = new float[4][n];
        double[] b = new double[3];
        double[] pixel = new double[2];
        for (int i = 0; i < n; i++) {
            double x = 40 + random.nextDouble() * (camera.widthPx() - 80);
            double y = 40 + random.nextDouble() * (camera.heightPx() - 80);
            camera.bearing(x, y, b, 0);
            assertTrue(camera.project(
                    back[0] * b[0] + back[1] * b[1] + back[2] * b[2],
                    back[3] * b[0] + back[4] * b[1] + back[5] * b[2],
                    back[6] * b[0] + back[7] * b[1] + back[8] * b[2],
                    pixel,
                    0));
            if (random.nextDouble() < outliers) {
                pixel[0] += shiftPx == 0 ? random.nextDouble(-30, 30) : shiftPx;
                pixel[1] += shiftPx == 0 ? random.nextDouble(-30, 30) : shiftPx / 2;
            }
            at[0][i] = (float) x;
            at[1][i] = (float) y;
            at[2][i] = (float) (pixel[0] + noisePx * random.nextGaussian());
            at[3][i] = (float) (pixel[1] + noisePx * random.nextGaussian());
        }
        return new FlowPair(
                new FrameStamp(FROM_NS, FrameKind.INTRA, true, Double.NaN),
                new FrameStamp(FROM_NS + Math.round(FRAME_S * 1e9), FrameKind.PREDICTED, true, Double.NaN),
                new int[n],
                at[0],
                at[1],
                at[2],
                at[3],
                new float[n]);
    }

    private static PairRotation estimate(CameraModel camera, FlowPair pair) {
        return Objects.requireNonNull(new RotationEstimator(camera).estimate(pair));
    }

    @Test
    void shouldFindTheRateThatMovedThePoints() {
        for (double[] rate : new double[][] {{0, 0, 0}, {0.5, 0, 0}, {0, -0.8, 0}, {0, 0, 1.2}, {3, -2, 4}}) {
            PairRotation found = estimate(PINHOLE, pair(PINHOLE, rate, 150, 0, 0, 0, 1));
            assertArrayEquals(rate, found.rateRadS(), 1e-4);
            assertEquals(FROM_NS, found.fromNs());
            assertEquals(FROM_NS + 20_000_000L, found.toNs());
            assertEquals(150, found.points());
            assertEquals(150, found.inliers());
        }
    }

    @Test
    void shouldFindTheRateThroughAFisheye() {
        CameraModel fisheye = new FisheyeCamera(640, 480, 260, 260, 320, 240, 0.02, -0.01, 0.003, 0.001);
        double[] rate = {1.5, -2.5, 0.7};
        assertArrayEquals(
                rate, estimate(fisheye, pair(fisheye, rate, 150, 0, 0, 0, 2)).rateRadS(), 2e-4);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6, 7, 8, 9, 10})
    void shouldSeeThroughThirtyPerCentOutliersAndNoise(long seed) {
        double[] rate = {0.6, -0.9, 0.3};
        double noise = 0.2;
        PairRotation found = estimate(PINHOLE, pair(PINHOLE, rate, 200, noise, 0.3, 0, seed));
        // 140 points know x and y to noise/(f·√140) of a turn, z to a few times that; five sigmas.
        double sigma = noise / 450 / Math.sqrt(140) / FRAME_S;
        assertEquals(rate[0], found.rateRadS()[0], 5 * sigma);
        assertEquals(rate[1], found.rateRadS()[1], 5 * sigma);
        assertEquals(rate[2], found.rateRadS()[2], 5 * 4 * sigma);
        assertTrue(found.inliers() > 100 && found.inliers() < 160, "inliers " + found.inliers());
        assertEquals(noise / 450, found.spreadRad(), noise / 450);
    }

    @Test
    void shouldSeeThroughAnObjectThatMovesByItself() {
        double[] rate = {0.2, 0.5, -0.1};
        PairRotation found = estimate(PINHOLE, pair(PINHOLE, rate, 200, 0.1, 0.3, 6, 11));
        assertArrayEquals(rate, found.rateRadS(), 0.02);
    }

    @Test
    void shouldGiveTheSameToTheBit() {
        FlowPair pair = pair(PINHOLE, new double[] {0.3, 0.4, 0.5}, 120, 0.3, 0.3, 0, 12);
        PairRotation once = estimate(PINHOLE, pair);
        PairRotation again = estimate(PINHOLE, pair);
        assertArrayEquals(once.rateRadS(), again.rateRadS(), 0.0);
        assertEquals(once.spreadRad(), again.spreadRad());
        assertEquals(once.inliers(), again.inliers());
    }

    @Test
    void shouldGiveNothingFromTooFewPoints() {
        RotationEstimator estimator = new RotationEstimator(PINHOLE);
        double[] rate = {0.3, 0.4, 0.5};
        for (int n : new int[] {0, 1, 2, 11}) {
            assertNull(estimator.estimate(pair(PINHOLE, rate, n, 0, 0, 0, 13)), n + " points");
        }
        assertNotNull(estimator.estimate(pair(PINHOLE, rate, 30, 0, 0, 0, 13)));
    }

    @Test
    void shouldStayFiniteWherePointsTellLittle() {
        float[] same = new float[40];
        java.util.Arrays.fill(same, 200);
        FlowPair onePlace = new FlowPair(
                new FrameStamp(0, FrameKind.INTRA, true, Double.NaN),
                new FrameStamp(20_000_000, FrameKind.INTRA, true, Double.NaN),
                new int[40],
                same,
                same,
                same,
                same,
                new float[40]);
        PairRotation found = new RotationEstimator(PINHOLE).estimate(onePlace);
        if (found != null) {
            for (double r : found.rateRadS()) {
                assertTrue(Double.isFinite(r) && Math.abs(r) < 1e-3, "rate " + r);
            }
        }
    }
}
