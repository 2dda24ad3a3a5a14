package dev.syncline.bindings.opencv;

import java.util.Arrays;

/** Points that are alive, as parallel arrays, px with the first pixel's centre at (0, 0) as OpenCV has it. */
final class PointSet {
    private int[] id;
    private float[] xy; // (n, 2)
    private int size;

    PointSet(int capacity) {
        id = new int[capacity];
        xy = new float[2 * capacity];
    }

    int size() {
        return size;
    }

    int id(int i) {
        return id[i];
    }

    float x(int i) {
        return xy[2 * i];
    }

    float y(int i) {
        return xy[2 * i + 1];
    }

    /** float[2 * size]: x, y, x, y, … */
    float[] interleaved() {
        return Arrays.copyOf(xy, 2 * size);
    }

    void clear() {
        size = 0;
    }

    void add(int newId, float x, float y) {
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
    boolean hasNear(float x, float y, float distancePx, int count) {
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
