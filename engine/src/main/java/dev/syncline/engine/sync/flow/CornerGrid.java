package dev.syncline.engine.sync.flow;

import dev.syncline.engine.base.kernel.ImageKernels;
import java.util.Arrays;

/**
 * Picks new points from a map of corner strength, evenly over a grid: first the strongest of every empty cell, then a
 * second one a cell where points are still wanted, and so on. Deterministic.
 */
public final class CornerGrid {
    /** Corners weaker than this part of the strongest are not taken. */
    private static final float LEAST_OF_STRONGEST = 5e-4f;

    /** Least strength at all: slopes of about 0.57 grey levels a pixel in the weakest direction. */
    private static final float LEAST_STRENGTH = 0.325f;

    private final ImageKernels kernels = ImageKernels.active();
    private final FlowSettings settings;
    private final int widthPx;
    private final int heightPx;
    private final int marginPx;
    private final float[] strength; // (heightPx, widthPx)
    private final int[] pointsInCell; // (gridRows, gridColumns)
    private float least;

    /**
     * A grid for pictures of one size.
     *
     * @param settings the grid, the number of points and their least distance
     * @param widthPx width of the picture
     * @param heightPx height of the picture
     * @param marginPx border, px, that points keep away from
     */
    public CornerGrid(FlowSettings settings, int widthPx, int heightPx, int marginPx) {
        this.settings = settings;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.marginPx = marginPx;
        this.strength = new float[widthPx * heightPx];
        this.pointsInCell = new int[settings.gridColumns() * settings.gridRows()];
    }

    /**
     * {@return the map to be filled before each {@link #begin}: float[height * width], the smaller eigenvalue of the
     * mean structure tensor around each pixel, (grey levels a pixel)²}
     */
    public float[] strength() {
        return strength;
    }

    /** Takes the freshly filled map as a new picture without points. */
    public void begin() {
        Arrays.fill(pointsInCell, 0);
        float strongest = kernels.largest(strength, 0, strength.length);
        least = Math.max(LEAST_STRENGTH, LEAST_OF_STRONGEST * strongest);
    }

    /**
     * Says that there is a point here already: none nearer than the least distance will be picked.
     *
     * @param x column, px, the first pixel's centre at 0
     * @param y row, px, the first pixel's centre at 0
     */
    public void occupy(float x, float y) {
        int column = Math.clamp(Math.round(x), 0, widthPx - 1);
        int row = Math.clamp(Math.round(y), 0, heightPx - 1);
        pointsInCell[cellOf(column, row)]++;
        float radius = settings.minDistancePx();
        int reach = (int) Math.ceil(radius);
        for (int v = Math.max(0, row - reach); v <= Math.min(heightPx - 1, row + reach); v++) {
            for (int u = Math.max(0, column - reach); u <= Math.min(widthPx - 1, column + reach); u++) {
                if ((u - x) * (u - x) + (v - y) * (v - y) < radius * radius) {
                    strength[v * widthPx + u] = 0;
                }
            }
        }
    }

    /**
     * {@return the next points: int[n], n at most {@code wanted}, each {@code row * width + column}}
     *
     * @param wanted number of points; none are picked for 0 or less
     */
    public int[] pick(int wanted) {
        int[] picked = new int[Math.max(0, wanted)];
        int count = 0;
        int cells = pointsInCell.length;
        int rounds = 2 * ((settings.maxPoints() + cells - 1) / cells);
        for (int round = 0; round < rounds && count < wanted; round++) {
            for (int pixel : bestOfCells(round)) {
                // A neighbour cell's pick may have come too close in the meantime.
                if (count < wanted && strength[pixel] > 0) {
                    picked[count++] = pixel;
                    int row = pixel / widthPx;
                    occupy(pixel - row * widthPx, row);
                }
            }
        }
        return Arrays.copyOf(picked, count);
    }

    /** Best pixels of the cells that hold no more than {@code points} points, strongest first. */
    private int[] bestOfCells(int points) {
        long[] ranked = new long[pointsInCell.length];
        int count = 0;
        for (int cell = 0; cell < pointsInCell.length; cell++) {
            int pixel = pointsInCell[cell] <= points ? bestOf(cell) : -1;
            if (pixel >= 0) {
                // Positive floats rank as their bits do; equal ones rank by place.
                ranked[count++] = ((long) Float.floatToIntBits(strength[pixel]) << 32) | (Integer.MAX_VALUE - pixel);
            }
        }
        Arrays.sort(ranked, 0, count);
        int[] pixels = new int[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = Integer.MAX_VALUE - (int) ranked[count - 1 - i];
        }
        return pixels;
    }

    private int bestOf(int cell) {
        int columns = settings.gridColumns();
        int rows = settings.gridRows();
        int left = Math.max(marginPx, startOf(cell % columns, widthPx, columns));
        int right = Math.min(widthPx - marginPx, startOf(cell % columns + 1, widthPx, columns));
        int top = Math.max(marginPx, startOf(cell / columns, heightPx, rows));
        int bottom = Math.min(heightPx - marginPx, startOf(cell / columns + 1, heightPx, rows));
        int bestRow = -1;
        float most = least;
        for (int row = top; row < bottom; row++) {
            float largest = kernels.largest(strength, row * widthPx + left, Math.max(0, right - left));
            if (largest > most) {
                most = largest;
                bestRow = row;
            }
        }
        if (bestRow < 0) {
            return -1;
        }
        int best = bestRow * widthPx + left;
        while (strength[best] != most) {
            best++;
        }
        return best;
    }

    /** First column (or row) of a cell; {@link #cellOf} agrees with it. */
    private static int startOf(int cell, int sizePx, int cells) {
        return (cell * sizePx + cells - 1) / cells;
    }

    private int cellOf(int column, int row) {
        return row * settings.gridRows() / heightPx * settings.gridColumns()
                + column * settings.gridColumns() / widthPx;
    }
}
