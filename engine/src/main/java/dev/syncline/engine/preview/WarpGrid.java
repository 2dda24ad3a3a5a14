package dev.syncline.engine.preview;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.motion.GyroOrientation;

/**
 * Where each place of a stabilised picture is taken from, on a grid: a direction of the wanted view, turned into the camera as
 * it lay when the row was exposed that sees it, through its lens. Which row that is hangs on the answer, so it is asked three
 * times.
 */
final class WarpGrid {
    /** Pixels from node to node: lens and turning are smooth, straight lines between do. */
    static final int CELL_PX = 16;

    private static final int ROUNDS = 3;

    final int columns;
    final int rows;

    /** Where the node lies in the source, px: float[rows · columns]; NaN where the lens does not see it. */
    final float[] x;

    final float[] y;

    private final SyncedCamera camera;

    WarpGrid(SyncedCamera camera) {
        this.camera = camera;
        this.columns = camera.lens().widthPx() / CELL_PX + 2;
        this.rows = camera.lens().heightPx() / CELL_PX + 2;
        this.x = new float[rows * columns];
        this.y = new float[rows * columns];
    }

    /**
     * Fills the grid.
     *
     * @param wanted turn of the wanted view, as {@link SyncedCamera.Motion#at} gives the camera's
     * @param focalPx of the wanted view, a pinhole with its centre in the picture's
     */
    void fill(SyncedCamera.Motion motion, long frameNs, double[] wanted, double focalPx) {
        for (int row = 0; row < rows; row++) {
            fillRow(row, motion, frameNs, wanted, focalPx);
        }
    }

    private void fillRow(int row, SyncedCamera.Motion motion, long frameNs, double[] wanted, double focalPx) {
        double[] view = new double[9];
        Quaternion.toMatrix(wanted, 0, view);
        double[] pose = new double[GyroOrientation.POSE];
        double[] turn = new double[9];
        double[] pixel = new double[2];
        for (int column = 0; column < columns; column++) {
            boolean seen =
                    place(column * CELL_PX, row * CELL_PX, motion, frameNs, view, focalPx, camera, pose, turn, pixel);
            x[row * columns + column] = seen ? (float) pixel[0] : Float.NaN;
            y[row * columns + column] = seen ? (float) pixel[1] : Float.NaN;
        }
    }

    /** Writes where a place of the wanted view lies in the source; false where the lens does not see it. */
    private static boolean place(
            double u,
            double v,
            SyncedCamera.Motion motion,
            long frameNs,
            double[] view,
            double focalPx,
            SyncedCamera camera,
            double[] pose,
            double[] turn,
            double[] pixel) {
        CameraModel lens = camera.lens();
        double a = (u - lens.widthPx() / 2.0) / focalPx;
        double b = (v - lens.heightPx() / 2.0) / focalPx;
        double wx = view[0] * a + view[1] * b + view[2];
        double wy = view[3] * a + view[4] * b + view[5];
        double wz = view[6] * a + view[7] * b + view[8];
        double later = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (!motion.at(frameNs, later, 0, pose)) {
                return false;
            }
            Quaternion.toMatrix(pose, 0, turn);
            if (!lens.project(
                    turn[0] * wx + turn[3] * wy + turn[6] * wz,
                    turn[1] * wx + turn[4] * wy + turn[7] * wz,
                    turn[2] * wx + turn[5] * wy + turn[8] * wz,
                    pixel,
                    0)) {
                return false;
            }
            double px = Math.clamp(pixel[0], 0, lens.widthPx());
            double py = Math.clamp(pixel[1], 0, lens.heightPx());
            later = camera.shutter().timeOf(px, py, lens.widthPx(), lens.heightPx());
        }
        return true;
    }

    /** Share of the picture's edge that the source does not reach. */
    double edgeOutside() {
        int edge = 0;
        int outside = 0;
        for (int row = 0; row < rows - 1; row++) {
            for (int column = 0; column < columns - 1; column++) {
                boolean border = row == 0 || column == 0 || row == rows - 2 || column == columns - 2;
                if (border) {
                    edge++;
                    float px = x[row * columns + column];
                    float py = y[row * columns + column];
                    boolean inside = px >= 0
                            && py >= 0
                            && px <= camera.lens().widthPx()
                            && py <= camera.lens().heightPx();
                    outside += inside ? 0 : 1;
                }
            }
        }
        return (double) outside / edge;
    }
}
