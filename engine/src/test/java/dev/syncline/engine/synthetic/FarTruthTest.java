package dev.syncline.engine.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.synthetic.LensSpec.Projection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dots on the far sphere must appear where a solver that knows nothing of the renderer says. */
class FarTruthTest {
    private static final int W = 320;
    private static final int H = 180;
    private static final SyntheticScene SKY = DotSky.scene();
    private static final LensSpec PINHOLE = LensSpec.pinhole(W, H, 260);

    private static ClipRenderer renderer(LensSpec lens, RollingShutter shutter, double exposureS, SyntheticMotion m) {
        return new ClipRenderer(
                new SyntheticCamera(lens, shutter, exposureS, 5, 1, 0, RenderRate.NTSC_30, 40), m, SKY, 1);
    }

    /** Where a dot falls: the time of a line depends on the line, so it is found by repetition. */
    private static double[] predicted(
            CameraModel lens, RollingShutter shutter, SyntheticMotion motion, double frameS, double[] dot) {
        double[] pixel = {lens.widthPx() / 2.0, lens.heightPx() / 2.0};
        double[] r = new double[9];
        for (int i = 0; i < 50; i++) {
            double share =
                    switch (shutter.direction()) {
                        case TOP_TO_BOTTOM -> pixel[1] / H - 0.5;
                        case BOTTOM_TO_TOP -> 0.5 - pixel[1] / H;
                        case LEFT_TO_RIGHT -> pixel[0] / W - 0.5;
                        case RIGHT_TO_LEFT -> 0.5 - pixel[0] / W;
                    };
            motion.cameraToWorld(frameS + shutter.readoutS() * Math.clamp(share, -1, 1), r);
            double[] seen = Rotations.apply(Rotations.transposed(r), dot);
            if (seen[2] < 0.3 || !lens.project(seen[0], seen[1], seen[2], pixel, 0)) {
                return new double[] {-1, -1};
            }
        }
        return pixel;
    }

    /** The mean of where a dot falls over an exposure that is centred on each line's time. */
    private static double[] blurred(
            CameraModel lens,
            RollingShutter shutter,
            SyntheticMotion motion,
            double frameS,
            double exposureS,
            double[] dot) {
        double[] mean = new double[2];
        for (int part = -2; part <= 2; part++) {
            double[] at = predicted(lens, shutter, motion, frameS + part * exposureS / 5, dot);
            mean[0] += at[0] / 5;
            mean[1] += at[1] / 5;
        }
        return mean;
    }

    private static void checkDots(LensSpec lens, RollingShutter shutter, double exposureS, SyntheticMotion motion) {
        ClipRenderer renderer = renderer(lens, shutter, exposureS, motion);
        int measured = 0;
        double sumX = 0;
        double sumY = 0;
        for (int frame = 0; frame < 40; frame += 13) {
            double frameS = frame * 1001.0 / 30_000;
            double[] luma = DotSky.unsigned(renderer.frame(frame));
            for (double[] dot : DotSky.directions()) {
                double[] at = blurred(lens.model(), shutter, motion, frameS, exposureS, dot);
                if (at[0] < 25 || at[0] > W - 25 || at[1] < 20 || at[1] > H - 20) {
                    continue;
                }
                double[] found = DotSky.centroid(luma, W, at[0], at[1], 9);
                assertEquals(at[0], found[0], 0.02, "x of a dot in frame " + frame + " at " + at[0] + ", " + at[1]);
                assertEquals(at[1], found[1], 0.02, "y of a dot in frame " + frame + " at " + at[0] + ", " + at[1]);
                sumX += found[0] - at[0];
                sumY += found[1] - at[1];
                measured++;
            }
        }
        assertTrue(measured >= 25, "measured only " + measured + " dots");
        assertEquals(0, sumX / measured, 0.003, "mean x error");
        assertEquals(0, sumY / measured, 0.003, "mean y error");
    }

    @ParameterizedTest
    @EnumSource(ReadoutDirection.class)
    void shouldShowEachLineAtItsOwnTime(ReadoutDirection direction) {
        checkDots(PINHOLE, new RollingShutter(0.016, direction), 0.002, SyntheticMotion.of(MotionStyle.FPV, 0.8, 5));
    }

    @Test
    void shouldShowAllLinesAtOnceWithAGlobalShutter() {
        checkDots(PINHOLE, RollingShutter.GLOBAL, 0.002, SyntheticMotion.of(MotionStyle.FPV, 0.8, 6));
    }

    @Test
    void shouldCentreALongExposureOnTheLinesTime() {
        RollingShutter shutter = new RollingShutter(0.02, ReadoutDirection.TOP_TO_BOTTOM);
        checkDots(PINHOLE, shutter, 0.012, SyntheticMotion.of(MotionStyle.HANDHELD, 1.5, 7));
    }

    @Test
    void shouldSeeThroughAFisheye() {
        LensSpec fisheye = LensSpec.distorted(Projection.FISHEYE, W, H, 230, 0.02, -0.01, 0.003, 0);
        RollingShutter shutter = new RollingShutter(0.01, ReadoutDirection.TOP_TO_BOTTOM);
        checkDots(fisheye, shutter, 0.002, SyntheticMotion.of(MotionStyle.FPV, 0.6, 8));
    }

    @Test
    void shouldSeeThroughADistortedOffCentrePinhole() {
        LensSpec lens = new LensSpec(Projection.PINHOLE, W, H, 250, 171.3, 84.2, List.of(-0.08, 0.02, 0.0005, -0.0004));
        RollingShutter shutter = new RollingShutter(0.01, ReadoutDirection.TOP_TO_BOTTOM);
        checkDots(lens, shutter, 0.002, SyntheticMotion.of(MotionStyle.HANDHELD, 1, 9));
    }

    /** Turning right must move the picture left; a sign wrong in motion and prediction alike would show here. */
    @Test
    void shouldMoveThePictureLeftWhenTheCameraTurnsRight() {
        HarmonicSum still = HarmonicSum.ZERO;
        SyntheticMotion right = new SyntheticMotion(HarmonicSum.line(0, 0.5), still, still, still, still, still);
        double[] dot = {0.12, 0, 1};
        double before = predicted(PINHOLE.model(), RollingShutter.GLOBAL, right, 0, dot)[0];
        double after = predicted(PINHOLE.model(), RollingShutter.GLOBAL, right, 0.1, dot)[0];
        assertTrue(after < before - 10);
        double[] rate = new double[3];
        right.rate(0, rate);
        assertEquals(0.5, rate[1], 1e-15); // about y, which points down
    }

    /** Two global-shutter frames: bearings of the same dots must be taken into each other by the integrated rate. */
    @Test
    void shouldTurnBetweenTwoFramesAsTheGyroSays() {
        SyntheticMotion motion = SyntheticMotion.of(MotionStyle.HANDHELD, 1.5, 11);
        ClipRenderer renderer = renderer(PINHOLE, RollingShutter.GLOBAL, 0, motion);
        double toS = 1001.0 / 30_000;
        double[] turn = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        double[] rate = new double[3];
        for (int i = 0; i < 400; i++) {
            motion.rate(toS * (i + 0.5) / 400, rate);
            double s = toS / 400;
            turn = Rotations.product(turn, Rotations.of(rate[0] * s, rate[1] * s, rate[2] * s));
        }
        double[] first = DotSky.unsigned(renderer.frame(0));
        double[] second = DotSky.unsigned(renderer.frame(1));
        double[] bearing = new double[3];
        double[] pixel = new double[2];
        int measured = 0;
        for (double[] dot : DotSky.directions()) {
            double[] at = predicted(PINHOLE.model(), RollingShutter.GLOBAL, motion, 0, dot);
            if (at[0] < 30 || at[0] > W - 30 || at[1] < 30 || at[1] > H - 30) {
                continue;
            }
            double[] found = DotSky.centroid(first, W, at[0], at[1], 9);
            PINHOLE.model().bearing(found[0], found[1], bearing, 0);
            double[] seen = Rotations.apply(Rotations.transposed(turn), bearing);
            assertTrue(PINHOLE.model().project(seen[0], seen[1], seen[2], pixel, 0));
            double[] foundNext = DotSky.centroid(second, W, pixel[0], pixel[1], 9);
            assertEquals(pixel[0], foundNext[0], 0.02);
            assertEquals(pixel[1], foundNext[1], 0.02);
            measured++;
        }
        assertTrue(measured >= 5, "measured only " + measured + " dots");
    }
}
