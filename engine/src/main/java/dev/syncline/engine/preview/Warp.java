package dev.syncline.engine.preview;

import java.util.stream.IntStream;

/** Draws a picture through a grid: between four pixels, black where the source ends. */
final class Warp {
    private static final int CELL = WarpGrid.CELL_PX;

    private Warp() {}

    /**
     * Draws.
     *
     * @param source byte[height · width], rows without padding
     * @param wide columns to draw, at most the source's
     * @param high rows to draw, at most the source's
     * @param out rows of {@code stride} bytes; the picture's first pixel at {@code from}
     */
    static void draw(
            WarpGrid grid, byte[] source, int width, int height, int wide, int high, byte[] out, int from, int stride) {
        int bands = (high + CELL - 1) / CELL;
        IntStream.range(0, bands).parallel().forEach(band -> {
            int last = Math.min(high, (band + 1) * CELL);
            for (int row = band * CELL; row < last; row++) {
                row(grid, source, width, height, wide, row, out, from + row * stride);
            }
        });
    }

    private static void row(
            WarpGrid grid, byte[] source, int width, int height, int wide, int row, byte[] out, int at) {
        int node = row / CELL * grid.columns;
        float down = (row + 0.5f - row / CELL * CELL) / CELL;
        for (int cell = 0; cell * CELL < wide; cell++) {
            int i = node + cell;
            float leftX = mix(grid.x[i], grid.x[i + grid.columns], down);
            float leftY = mix(grid.y[i], grid.y[i + grid.columns], down);
            float rightX = mix(grid.x[i + 1], grid.x[i + grid.columns + 1], down);
            float rightY = mix(grid.y[i + 1], grid.y[i + grid.columns + 1], down);
            int first = cell * CELL;
            int last = Math.min(wide, first + CELL);
            float stepX = (rightX - leftX) / CELL;
            float stepY = (rightY - leftY) / CELL;
            for (int c = first; c < last; c++) {
                float k = c - first + 0.5f;
                // Pixels have their centre at a half.
                out[at + c] = pixel(source, width, height, leftX + k * stepX - 0.5f, leftY + k * stepY - 0.5f);
            }
        }
    }

    private static float mix(float a, float b, float share) {
        return a + share * (b - a);
    }

    private static byte pixel(byte[] source, int width, int height, float x, float y) {
        // Not a number fails both.
        if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) {
            return 0;
        }
        int left = (int) x;
        int top = (int) y;
        int fx = (int) ((x - left) * 256);
        int fy = (int) ((y - top) * 256);
        int i = top * width + left;
        int above = (source[i] & 255) * (256 - fx) + (source[i + 1] & 255) * fx;
        int below = (source[i + width] & 255) * (256 - fx) + (source[i + width + 1] & 255) * fx;
        return (byte) ((above * (256 - fy) + below * fy + 32768) >> 16);
    }
}
