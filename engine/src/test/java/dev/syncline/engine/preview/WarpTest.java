package dev.syncline.engine.preview;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarpTest {
    private static final int W = 80;
    private static final int H = 48;

    /** A camera that turns evenly about y (the camera's, down), so many rad/s, from 10 s of the log on. */
    private static SyncedCamera turning(double rateRadS, RollingShutter shutter, double offsetS) {
        int n = 400;
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            times[i] = 10_000_000_000L + i * 10_000_000L;
            rates[1][i] = (float) rateRadS;
        }
        return new SyncedCamera(
                new GyroTrack(times, rates[0], rates[1], rates[2]),
                Matrix3.IDENTITY,
                new double[3],
                new SyncTrack(List.of(new SyncTrack.Knot(0, offsetS * 1e9))),
                new LensProfile("test", PinholeCamera.ofAssumedFieldOfView(W, H), null, true).camera(),
                shutter);
    }

    private static WarpGrid grid(SyncedCamera camera, long frameNs, double[] wanted) {
        WarpGrid grid = new WarpGrid(camera);
        grid.fill(camera.over(0, 2_000_000_000L), frameNs, wanted, camera.lens().focalXPx());
        return grid;
    }

    private static double[] poseAt(SyncedCamera camera, long frameNs) {
        double[] pose = new double[7];
        assertTrue(camera.over(0, 2_000_000_000L).at(frameNs, 0, 0, pose));
        return java.util.Arrays.copyOf(pose, 4);
    }

    @Test
    void aCameraThatLiesAsWantedGivesItsOwnPicture() {
        SyncedCamera still = turning(0, RollingShutter.GLOBAL, -10);
        byte[] source = new byte[W * H];
        for (int i = 0; i < source.length; i++) {
            source[i] = (byte) (i * 37 % 251);
        }
        byte[] out = new byte[W * H];

        Warp.draw(grid(still, 1_000_000_000L, new double[] {1, 0, 0, 0}), source, W, H, W, H, out, 0, W);

        for (int row = 2; row < H - 2; row++) {
            for (int column = 2; column < W - 2; column++) {
                int at = row * W + column;
                assertEquals(source[at] & 255, out[at] & 255, 1, "row " + row + " column " + column);
            }
        }
    }

    @Test
    void aPlaceIsTakenFromWhereTheCameraSawIt() {
        // Turned right by 0.1 rad since, the camera sees what was in its middle to the left.
        SyncedCamera camera = turning(0.1, RollingShutter.GLOBAL, -10);
        double[] before = poseAt(camera, 500_000_000L);

        WarpGrid grid = grid(camera, 1_500_000_000L, before);

        int middle = grid.columns * (H / 2 / 16) + W / 2 / 16;
        int node = middle; // at column 32 of 80, row 16 of 48
        double u = Math.atan((32 - W / 2.0) / camera.lens().focalXPx());
        assertEquals(W / 2.0 + camera.lens().focalXPx() * Math.tan(u - 0.1), grid.x[node], 0.3);
    }

    @Test
    void theOffsetIsVideoMinusLog() {
        SyncedCamera late = turning(0.1, RollingShutter.GLOBAL, -10);
        SyncedCamera later = turning(0.1, RollingShutter.GLOBAL, -10.5);

        // The log's 11 s are the video's 1 s in one, and 0.5 s in the other.
        assertArrayEquals(
                turnSince(late, 600_000_000L, 1_000_000_000L), turnSince(later, 100_000_000L, 500_000_000L), 1e-6);
        assertFalseAt(later, 4_000_000_000L);
    }

    private static void assertFalseAt(SyncedCamera camera, long videoNs) {
        assertTrue(!camera.over(videoNs, videoNs + 1_000_000_000L).at(videoNs, 0, 0, new double[7]));
    }

    private static double[] turnSince(SyncedCamera camera, long fromNs, long toNs) {
        double[] a = new double[7];
        double[] b = new double[7];
        SyncedCamera.Motion motion = camera.over(0, 2_000_000_000L);
        assertTrue(motion.at(fromNs, 0, 0, a) && motion.at(toNs, 0, 0, b));
        return new double[] {2 * Math.asin(b[2]) - 2 * Math.asin(a[2])};
    }

    @Test
    void lowerRowsAreTakenWhereTheCameraLayLater() {
        RollingShutter shutter = new RollingShutter(0.1, ReadoutDirection.TOP_TO_BOTTOM);
        SyncedCamera camera = turning(1, shutter, -10);
        WarpGrid grid = grid(camera, 1_000_000_000L, poseAt(camera, 1_000_000_000L));

        double above = grid.x[W / 2 / 16];
        double below = grid.x[grid.columns * 2 + W / 2 / 16];

        // Turning right, what the lower rows see has moved left by then.
        assertTrue(below < above - 1, above + " px above, " + below + " px below");
    }
}
