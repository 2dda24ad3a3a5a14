package dev.syncline.engine.sync.flow;

import java.util.Arrays;

/** Points that are alive, as parallel arrays, px with the first pixel's centre at (0, 0). */
public final class PointSet {
    private int[] id;
    private float[] xy; // (n, 2)
    private int size;

    /**
     * No points.
     *
     * @param capacity room before it grows
     */
    public PointSet(int capacity) {
        id = new int[capacity];
        xy = new float[2 * capacity];
    }

    /** {@return number of points} */
    public int size() {
        return size;
    }

    /**
     * {@return number of a track}
     *
     * @param i index of the point, below {@link #size()}
     */
    public int id(int i) {
        return id[i];
    }

    /**
     * {@return column of a point, px}
     *
     * @param i index of the point, below {@link #size()}
     */
    public float x(int i) {
        return xy[2 * i];
    }

    /**
     * {@return row of a point, px}
     *
     * @param i index of the point, below {@link #size()}
     */
    public float y(int i) {
        return xy[2 * i + 1];
    }

    /** {@return float[2 * size]: x, y, x, y, …} A copy. */
    public float[] interleaved() {
        return Arrays.copyOf(xy, 2 * size);
    }

    /** Removes all points. */
    public void clear() {
        size = 0;
    }

    /**
     * Adds a point at the end.
     *
     * @param newId number of its track
     * @param x column, px
     * @param y row, px
     */
    public void add(int newId, float x, float y) {
        if (size == id.length) {
            id = Arrays.copyOf(id, 2 * size + 1);
            xy = Arrays.copyOf(xy, 4 * size + 2);
        }
        id[size] = newId;
        xy[2 * size] = x;
        xy[2 * size + 1] = y;
        size++;
    }

    /**
     * {@return whether a point lies nearer than {@code distancePx} to one of the first {@code count} points}
     *
     * @param x column of the point, px
     * @param y row of the point, px
     * @param distancePx px
     * @param count at most {@link #size()}
     */
    public boolean hasNear(float x, float y, float distancePx, int count) {
        for (int i = 0; i < count; i++) {
            float dx = xy[2 * i] - x;
            float dy = xy[2 * i + 1] - y;
            if (dx * dx + dy * dy < distancePx * distancePx) {
                return true;
            }
        }
        return false;
    }
}
