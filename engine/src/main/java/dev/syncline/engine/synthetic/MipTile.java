package dev.syncline.engine.synthetic;

import java.util.stream.IntStream;

/** A square texture that repeats, with halved copies of itself for places seen from afar. */
final class MipTile {
    /** Luma of a place of the tile; {@code u, v} in [0, 1). */
    @FunctionalInterface
    interface Paint {
        /** In [0, 255]. */
        double luma(double u, double v);
    }

    private static final double STEPS = 256;

    private final int size;
    private final char[][] levels;

    private MipTile(int size, char[][] levels) {
        this.size = size;
        this.levels = levels;
    }

    /**
     * Paints a tile.
     *
     * @param size texels along an edge, a power of two
     */
    static MipTile painted(int size, Paint paint) {
        float[] luma = new float[size * size];
        IntStream.range(0, size).parallel().forEach(row -> {
            for (int column = 0; column < size; column++) {
                luma[row * size + column] = (float) paint.luma((column + 0.5) / size, (row + 0.5) / size);
            }
        });
        return of(size, luma);
    }

    /** @param luma in [0, 255], row after row, {@code size * size} */
    static MipTile of(int size, float[] luma) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a tile's size must be a power of two, got " + size);
        }
        char[][] levels = new char[Integer.numberOfTrailingZeros(size) + 1][];
        float[] level = luma;
        for (int i = 0; i < levels.length; i++) {
            levels[i] = new char[level.length];
            for (int k = 0; k < level.length; k++) {
                levels[i][k] = (char) Math.clamp((long) (level[k] * STEPS + 0.5), 0, 65_535);
            }
            level = i + 1 < levels.length ? halved(level, size >> i) : level;
        }
        return new MipTile(size, levels);
    }

    private static float[] halved(float[] from, int size) {
        int half = size / 2;
        float[] to = new float[half * half];
        for (int row = 0; row < half; row++) {
            for (int c = 0; c < half; c++) {
                int at = 2 * row * size + 2 * c;
                to[row * half + c] = (from[at] + from[at + 1] + from[at + size] + from[at + size + 1]) / 4;
            }
        }
        return to;
    }

    /** A coordinate in texels of the full size as {@link #sample} takes it: 16 bits of fraction, wrapped. */
    static int fixed(double texels) {
        return (int) (long) (texels * 65_536);
    }

    /** Luma at a place, in [0, 255]; coordinates in texels of the full size, which repeat. */
    double luma(double x, double y) {
        return sample(fixed(x), fixed(y), 0) / STEPS;
    }

    /** A number of {@link #sample} as luma. */
    static double luma(double sample) {
        return sample / STEPS;
    }

    /**
     * A texture value, 256 to a step of luma. In whole numbers, since this is where rendering spends its time.
     *
     * @param x,y from {@link #fixed}; the tile repeats
     * @param level which copy; 0 is the full size
     */
    int sample(int x, int y, int level) {
        int shift = Math.min(level, levels.length - 1);
        char[] texels = levels[shift];
        int edge = size >> shift;
        int mask = edge - 1;
        int tx = (x >> shift) - 0x8000;
        int ty = (y >> shift) - 0x8000;
        int fx = (tx >> 4) & 0xFFF;
        int fy = (ty >> 4) & 0xFFF;
        int x0 = (tx >> 16) & mask;
        int x1 = (x0 + 1) & mask;
        int y0 = ((ty >> 16) & mask) * edge;
        int y1 = (y0 + edge) & (edge * edge - 1);
        int top = ((texels[y0 + x0] << 12) + fx * (texels[y0 + x1] - texels[y0 + x0])) >> 12;
        int bottom = ((texels[y1 + x0] << 12) + fx * (texels[y1 + x1] - texels[y1 + x0])) >> 12;
        return ((top << 12) + fy * (bottom - top)) >> 12;
    }
}
