package dev.syncline.engine.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spots on the ground must lie where rays of the moving camera meet the plane. */
class GroundTruthTest {
    private static final int W = 320;
    private static final int H = 180;
    private static final double FOCAL = 260;
    private static final double HEIGHT_M = 1.6;
    private static final double TEXEL_M = 0.025;
    private static final double GRID_M = 1.6; // 64 texels
    private static final double SPOT_M = 0.05;

    private static double spot(double x, double z) {
        double dx = (x / GRID_M - Math.floor(x / GRID_M) - 0.5) * GRID_M;
        double dz = (z / GRID_M - Math.floor(z / GRID_M) - 0.5) * GRID_M;
        return DotSky.DARK + 200 * Math.exp(-(dx * dx + dz * dz) / (2 * SPOT_M * SPOT_M));
    }

    @ParameterizedTest
    @EnumSource(
            value = ReadoutDirection.class,
            names = {"TOP_TO_BOTTOM", "RIGHT_TO_LEFT"})
    void shouldShowTheGroundAsACameraThatDrivesSeesIt(ReadoutDirection direction) {
        MipTile tile = MipTile.painted(512, (u, v) -> spot(u * 512 * TEXEL_M, v * 512 * TEXEL_M));
        SyntheticScene scene = new SyntheticScene(
                FarSphere.painted(16, (x, y, z) -> DotSky.DARK),
                new GroundPlane(tile, HEIGHT_M, TEXEL_M, 1 / FOCAL),
                ScreenObjects.covering(0, W, H, 0));
        SyntheticMotion motion = new SyntheticMotion(
                HarmonicSum.line(0.05, 0.3),
                HarmonicSum.constant(-0.45),
                HarmonicSum.line(-0.05, -0.2),
                HarmonicSum.line(0, 1.5),
                HarmonicSum.line(0.1, -0.5),
                HarmonicSum.line(0, 6));
        RollingShutter shutter = new RollingShutter(0.02, direction);
        ClipRenderer renderer = new ClipRenderer(
                new SyntheticCamera(LensSpec.pinhole(W, H, FOCAL), shutter, 0.001, 3, 1, 0, RenderRate.NTSC_30, 9),
                motion,
                scene,
                1);
        int measured = 0;
        for (int frame = 0; frame < 9; frame += 4) {
            double[] rendered = DotSky.unsigned(renderer.frame(frame));
            double[] expected = expected(motion, frame * 1001.0 / 30_000, direction, 0.02);
            for (int y = 70; y < H - 20; y++) {
                for (int x = 20; x < W - 20; x++) {
                    if (peak(expected, x, y)) {
                        double[] at = DotSky.centroid(expected, W, x + 0.5, y + 0.5, 14);
                        double[] found = DotSky.centroid(rendered, W, x + 0.5, y + 0.5, 14);
                        assertEquals(at[0], found[0], 0.03, "x near " + x + ", " + y);
                        assertEquals(at[1], found[1], 0.03, "y near " + x + ", " + y);
                        measured++;
                    }
                }
            }
        }
        assertTrue(measured >= 8, "measured only " + measured + " spots");
    }

    private static boolean peak(double[] luma, int x, int y) {
        double here = luma[y * W + x];
        boolean highest = here > 150;
        for (int dy = -2; dy <= 2 && highest; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                highest &= luma[(y + dy) * W + x + dx] <= here;
            }
        }
        return highest;
    }

    private static double[] expected(
            SyntheticMotion motion, double frameS, ReadoutDirection direction, double readoutS) {
        double[] luma = new double[W * H];
        double[] r = new double[9];
        double[] p = new double[3];
        for (int y = 0; y < H; y++) {
            for (int x = 0; x < W; x++) {
                double share = direction == ReadoutDirection.TOP_TO_BOTTOM ? (y + 0.5) / H - 0.5 : 0.5 - (x + 0.5) / W;
                double t = frameS + readoutS * share;
                motion.cameraToWorld(t, r);
                motion.position(t, p);
                double[] ray = Rotations.apply(r, new double[] {x + 0.5 - W / 2.0, y + 0.5 - H / 2.0, FOCAL});
                double range = (HEIGHT_M - p[1]) / ray[1];
                luma[y * W + x] = ray[1] > 0 ? spot(p[0] + range * ray[0], p[2] + range * ray[2]) : DotSky.DARK;
            }
        }
        return luma;
    }
}
