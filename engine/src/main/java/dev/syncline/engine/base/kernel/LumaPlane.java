package dev.syncline.engine.base.kernel;

/**
 * Brightness of a picture, row after row. A plane may carry a border: pixels beyond its edges that repeat the nearest
 * one, so that a patch that hangs over the edge can be read like any other.
 */
public sealed interface LumaPlane permits Luma8, Luma16 {
    /** Columns without the border, px. */
    int widthPx();

    /** Rows without the border, px. */
    int heightPx();

    /** Where the first pixel inside the border is in the array. */
    int from();

    /** Elements from one row to the next. */
    int stride();

    /** Pixels beyond each edge that are there to be read. */
    int borderPx();

    /** Unsigned value of a pixel; column and row may lie in the border. */
    int at(int column, int row);

    /** Writes the border again from the outermost pixels. */
    void repeatEdges();

    /** @throws IllegalArgumentException where an array of {@code length} cannot hold such a plane */
    static void checkFits(int length, int widthPx, int heightPx, int from, int stride, int borderPx) {
        long first = from - (long) borderPx * stride - borderPx;
        long end = from + (heightPx - 1L + borderPx) * stride + widthPx + borderPx;
        if (widthPx < 1
                || heightPx < 1
                || borderPx < 0
                || first < 0
                || end > length
                || stride < widthPx + 2L * borderPx) {
            throw new IllegalArgumentException("a plane of " + widthPx + "x" + heightPx + " px, stride " + stride
                    + ", border " + borderPx + ", first pixel at " + from + " does not fit into " + length
                    + " elements");
        }
    }
}
