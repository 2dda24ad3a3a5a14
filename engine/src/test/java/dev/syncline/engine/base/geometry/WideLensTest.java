package dev.syncline.engine.base.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Lenses that may see behind themselves: polynomials in the angle, and the unified model. */
class WideLensTest {
    private static PolynomialFisheyeCamera polynomial(double focal, double... c) {
        return new PolynomialFisheyeCamera(848, 480, focal, 1.01 * focal, 424, 240, c);
    }

    private static UnifiedCamera unified(double focal, double xi, double... distortion) {
        return new UnifiedCamera(new PinholeCamera(848, 480, focal, 1.01 * focal, 424, 240, distortion), xi);
    }

    private static void assertRoundTrip(CameraModel camera, double x, double y) {
        double[] bearing = new double[4];
        camera.bearing(x, y, bearing, 1);
        assertEquals(1, Math.hypot(Math.hypot(bearing[1], bearing[2]), bearing[3]), 1e-12);
        double[] pixel = new double[2];
        assertTrue(camera.project(bearing[1], bearing[2], bearing[3], pixel, 0), () -> camera + " at " + x + ", " + y);
        assertArrayEquals(new double[] {x, y}, pixel, 1e-7, camera::toString);
    }

    @Property(tries = 1000)
    void shouldReturnToTheSamePixel(
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 848) double x,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 480) double y,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = .1) double a,
            @ForAll @Scale(4) @DoubleRange(min = -.03, max = .03) double b,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 3) double xi) {
        assertRoundTrip(polynomial(420, 1 + b, b, a, b / 3, a / 10, b / 100), x, y);
        assertRoundTrip(polynomial(180, 1, 0, a, 0, a / 2), x, y);
        assertRoundTrip(unified(500 * (1 + xi), xi), x, y);
        assertRoundTrip(unified(400 * (1 + xi), xi, b, a, b / 20, -b / 20, a), x, y);
    }

    /** A pinhole's tan θ, and OpenCV's fisheye, as series. */
    @Test
    void shouldAgreeWithLensesThatAreWrittenOtherwise() {
        double[] one = new double[2];
        double[] other = new double[2];
        CameraModel fisheye = new FisheyeCamera(848, 480, 420, 1.01 * 420, 424, 240, .04, -.012, .006, -.0014);
        CameraModel series = polynomial(420, 1, 0, .04, 0, -.012, 0, .006, 0, -.0014);
        for (double t = -2; t <= 2; t += .25) {
            assertTrue(fisheye.project(t, .3 * t, 1, one, 0) && series.project(t, .3 * t, 1, other, 0));
            assertArrayEquals(one, other, 1e-9);
            assertTrue(unified(420, 0).project(t, .3 * t, 1, one, 0));
            assertArrayEquals(new double[] {424 + 420 * t, 240 + 1.01 * 420 * .3 * t}, one, 1e-9);
        }
        // ξ = 1 without distortion is the stereographic picture: 2·tan(θ / 2)
        double theta = Math.toRadians(140);
        assertTrue(unified(200, 1).project(Math.sin(theta), 0, Math.cos(theta), one, 0));
        assertEquals(424 + 200 * Math.tan(theta / 2), one[0], 1e-9);
        assertEquals(200 / 2.0, unified(200, 1).focalXPx(), 1e-12);
        assertEquals(1.2 * 420, polynomial(420, 1.2).focalXPx(), 1e-12);
    }

    @Test
    void shouldDistortTheUnifiedPictureAsOpenCvDoes() {
        double x = .3;
        double y = -.2;
        double z = .5;
        double length = Math.sqrt(x * x + y * y + z * z);
        double u = x / (z + 1.4 * length);
        double v = y / (z + 1.4 * length);
        double r2 = u * u + v * v;
        double radial = 1 + .1 * r2 - .05 * r2 * r2 + .02 * r2 * r2 * r2;
        double[] pixel = new double[2];
        assertTrue(unified(900, 1.4, .1, -.05, .003, -.002, .02).project(x, y, z, pixel, 0));
        assertEquals(424 + 900 * (u * radial + 2 * .003 * u * v - .002 * (r2 + 2 * u * u)), pixel[0], 1e-9);
        assertEquals(240 + 909 * (v * radial + .003 * (r2 + 2 * v * v) - 2 * .002 * u * v), pixel[1], 1e-9);
    }

    private static boolean sees(CameraModel camera, double degrees) {
        double theta = Math.toRadians(degrees);
        return camera.project(Math.sin(theta), 0, Math.cos(theta), new double[2], 0);
    }

    @Test
    void shouldEndWhereThePictureFoldsBack() {
        // θ − 0.4 θ² grows to θ = 1.25, 71.6 degrees
        assertTrue(sees(polynomial(420, 1, -.4), 71.5));
        assertFalse(sees(polynomial(420, 1, -.4), 71.7));
        // ξ = 2 sees to cos θ = −1/2, and ξ = ½ too
        for (double xi : new double[] {2, .5}) {
            assertTrue(sees(unified(420, xi), 119.9));
            assertFalse(sees(unified(420, xi), 120.1));
        }
        assertFalse(polynomial(420, 1).project(0, 0, -1, new double[2], 0));
        assertFalse(polynomial(420, 1).project(0, 0, 0, new double[2], 0));
        // 1 / √(2² − 1) of 420 px from the middle is the edge; beyond it pixels get what the edge sees
        double edge = 420 / Math.sqrt(3);
        double[] bearing = new double[3];
        for (double beyond : new double[] {0, 5, 400}) {
            unified(420, 2).bearing(424 + edge + beyond, 240, bearing, 0);
            assertEquals(-.5, bearing[2], 1e-6);
            assertTrue(unified(420, 2).project(bearing[0], bearing[1], bearing[2], new double[2], 0));
        }
    }

    @Test
    void shouldKeepDirectionsWhenThePictureIsScaled() {
        for (CameraModel camera : new CameraModel[] {polynomial(420, 1, .02, .1), unified(900, 1.4, .1, -.05)}) {
            CameraModel half = camera.scaledTo(424, 240);
            double[] whole = new double[3];
            double[] scaled = new double[3];
            camera.bearing(700, 90, whole, 0);
            half.bearing(350, 45, scaled, 0);
            assertArrayEquals(whole, scaled, 1e-12);
            assertEquals(camera.focalXPx() / 2, half.focalXPx(), 1e-12);
            assertEquals(camera.focalYPx() * 2, camera.withFocalScaled(2).focalYPx(), 1e-12);
        }
    }

    @Test
    void shouldRejectALensThatCannotBe() {
        for (double c1 : new double[] {0, -1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> polynomial(420, c1, .1));
        }
        for (double xi : new double[] {-.001, 100.001, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> unified(420, xi));
        }
        assertEquals(4.2, unified(420, 99).focalXPx(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> polynomial(420, new double[13]));
    }

    @Property(tries = 500)
    void shouldGiveAUnitBearingWhateverTheNumbersAre(
            @ForAll @Scale(4) @DoubleRange(min = -1e5, max = 1e5) double x,
            @ForAll @Scale(4) @DoubleRange(min = -1e5, max = 1e5) double y,
            @ForAll @Scale(4) @DoubleRange(min = -5, max = 5) double a,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 100) double xi) {
        for (CameraModel camera : new CameraModel[] {polynomial(420, 1, a, -a, a), unified(420, xi, a, -a, .1, .1)}) {
            double[] b = new double[3];
            camera.bearing(x, y, b, 0);
            assertEquals(1, b[0] * b[0] + b[1] * b[1] + b[2] * b[2], 1e-9);
        }
    }
}
