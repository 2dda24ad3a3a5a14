package dev.syncline.engine.base.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class CameraModelTest {
    private static final double[][] DIRECTIONS = {{.3, -.2, 1}, {-.6, .35, 1}, {.05, .4, 1}};

    private static final CameraModel BARREL =
            new PinholeCamera(848, 480, 520, 515, 424, 240, -.28, .07, .001, -.0005, .002);
    private static final CameraModel RATIONAL =
            new PinholeCamera(848, 480, 520, 515, 424, 240, .12, -.05, .0008, .0011, .01, .3, -.02, .001);
    private static final CameraModel FISHEYE =
            new FisheyeCamera(848, 480, 520, 515, 424, 240, .04, -.012, .006, -.0014);

    /** The values are those of OpenCV's projectPoints. */
    @Test
    void shouldProjectAsOpenCvDoes() {
        assertProjects(BARREL, new double[][] {
            {574.363833464, 140.765948418}, {148.46556819425, 399.3589649695078}, {448.8425325078125, 437.2477335234375}
        });
        assertProjects(RATIONAL, new double[][] {
            {576.5397078250285, 139.3873367565517},
            {137.9127671165195, 405.6377993741903},
            {449.36824726719766, 440.325074501643}
        });
        assertProjects(FISHEYE, new double[][] {
            {574.4156931641539, 140.68707438520602},
            {147.65783265720933, 399.6496014856988},
            {448.854036526469, 436.9204432481773}
        });
    }

    private static void assertProjects(CameraModel camera, double[][] expected) {
        for (int i = 0; i < DIRECTIONS.length; i++) {
            double[] pixel = new double[2];
            assertTrue(camera.project(DIRECTIONS[i][0], DIRECTIONS[i][1], DIRECTIONS[i][2], pixel, 0));
            assertArrayEquals(expected[i], pixel, 1e-6);
        }
    }

    /** By the formula of OpenCV's documentation: s1, s2 move the columns, s3, s4 the rows. */
    @Test
    void shouldBendThePictureAsAThinPrismDoes() {
        CameraModel prism =
                new PinholeCamera(848, 480, 520, 515, 424, 240, 0, 0, 0, 0, 0, 0, 0, 0, .02, -.03, -.04, .05);
        double[] pixel = new double[2];
        for (double[] d : DIRECTIONS) {
            double r2 = d[0] * d[0] + d[1] * d[1];
            assertTrue(prism.project(d[0], d[1], 1, pixel, 0));
            assertEquals(424 + 520 * (d[0] + .02 * r2 - .03 * r2 * r2), pixel[0], 1e-9);
            assertEquals(240 + 515 * (d[1] - .04 * r2 + .05 * r2 * r2), pixel[1], 1e-9);
            assertRoundTrip(prism, pixel[0], pixel[1]);
            assertRoundTrip(prism.scaledTo(424, 240), pixel[0] / 2, pixel[1] / 2);
        }
        assertThrows(
                IllegalArgumentException.class, () -> new PinholeCamera(848, 480, 520, 515, 424, 240, new double[13]));
    }

    @Property(tries = 2000)
    void shouldReturnToTheSamePixelThroughAnyLens(
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 848) double x,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 480) double y,
            @ForAll @Scale(4) @DoubleRange(min = -.1, max = .3) double k1,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = .05) double k2,
            @ForAll @Scale(4) @DoubleRange(min = -.003, max = .003) double p) {
        assertRoundTrip(new PinholeCamera(848, 480, 520, 515, 424, 240, k1, k2, p, -p), x, y);
        assertRoundTrip(new PinholeCamera(848, 480, 520, 515, 430, 236, .1, 0, p, p, 0, k1 / 4, k2), x, y);
        assertRoundTrip(new PinholeCamera(848, 480, 520, 515, 424, 240, k1, k2, 0, 0, 0, 0, 0, 0, p, p, -p, p), x, y);
        assertRoundTrip(new FisheyeCamera(848, 480, 400, 405, 424, 240, k1 / 3, k2 / 5), x, y);
        assertRoundTrip(new FisheyeCamera(848, 480, 170, 170, 424, 240), x, y);
    }

    @Property(tries = 1000)
    void shouldReturnToTheSamePixelThroughRadialAndAngularPolynomials(
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 848) double x,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 480) double y,
            @ForAll @Scale(4) @DoubleRange(min = -.02, max = .3) double a,
            @ForAll @Scale(4) @DoubleRange(min = -.02, max = .1) double b) {
        for (double[] polynomial : new double[][] {
            RadialCamera.poly3(a), RadialCamera.poly5(a, b), RadialCamera.ptlens(b / 2, a / 2, b),
        }) {
            assertRoundTrip(new RadialCamera(848, 480, 520, 515, 424, 240, polynomial), x, y);
        }
        assertRoundTrip(new AngleCamera(848, 480, 420, 425, 424, 240, 1, a, b, -a / 5), x, y);
        // What a Hero 11 says of its own lens.
        assertRoundTrip(
                new AngleCamera(
                        848, 480, 743, 743, 424, 240, 1.8229533433914185, .1068095788, -.66318660974, .356310993),
                x,
                y);
    }

    /** Half the picture before the warp lies in half of the picture: the middle is kept, the sides are stretched. */
    private static final WarpedCamera.Warp SIDES = new WarpedCamera.Warp(
            List.of(
                    new WarpedCamera.Term(1.3, 1, 0),
                    new WarpedCamera.Term(-1.2, 3, 0),
                    new WarpedCamera.Term(-.1, 1, 2)),
            List.of(new WarpedCamera.Term(1.05, 0, 1), new WarpedCamera.Term(-.2, 2, 1)));

    @Property(tries = 1000)
    void shouldReturnToTheSamePixelThroughAWarp(
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 848) double x,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 480) double y) {
        CameraModel before = new FisheyeCamera(640, 480, 300, 300, 320, 240, .02, .01);
        assertRoundTrip(new WarpedCamera(before, 848, 480, SIDES), x, y);
        assertRoundTrip(new WarpedCamera(before, 1696, 960, SIDES).scaledTo(848, 480), x, y);
    }

    @Test
    void shouldWarpAsThePolynomialsSay() {
        CameraModel before = new FisheyeCamera(640, 480, 300, 310, 320, 240);
        WarpedCamera warped = new WarpedCamera(before, 800, 500, SIDES);
        double[] seen = new double[3];
        double[] expected = new double[3];
        warped.bearing(.75 * 800, .9 * 500, seen, 0);
        before.bearing(
                640 * (.5 + 1.3 * .25 - 1.2 * .25 * .25 * .25 - .1 * .25 * .4 * .4),
                480 * (.5 + 1.05 * .4 - .2 * .25 * .25 * .4),
                expected,
                0);
        assertArrayEquals(expected, seen, 1e-12);
        assertEquals(300 * 800 / (640 * 1.3), warped.focalXPx(), 1e-3);
        assertEquals(310 * 500 / (480 * 1.05), warped.focalYPx(), 1e-3);
        assertEquals(2 * warped.focalXPx(), warped.withFocalScaled(2).focalXPx(), 1e-9);
        // Beyond the stored picture nothing is seen, though the lens looks there.
        assertFalse(warped.project(2, 0, 1, new double[2], 0));
        WarpedCamera.Warp mirrored = new WarpedCamera.Warp(List.of(new WarpedCamera.Term(-1, 1, 0)), SIDES.y());
        assertThrows(IllegalArgumentException.class, () -> new WarpedCamera(before, 800, 500, mirrored));
    }

    /** Half a warp, mirrored, is no smooth one: the slope at the middle jumps in its change. */
    @Test
    void shouldMirrorAWarpThatDescribesAQuarterOfThePicture() {
        WarpedCamera.Warp quarter = new WarpedCamera.Warp(
                List.of(new WarpedCamera.Term(.9, 1, 0), new WarpedCamera.Term(-.3, 2, 0)),
                List.of(new WarpedCamera.Term(.95, 0, 1), new WarpedCamera.Term(.1, 0, 2)),
                true);
        for (double x : new double[] {-.5, -.1, 0, .1, .5}) {
            assertEquals(.9 * x - .3 * x * Math.abs(x), quarter.xAt(x, .2), 1e-15);
            assertEquals(.95 * x + .1 * x * Math.abs(x), quarter.yAt(-.2, x), 1e-15);
            assertEquals(2 * quarter.xAt(x, .2), quarter.stretched(2).xAt(x, .2), 1e-15);
            assertEquals(quarter.yAt(-.2, x), quarter.stretched(2).yAt(-.2, x), 1e-15);
        }
        CameraModel before = new FisheyeCamera(640, 480, 300, 300, 320, 240);
        for (int i = 0; i <= 20; i++) {
            assertRoundTrip(new WarpedCamera(before, 800, 500, quarter), i * 40, i * 25);
        }
    }

    @Test
    void shouldStretchTheRadiusAsProfilesSay() {
        double[] pixel = new double[2];
        double r = .5;
        assertTrue(new RadialCamera(200, 100, 100, 100, 100, 50, RadialCamera.poly3(.1)).project(r, 0, 1, pixel, 0));
        assertEquals(100 + 100 * r * (1 + .1 * r * r), pixel[0], 1e-9);
        assertTrue(
                new RadialCamera(200, 100, 100, 100, 100, 50, RadialCamera.poly5(.1, .2)).project(r, 0, 1, pixel, 0));
        assertEquals(100 + 100 * r * (1 + .1 * r * r + .2 * r * r * r * r), pixel[0], 1e-9);
        assertTrue(new RadialCamera(200, 100, 100, 100, 100, 50, RadialCamera.ptlens(.1, .2, .05))
                .project(r, 0, 1, pixel, 0));
        assertEquals(100 + 100 * r * (.1 * r * r * r + .2 * r * r + .05 * r + 1), pixel[0], 1e-9);
    }

    @Test
    void shouldEndWhereAPolynomialFoldsBack() {
        double[] pixel = new double[2];
        // r(1 - .3 r²) stops growing at r = 1.054, and 1.2 r - .4 r² at r = 1.5, an angle of .9
        CameraModel radial = new RadialCamera(848, 480, 520, 520, 424, 240, 1, 0, -.3);
        assertTrue(radial.project(1.04, 0, 1, pixel, 0));
        assertFalse(radial.project(1.07, 0, 1, pixel, 0));
        assertFalse(radial.project(0, 0, -1, pixel, 0));
        CameraModel angular = new AngleCamera(848, 480, 520, 520, 424, 240, 1.2, -.4);
        assertTrue(angular.project(Math.sin(.89), 0, Math.cos(.89), pixel, 0));
        assertFalse(angular.project(Math.sin(.91), 0, Math.cos(.91), pixel, 0));
        assertEquals(.5, AngleCamera.radiusOf(new double[] {1.2, -.4}, 1.2 * .5 - .4 * .25), 1e-12);
        assertTrue(Double.isNaN(AngleCamera.radiusOf(new double[] {1.2, -.4}, .91)));
        assertThrows(IllegalArgumentException.class, () -> new RadialCamera(848, 480, 520, 520, 424, 240, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new AngleCamera(848, 480, 520, 520, 424, 240, 0, 1));
    }

    private static void assertRoundTrip(CameraModel camera, double x, double y) {
        double[] bearing = new double[4];
        camera.bearing(x, y, bearing, 1);
        double norm = bearing[1] * bearing[1] + bearing[2] * bearing[2] + bearing[3] * bearing[3];
        assertEquals(1, norm, 1e-12);
        double[] pixel = new double[2];
        assertTrue(camera.project(bearing[1], bearing[2], bearing[3], pixel, 0), () -> camera + " at " + x + ", " + y);
        assertEquals(x, pixel[0], 1e-7, camera::toString);
        assertEquals(y, pixel[1], 1e-7, camera::toString);
    }

    @Property(tries = 1000)
    void shouldGiveAUnitBearingWhateverThePolynomialDoes(
            @ForAll @Scale(4) @DoubleRange(min = -1e5, max = 1e5) double x,
            @ForAll @Scale(4) @DoubleRange(min = -1e5, max = 1e5) double y,
            @ForAll @Scale(4) @DoubleRange(min = -5, max = 5) double k1,
            @ForAll @Scale(4) @DoubleRange(min = -50, max = 50) double k2) {
        for (CameraModel camera : new CameraModel[] {
            new PinholeCamera(848, 480, 520, 515, 424, 240, k1, k2, .01, .02, k2, k1),
            new FisheyeCamera(848, 480, 520, 515, 424, 240, k1, k2, k2, k1),
            new RadialCamera(848, 480, 520, 515, 424, 240, 1, k1, k2, k1, k2),
            new AngleCamera(848, 480, 520, 515, 424, 240, 1, k1, k2, k2, k1),
            new WarpedCamera(new FisheyeCamera(640, 480, 300, 300, 320, 240, k1, k2), 848, 480, SIDES)
        }) {
            double[] b = new double[3];
            camera.bearing(x, y, b, 0);
            assertEquals(1, b[0] * b[0] + b[1] * b[1] + b[2] * b[2], 1e-9);
        }
    }

    @Test
    void shouldNotSeeBehindAPinholeNorBeyondItsFold() {
        double[] pixel = new double[2];
        assertFalse(BARREL.project(0, 0, -1, pixel, 0));
        assertFalse(BARREL.project(1, 0, 0, pixel, 0));
        // k1 = -0.3 alone stops growing at a tangent of 1.054: beyond it the picture would fold back on itself
        CameraModel folding = new PinholeCamera(848, 480, 520, 520, 424, 240, -.3);
        assertTrue(folding.project(1.0, 0, 1, pixel, 0));
        assertFalse(folding.project(1.2, 0, 1, pixel, 0));
        assertArrayEquals(new double[2], new double[] {pixel[0] - (424 + 520 * .7), pixel[1] - 240}, 1e-9);
    }

    @Test
    void shouldSeeMoreThanHalfTheSphereThroughAFisheye() {
        CameraModel wide = new FisheyeCamera(1000, 1000, 250, 250, 500, 500);
        double[] pixel = new double[2];
        assertTrue(wide.project(1, 0, -.2, pixel, 0));
        assertEquals(500 + 250 * Math.atan2(1, -.2), pixel[0], 1e-9);
        double[] bearing = new double[3];
        wide.bearing(pixel[0], pixel[1], bearing, 0);
        assertEquals(-.2 / Math.hypot(1, .2), bearing[2], 1e-9);
    }

    @Test
    void shouldLookStraightAheadAtTheMiddleOfThePicture() {
        CameraModel assumed = PinholeCamera.ofAssumedFieldOfView(1920, 1080);
        assertEquals(1536, assumed.focalXPx());
        for (CameraModel camera : new CameraModel[] {assumed, FISHEYE}) {
            double[] bearing = new double[3];
            camera.bearing(camera.widthPx() / 2.0, camera.heightPx() / 2.0, bearing, 0);
            assertArrayEquals(new double[] {0, 0, 1}, bearing, 1e-12);
        }
    }

    @Test
    void shouldKeepDirectionsWhenThePictureIsScaled() {
        for (CameraModel camera : new CameraModel[] {BARREL, RATIONAL, FISHEYE}) {
            CameraModel half = camera.scaledTo(424, 240);
            assertEquals(260, half.focalXPx(), 1e-12);
            double[] whole = new double[3];
            double[] scaled = new double[3];
            camera.bearing(700, 90, whole, 0);
            half.bearing(350, 45, scaled, 0);
            assertArrayEquals(whole, scaled, 1e-12);
            assertEquals(1040, camera.withFocalScaled(2).focalXPx(), 1e-12);
        }
    }

    @Test
    void shouldRejectALensThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new PinholeCamera(0, 480, 520, 515, 424, 240));
        assertThrows(IllegalArgumentException.class, () -> new PinholeCamera(848, 480, -520, 515, 424, 240));
        assertThrows(IllegalArgumentException.class, () -> new FisheyeCamera(848, 480, 520, 515, Double.NaN, 240));
        assertThrows(
                IllegalArgumentException.class, () -> new FisheyeCamera(848, 480, 520, 515, 424, 240, 1, 2, 3, 4, 5));
    }
}
