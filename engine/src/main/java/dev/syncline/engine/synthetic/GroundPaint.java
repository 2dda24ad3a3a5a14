package dev.syncline.engine.synthetic;

import java.util.SplittableRandom;

/** Paints a tile of ground: grass and gravel, a paved part, stones, leaves and strips. */
final class GroundPaint {
    private static final int SHAPES = 2600;

    private GroundPaint() {}

    /** A tile of {@code size} texels, a power of two; it repeats without a seam. */
    static MipTile tile(int size, double contrast, long seed) {
        LatticeNoise noise = new LatticeNoise(seed);
        float[] luma = new float[size * size];
        java.util.stream.IntStream.range(0, size).parallel().forEach(row -> {
            for (int column = 0; column < size; column++) {
                luma[row * size + column] = (float) soil(noise, (column + 0.5) / size, (row + 0.5) / size);
            }
        });
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SHAPES; i++) {
            stamp(luma, size, random);
        }
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (float) Math.clamp(128 + contrast * (luma[i] - 128), 0, 255);
        }
        return MipTile.of(size, luma);
    }

    private static double soil(LatticeNoise noise, double u, double v) {
        double broad = noise.tiledOctaves(u, v, 12, 3, 0.6) - 0.5;
        double fine = noise.tiledOctaves(u, v, 128, 3, 0.7) - 0.5;
        double paved = noise.tiledOctaves(u + 0.37, v + 0.61, 6, 2, 0.4);
        if (paved < 0.5) {
            return 112 + 170 * broad + 55 * fine;
        }
        double x = u * 64;
        double y = v * 64;
        int slabX = (int) x;
        int slabY = (int) y;
        double joint = Math.min(Math.min(x - slabX, slabX + 1 - x), Math.min(y - slabY, slabY + 1 - y));
        double slab = 150 + 60 * (noise.at(slabX, slabY, 77) - 0.5) + 12 * fine + 60 * broad;
        return joint < 0.05 ? slab - 70 : slab;
    }

    /** One shape with an edge a texel wide: a disc, a block or a strip, turned at will. */
    private static void stamp(float[] luma, int size, SplittableRandom random) {
        double unit = size / 2048.0;
        double cx = random.nextDouble() * size;
        double cy = random.nextDouble() * size;
        double kind = random.nextDouble();
        double large = Math.pow(random.nextDouble(), 3);
        double halfLong = unit * (4 + 40 * large) * (kind > 0.85 ? 3 : 1);
        double halfShort = kind > 0.85 ? unit * 4 : halfLong * (0.5 + 0.5 * random.nextDouble());
        double angle = Math.PI * random.nextDouble();
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double tone = 15 + 230 * random.nextDouble();
        double strength = 0.55 + 0.45 * random.nextDouble();
        int reach = (int) Math.ceil(Math.hypot(halfLong, halfShort)) + 1;
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                double px = Math.floor(cx) + 0.5 + dx - cx;
                double py = Math.floor(cy) + 0.5 + dy - cy;
                double a = cos * px + sin * py;
                double b = cos * py - sin * px;
                double inside = kind < 0.45
                        ? (1 - Math.hypot(a / halfLong, b / halfShort)) * halfShort
                        : Math.min(halfLong - Math.abs(a), halfShort - Math.abs(b));
                double cover = strength * Math.clamp(inside + 0.5, 0, 1);
                if (cover > 0) {
                    int at = Math.floorMod((int) cy + dy, size) * size + Math.floorMod((int) cx + dx, size);
                    luma[at] += (float) (cover * (tone - luma[at]));
                }
            }
        }
    }
}
