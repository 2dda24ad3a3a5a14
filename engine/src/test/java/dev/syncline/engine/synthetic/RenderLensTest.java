package dev.syncline.engine.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.synthetic.LensSpec.Projection;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderLensTest {
    private static final double[][] POINTS = {{0.3, -0.2, 1.0}, {-0.7, 0.45, 1.0}, {0.05, 0.6, 0.9}};

    private static LensSpec lens(Projection projection, Double... distortion) {
        return new LensSpec(projection, 640, 360, 400, 331, 175, List.of(distortion));
    }

    /** Numbers from OpenCV 5.0's projectPoints. */
    @Test
    void shouldProjectThroughADistortedPinholeAsOpenCvDoes() {
        double[][] expected = {{449.71896, 95.86616}, {63.432885, 347.0747025}, {352.45784907449746, 433.4429543260682}
        };
        check(lens(Projection.PINHOLE, -0.08, 0.02, 0.0005, -0.0004), expected);
    }

    /** Numbers from OpenCV 5.0's fisheye::projectPoints. */
    @Test
    void shouldProjectThroughAFisheyeAsOpenCvDoes() {
        double[][] expected = {
            {446.4313139874348, 98.04579067504346},
            {95.67358176446018, 326.2812688657042},
            {350.7007245073707, 411.4086940884483}
        };
        check(lens(Projection.FISHEYE, 0.02, -0.01, 0.003, 0.001), expected);
    }

    private static void check(LensSpec spec, double[][] expected) {
        CameraModel lens = spec.model();
        double[] pixel = new double[2];
        double[] bearing = new double[3];
        for (int i = 0; i < POINTS.length; i++) {
            double[] p = POINTS[i];
            assertTrue(lens.project(p[0], p[1], p[2], pixel, 0));
            assertArrayEquals(expected[i], pixel, 1e-9);
            lens.bearing(pixel[0], pixel[1], bearing, 0);
            double norm = Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
            for (int k = 0; k < 3; k++) {
                assertEquals(p[k] / norm, bearing[k], 1e-12);
            }
        }
    }
}
