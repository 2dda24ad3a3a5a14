package dev.syncline.engine.sync.flow.klt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.base.kernel.ScalarImageKernels;
import dev.syncline.engine.base.kernel.VectorImageKernels;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.TrackFault;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of known brightness at every real place, so that a shift is exact. */
class KltFlowTest {
    private static final int WIDTH_PX = 200;
    private static final int HEIGHT_PX = 150;
    private static final FlowSettings SETTINGS = FlowSettings.DEFAULT;
    private static final ImageKernels[] LANES = {new ScalarImageKernels(), new VectorImageKernels()};

    private static double waves(double x, double y) {
        return 128
                + 30 * Math.sin(0.31 * x + 0.17 * y)
                + 30 * Math.sin(-0.13 * x + 0.29 * y + 1)
                + 25 * Math.sin(0.07 * x + 0.05 * y + 2)
                + 25 * Math.sin(-0.043 * x + 0.06 * y);
    }

    private static byte[] picture(DoubleBinaryOperator luma) {
        byte[] pixels = new byte[WIDTH_PX * HEIGHT_PX];
        for (int y = 0; y < HEIGHT_PX; y++) {
            for (int x = 0; x < WIDTH_PX; x++) {
                pixels[y * WIDTH_PX + x] = (byte) Math.clamp(Math.round(luma.applyAsDouble(x, y)), 0, 255);
            }
        }
        return pixels;
    }

    private record Followed(float x, float y, float faultPx, TrackFault fault) {}

    private static Followed follow(
            ImageKernels kernels, DoubleBinaryOperator first, DoubleBinaryOperator second, float x, float y) {
        LumaPyramid from = new LumaPyramid(kernels, 3);
        LumaPyramid to = new LumaPyramid(kernels, 3);
        from.build(picture(first), WIDTH_PX, HEIGHT_PX);
        to.build(picture(second), WIDTH_PX, HEIGHT_PX);
        float[] end = new float[2];
        float[] faultPx = new float[1];
        TrackFault[] fault = new TrackFault[1];
        new KltFlow(kernels, SETTINGS).follow(from, to, 1, new float[] {x, y}, end, faultPx, fault);
        return new Followed(end[0], end[1], faultPx[0], fault[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 11, 37})
    void shouldFollowPatchesOfOtherSizes(int windowPx) {
        FlowSettings settings = new FlowSettings(300, 20, 12, 10f, windowPx, 3, 0.5f);
        for (ImageKernels kernels : LANES) {
            LumaPyramid from = new LumaPyramid(kernels, 3);
            LumaPyramid to = new LumaPyramid(kernels, 3);
            from.build(picture(KltFlowTest::waves), WIDTH_PX, HEIGHT_PX);
            to.build(picture((x, y) -> waves(x - 0.7, y + 0.4)), WIDTH_PX, HEIGHT_PX);
            float[] end = new float[2];
            TrackFault[] fault = new TrackFault[1];
            new KltFlow(kernels, settings).follow(from, to, 1, new float[] {101.3f, 74.6f}, end, new float[1], fault);
            assertEquals(TrackFault.NONE, fault[0], kernels.name());
            assertEquals(102, end[0], 0.03, kernels.name());
            assertEquals(74.2, end[1], 0.03, kernels.name());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.1, 0.9", "0.25, -0.25", "-0.5, 0.5", "3.7, -2.2", "-11.3, 6.6", "17.9, 9.1"})
    void shouldFindAShiftToHundredthsOfAPixel(double dx, double dy) {
        for (ImageKernels kernels : LANES) {
            Followed f = follow(kernels, KltFlowTest::waves, (x, y) -> waves(x - dx, y - dy), 101.3f, 74.6f);
            assertEquals(TrackFault.NONE, f.fault(), kernels.name());
            assertEquals(101.3 + dx, f.x(), 0.015, kernels.name());
            assertEquals(74.6 + dy, f.y(), 0.015, kernels.name());
            assertTrue(f.faultPx() < 0.02, "fault " + f.faultPx());
        }
    }

    @Test
    void shouldHaveNoBiasTowardsWholePixels() {
        // Bilinear sampling draws a careless tracker towards the pixels; over many shifts the mean error shows it.
        for (ImageKernels kernels : LANES) {
            double along = 0;
            for (int i = 0; i < 20; i++) {
                double shift = i / 20.0;
                Followed f = follow(kernels, KltFlowTest::waves, (x, y) -> waves(x - shift, y), 100, 75);
                along += (f.x() - 100 - shift) * (shift < 0.5 ? 1 : -1);
                assertEquals(100 + shift, f.x(), 0.01, kernels.name());
            }
            assertEquals(0, along / 20, 0.002, kernels.name());
        }
    }

    @Test
    void shouldNotTakeATurnForAShift() {
        double turn = 0.03;
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        for (ImageKernels kernels : LANES) {
            LumaPyramid from = new LumaPyramid(kernels, 3);
            LumaPyramid to = new LumaPyramid(kernels, 3);
            from.build(picture(KltFlowTest::waves), WIDTH_PX, HEIGHT_PX);
            to.build(
                    picture((x, y) ->
                            waves(100 + cos * (x - 100) + sin * (y - 75), 75 - sin * (x - 100) + cos * (y - 75))),
                    WIDTH_PX,
                    HEIGHT_PX);
            int n = 8 * 6;
            float[] start = new float[2 * n];
            for (int i = 0; i < n; i++) {
                start[2 * i] = 25 + 21 * (i % 8);
                start[2 * i + 1] = 22 + 21 * (i / 8);
            }
            float[] end = new float[2 * n];
            TrackFault[] fault = new TrackFault[n];
            new KltFlow(kernels, SETTINGS).follow(from, to, n, start, end, new float[n], fault);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                assertEquals(TrackFault.NONE, fault[i]);
                double u = start[2 * i] - 100;
                double v = start[2 * i + 1] - 75;
                sum += Math.hypot(end[2 * i] - 100 - cos * u + sin * v, end[2 * i + 1] - 75 - sin * u - cos * v);
            }
            // By shifts alone the mean error is above a tenth of a pixel.
            assertTrue(sum / n < 0.03, kernels.name() + " mean error " + sum / n);
        }
    }

    @Test
    void shouldSayWhyAPointWasLost() {
        for (ImageKernels kernels : LANES) {
            assertEquals(
                    TrackFault.TOO_FLAT,
                    follow(kernels, (x, y) -> 90, (x, y) -> 90, 100, 75).fault());
            // One slope everywhere: where the point is along it cannot be known.
            assertEquals(
                    TrackFault.TOO_FLAT,
                    follow(kernels, (x, y) -> 90 + 0.5 * x, (x, y) -> 90 + 0.5 * x, 100, 75)
                            .fault());
            assertEquals(
                    TrackFault.LEFT_PICTURE,
                    follow(kernels, KltFlowTest::waves, (x, y) -> waves(x - 9, y), 184, 75)
                            .fault());
            // Another picture altogether.
            TrackFault fault = follow(
                            kernels,
                            KltFlowTest::waves,
                            (x, y) -> 128 + 50 * Math.sin(0.37 * x - 0.05 * y) + 50 * Math.sin(0.41 * y),
                            100,
                            75)
                    .fault();
            assertNotEquals(TrackFault.NONE, fault, kernels.name());
        }
    }

    @Test
    void shouldFollowAPointThroughALightThatGrowsBrighter() {
        for (ImageKernels kernels : LANES) {
            Followed f = follow(kernels, KltFlowTest::waves, (x, y) -> 0.97 * waves(x - 2.4, y + 1.3) + 8, 100, 75);
            assertEquals(102.4, f.x(), 0.3, kernels.name());
            assertEquals(73.7, f.y(), 0.3, kernels.name());
        }
    }

    @Test
    void shouldRefusePyramidsOfTwoSizes() {
        LumaPyramid from = new LumaPyramid(LANES[0], 1);
        LumaPyramid to = new LumaPyramid(LANES[0], 1);
        from.build(new byte[100 * 50], 100, 50);
        to.build(new byte[100 * 60], 100, 60);
        KltFlow flow = new KltFlow(LANES[0], SETTINGS);
        assertThrows(
                IllegalArgumentException.class,
                () -> flow.follow(from, to, 1, new float[2], new float[2], new float[1], new TrackFault[1]));
    }
}
