package dev.syncline.engine.base.kernel;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The angles of a real transform of length n whose half-length complex transform is cut in rows × columns. Each is the
 * product of two, one for all lanes and one for the place in a strip: whole tables would be as long as the signal, and
 * memory is what a long transform waits for. Made once for each shape; may be given back when memory is short.
 *
 * @param lanes e^(−2πi·row·lane/(n/2)): float[rows][2·lanes], real parts, then imaginary ones
 * @param strips e^(−2πi·row·strip·lanes/(n/2)): float[columns/lanes][rows][2]
 * @param rowCos,rowSin e^(−2πi·row·columns/n): float[rows]
 * @param columnCos,columnSin e^(−2πi·column·rows/n): float[columns]
 * @param fineCos,fineSin e^(−2πi·j/n): float[max(rows, columns)]
 */
record StripTurns(
        float[] lanes,
        float[] strips,
        float[] rowCos,
        float[] rowSin,
        float[] columnCos,
        float[] columnSin,
        float[] fineCos,
        float[] fineSin) {

    private record Shape(int rows, int columns, int lanes) {}

    private static final ConcurrentMap<Shape, SoftReference<StripTurns>> MADE = new ConcurrentHashMap<>();

    static StripTurns of(int rows, int columns, int lanes) {
        Shape shape = new Shape(rows, columns, lanes);
        SoftReference<StripTurns> reference = MADE.get(shape);
        StripTurns turns = reference == null ? null : reference.get();
        if (turns == null) {
            turns = make(rows, columns, lanes);
            MADE.put(shape, new SoftReference<>(turns));
        }
        return turns;
    }

    private static StripTurns make(int rows, int columns, int lanes) {
        long half = (long) rows * columns;
        float[] inStrip = new float[rows * 2 * lanes];
        for (int row = 0; row < rows; row++) {
            for (int lane = 0; lane < lanes; lane++) {
                double angle = -2 * Math.PI * row * lane / half;
                inStrip[row * 2 * lanes + lane] = (float) Math.cos(angle);
                inStrip[(row * 2 + 1) * lanes + lane] = (float) Math.sin(angle);
            }
        }
        float[] ofStrip = new float[columns / lanes * rows * 2];
        for (int i = 0; i < ofStrip.length / 2; i++) {
            long turn = (long) (i % rows) * (i / rows) * lanes % half;
            double angle = -2 * Math.PI * turn / half;
            ofStrip[2 * i] = (float) Math.cos(angle);
            ofStrip[2 * i + 1] = (float) Math.sin(angle);
        }
        FftTables row = angles(rows, 2.0 * rows);
        FftTables column = angles(columns, 2.0 * columns);
        FftTables fine = angles(Math.max(rows, columns), 2.0 * half);
        return new StripTurns(
                inStrip, ofStrip, row.cos(), row.sin(), column.cos(), column.sin(), fine.cos(), fine.sin());
    }

    /** e^(−2πi·j/n) for {@code 0 <= j < count}. */
    private static FftTables angles(int count, double n) {
        float[] cos = new float[count];
        float[] sin = new float[count];
        for (int j = 0; j < count; j++) {
            double angle = -2 * Math.PI * j / n;
            cos[j] = (float) Math.cos(angle);
            sin[j] = (float) Math.sin(angle);
        }
        return new FftTables(cos, sin);
    }
}
