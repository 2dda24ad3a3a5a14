package dev.syncline.engine.sync.flow;

import java.util.Arrays;

/** Points that are alive, as parallel arrays, px with the first pixel's centre at (0, 0). */
public final class PointSet {
    private int[] id;
    private float[] xy; // (n, 2)
    private int size;

    /** No points; room for {@code capacity} before it grows. */
    public PointSet(int capacity) {
        id = new int[capacity];
        xy = new float[2 * capacity];
    }

    /** Number of points. */
    public int size() {
        return size;
    }

    /** Number of a track. */
    public int id(int i) {
        return id[i];
    }

    /** Column of a point, px. */
    public float x(int i) {
        return xy[2 * i];
    }

    /** Row of a point, px. */
    public float y(int i) {
        return xy[2 * i + 1];
    }

    /** float[2 * size]: x, y, x, y, … */
    public float[] interleaved() {
        return Arrays.copyOf(xy, 2 * size);
    }

    /** Removes all points. */
    public void clear() {
        size = 0;
    }

    /** Adds a point at the end. */
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

    /** Whether a point lies nearer than {@code distancePx} to one of the first {@code count} points. */
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
