package dev.syncline.engine.synthetic;

/** Value noise: random numbers on an integer lattice, blended smoothly between. Values in [0, 1). */
final class LatticeNoise {
    private final long seed;

    LatticeNoise(long seed) {
        this.seed = seed;
    }

    /** A random number of a lattice place, in [0, 1). */
    double at(int i, int j, int k) {
        long h = seed + i * 0x9E3779B97F4A7C15L + j * 0xC2B2AE3D27D4EB4FL + k * 0x165667B19E3779F9L;
        h = (h ^ (h >>> 31)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return (h >>> 40) * 0x1p-24;
    }

    private static double smooth(double f) {
        return f * f * (3 - 2 * f);
    }

    /** Noise in space. */
    double value(double x, double y, double z) {
        int i = (int) Math.floor(x);
        int j = (int) Math.floor(y);
        int k = (int) Math.floor(z);
        double fx = smooth(x - i);
        double fy = smooth(y - j);
        double fz = smooth(z - k);
        double low = blend(plane(i, j, k, fx), plane(i, j + 1, k, fx), fy);
        double high = blend(plane(i, j, k + 1, fx), plane(i, j + 1, k + 1, fx), fy);
        return blend(low, high, fz);
    }

    private double plane(int i, int j, int k, double fx) {
        return blend(at(i, j, k), at(i + 1, j, k), fx);
    }

    /** Noise in a plane that repeats after {@code period} in both directions, on lattice layer {@code layer}. */
    double tiled(double x, double y, int period, int layer) {
        int i = (int) Math.floor(x);
        int j = (int) Math.floor(y);
        double fx = smooth(x - i);
        double fy = smooth(y - j);
        int i0 = Math.floorMod(i, period);
        int i1 = Math.floorMod(i + 1, period);
        int j0 = Math.floorMod(j, period);
        int j1 = Math.floorMod(j + 1, period);
        double low = blend(at(i0, j0, layer), at(i1, j0, layer), fx);
        double high = blend(at(i0, j1, layer), at(i1, j1, layer), fx);
        return blend(low, high, fy);
    }

    private static double blend(double a, double b, double f) {
        return a + f * (b - a);
    }

    /** Octaves of noise in space, each twice as fine and {@code gain} times as strong; in [0, 1). */
    double octaves(double x, double y, double z, int count, double gain) {
        double sum = 0;
        double weight = 1;
        double total = 0;
        double scale = 1;
        for (int i = 0; i < count; i++) {
            sum += weight * value(x * scale + 17.3 * i, y * scale - 9.1 * i, z * scale + 5.7 * i);
            total += weight;
            weight *= gain;
            scale *= 2;
        }
        return sum / total;
    }

    /** Octaves of repeating noise; {@code x, y} in [0, 1) cover one tile, the coarsest lattice has {@code period} cells. */
    double tiledOctaves(double x, double y, int period, int count, double gain) {
        double sum = 0;
        double weight = 1;
        double total = 0;
        int cells = period;
        for (int i = 0; i < count; i++) {
            sum += weight * tiled(x * cells, y * cells, cells, i);
            total += weight;
            weight *= gain;
            cells *= 2;
        }
        return sum / total;
    }
}
