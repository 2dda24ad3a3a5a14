package dev.syncline.engine.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Bright round dots on a dark far sphere at known directions, and where they are found in a picture. */
final class DotSky {
    static final double DARK = 20;
    private static final double STEP_RAD = 0.2;
    private static final double SPREAD_RAD = 0.003;
    private static final int ROWS = 4;
    // Only what lies before the camera is painted.
    private static final double PAINTED_FORWARD = 0.2;

    private DotSky() {}

    static List<double[]> directions() {
        List<double[]> all = new ArrayList<>();
        for (int row = -ROWS; row <= ROWS; row++) {
            int around = around(row);
            for (int i = 0; i < around; i++) {
                if (direction(row, i)[2] > PAINTED_FORWARD + 0.05) {
                    all.add(direction(row, i));
                }
            }
        }
        return all;
    }

    private static int around(int row) {
        return (int) (2 * Math.PI * Math.cos(row * STEP_RAD) / STEP_RAD);
    }

    private static double[] direction(int row, int i) {
        double azimuth = 2 * Math.PI * (i + 0.25) / around(row);
        double elevation = row * STEP_RAD;
        return new double[] {
            Math.cos(elevation) * Math.sin(azimuth), -Math.sin(elevation), Math.cos(elevation) * Math.cos(azimuth)
        };
    }

    static SyntheticScene scene() {
        FarSphere sphere = FarSphere.painted(1024, (dx, dy, dz) -> {
            double norm = Math.sqrt(dx * dx + dy * dy + dz * dz);
            if (dz < PAINTED_FORWARD * norm) {
                return DARK;
            }
            int row = (int) Math.rint(Math.asin(-dy / norm) / STEP_RAD);
            if (Math.abs(row) > ROWS) {
                return DARK;
            }
            double turn = Math.atan2(dx, dz) / (2 * Math.PI);
            int i = (int) Math.rint((turn < 0 ? turn + 1 : turn) * around(row) - 0.25);
            double[] dot = direction(row, i);
            double ex = dx / norm - dot[0];
            double ey = dy / norm - dot[1];
            double ez = dz / norm - dot[2];
            return DARK + 220 * Math.exp(-(ex * ex + ey * ey + ez * ez) / (2 * SPREAD_RAD * SPREAD_RAD));
        });
        return new SyntheticScene(sphere, null, ScreenObjects.covering(0, 2, 2, 0));
    }

    /** Centre of light, px, within {@code reach} of a guess. */
    static double[] centroid(double[] luma, int width, double guessX, double guessY, int reach) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = (int) guessY - reach; y <= (int) guessY + reach; y++) {
            for (int x = (int) guessX - reach; x <= (int) guessX + reach; x++) {
                double light = luma[y * width + x] - DARK;
                sum += light;
                sumX += light * (x + 0.5);
                sumY += light * (y + 0.5);
            }
        }
        return new double[] {sumX / sum, sumY / sum};
    }

    static double[] unsigned(byte[] luma) {
        double[] all = new double[luma.length];
        for (int i = 0; i < luma.length; i++) {
            all[i] = luma[i] & 0xFF;
        }
        return all;
    }
}
