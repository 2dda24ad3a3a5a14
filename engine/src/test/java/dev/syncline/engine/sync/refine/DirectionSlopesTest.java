package dev.syncline.engine.sync.refine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.FisheyeCamera;
import dev.syncline.engine.base.geometry.PinholeCamera;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectionSlopesTest {
    private static final List<CameraModel> LENSES = List.of(
            new PinholeCamera(848, 480, 600, 610, 420, 245),
            new PinholeCamera(848, 480, 600, 610, 420, 245, -0.25, 0.08, 1e-3, -5e-4, -0.01),
            new FisheyeCamera(848, 480, 330, 330, 420, 245, 0.05, -0.01, 0.002, -0.0005));

    @Test
    void shouldAgreeWithDifferencesOfDirections() {
        for (CameraModel lens : LENSES) {
            for (float[] p : new float[][] {{420, 245}, {10, 10}, {840, 100}, {400, 470}, {631.25f, 80.5f}}) {
                double[][] found = new double[4][6];
                new DirectionSlopes(lens).write(p[0], p[1], found[0], found[1], found[2], found[3], 3);
                double[] plus = new double[3];
                double[] minus = new double[3];
                lens.bearing(p[0] + 0.1, p[1], plus, 0);
                lens.bearing(p[0] - 0.1, p[1], minus, 0);
                close(plus, minus, 0.2, found[1], lens + " by x");
                lens.bearing(p[0], p[1] + 0.1, plus, 0);
                lens.bearing(p[0], p[1] - 0.1, minus, 0);
                close(plus, minus, 0.2, found[2], lens + " by y");
                lens.withFocalScaled(1 + 1e-4).bearing(p[0], p[1], plus, 0);
                lens.withFocalScaled(1 - 1e-4).bearing(p[0], p[1], minus, 0);
                close(plus, minus, 2e-4, found[3], lens + " by focal length");
            }
        }
    }

    private static void close(double[] plus, double[] minus, double step, double[] slope, String what) {
        for (int a = 0; a < 3; a++) {
            double expected = (plus[a] - minus[a]) / step;
            assertEquals(expected, slope[3 + a], 1e-9 + 1e-5 * Math.abs(expected), what);
        }
    }
}
