package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.base.kernel.LumaPlane;

/**
 * Corner strength of every pixel of a picture: the smaller eigenvalue of the structure tensor (Shi and Tomasi, Good
 * Features to Track, 1994), averaged over 5×5 px. Five rows of products are kept at a time, so that all but the picture
 * and the map stays in the innermost cache.
 */
final class CornerMap {
    private static final int REACH = ImageKernels.TENSOR_REACH;
    private static final int ROWS = 2 * REACH + 1;

    private final ImageKernels kernels;
    private final int widthPx;
    private final float[] gx;
    private final float[] gy;
    private final float[][] kept = new float[3 * ROWS][];
    private final float[][] rows = new float[3 * ROWS][];

    CornerMap(ImageKernels kernels, int widthPx) {
        this.kernels = kernels;
        this.widthPx = widthPx;
        this.gx = new float[widthPx + 2 * REACH + ImageKernels.PAD];
        this.gy = new float[widthPx + 2 * REACH + ImageKernels.PAD];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new float[widthPx + ImageKernels.PAD];
        }
    }

    /** Fills a map, float[height · width], in (grey levels a pixel)². Rows beyond the edges repeat the outermost. */
    void fill(LumaPlane plane, float[] strength) {
        int height = plane.heightPx();
        int made = 0;
        for (int row = 0; row < height; row++) {
            for (; made <= Math.min(row + REACH, height - 1); made++) {
                products(plane, made);
            }
            for (int tap = 0; tap < ROWS; tap++) {
                int slot = Math.clamp(row + tap - REACH, 0, height - 1) % ROWS;
                System.arraycopy(kept, 3 * slot, rows, 3 * tap, 3);
            }
            kernels.cornerRow(rows, widthPx, strength, row * widthPx);
        }
    }

    private void products(LumaPlane plane, int row) {
        kernels.slopesRow(plane, row, gx, gy, REACH);
        for (int i = 0; i < REACH; i++) {
            gx[i] = gx[REACH];
            gy[i] = gy[REACH];
            gx[REACH + widthPx + i] = gx[REACH + widthPx - 1];
            gy[REACH + widthPx + i] = gy[REACH + widthPx - 1];
        }
        int slot = row % ROWS * 3;
        kernels.tensorRow(gx, gy, widthPx, kept[slot], kept[slot + 1], kept[slot + 2]);
    }
}
