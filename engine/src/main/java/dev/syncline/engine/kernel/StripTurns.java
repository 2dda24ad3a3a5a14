package dev.syncline.engine.kernel;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The angles between the two halves of a transform that is cut in two: {@code e^(−2πi·row·column/(rows·columns))} as
 * {@code [columns/lanes][rows][lanes]}, the order in which strips of columns use them. Shared like {@link FftTables}.
 */
final class StripTurns {
    private record Shape(int rows, int columns, int lanes) {}

    private static final ConcurrentMap<Shape, SoftReference<FftTables>> MADE = new ConcurrentHashMap<>();

    private StripTurns() {}

    static FftTables of(int rows, int columns, int lanes) {
        Shape shape = new Shape(rows, columns, lanes);
        SoftReference<FftTables> reference = MADE.get(shape);
        FftTables tables = reference == null ? null : reference.get();
        if (tables == null) {
            tables = make(shape);
            MADE.put(shape, new SoftReference<>(tables));
        }
        return tables;
    }

    private static FftTables make(Shape shape) {
        int n = shape.rows * shape.columns;
        float[] cos = new float[n];
        float[] sin = new float[n];
        for (int i = 0; i < n; i++) {
            int row = i / shape.lanes % shape.rows;
            int column = i / shape.lanes / shape.rows * shape.lanes + i % shape.lanes;
            double angle = -2 * Math.PI * ((long) row * column % n) / n;
            cos[i] = (float) Math.cos(angle);
            sin[i] = (float) Math.sin(angle);
        }
        return new FftTables(cos, sin);
    }
}
