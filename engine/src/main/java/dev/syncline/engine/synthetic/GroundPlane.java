package dev.syncline.engine.synthetic;

/**
 * A textured plane under the camera, which melts into the far sphere before it would flicker: whole up to 18 heights
 * away, gone at 36. Seen at a slant it is averaged along the line of sight.
 */
final class GroundPlane {
    static final double WHOLE_DOWN = 1 / 18.0;
    private static final double GONE_DOWN = 1 / 36.0;
    private static final int TAPS = 4;

    private final MipTile tile;
    private final double heightM;
    private final double texelsPerM;
    private final double pixelRad;

    /**
     * @param heightM how far below world y = 0 it lies, m
     * @param texelM size of a texel on the ground, m
     * @param pixelRad angle that a pixel in the middle of the picture covers, rad
     */
    GroundPlane(MipTile tile, double heightM, double texelM, double pixelRad) {
        this.tile = tile;
        this.heightM = heightM;
        this.texelsPerM = 1 / texelM;
        this.pixelRad = pixelRad;
    }

    /** How much of a direction's light comes from the ground, in [0, 1]. */
    static double share(double down) {
        if (down <= GONE_DOWN) {
            return 0;
        }
        if (down >= WHOLE_DOWN) {
            return 1;
        }
        double f = (down - GONE_DOWN) / (WHOLE_DOWN - GONE_DOWN);
        return f * f * (3 - 2 * f);
    }

    /**
     * Luma where a line of sight meets the ground, in [0, 255].
     *
     * @param camera position in the world, m
     * @param x,y,z unit direction in the world, {@code y > 0}
     */
    double luma(double[] camera, double x, double y, double z) {
        double range = (heightM - camera[1]) / y;
        double tx = (camera[0] + range * x) * texelsPerM;
        double ty = (camera[2] + range * z) * texelsPerM;
        double across = range * pixelRad * texelsPerM;
        double along = across / y;
        // The taps share the long side of the pixel's footprint; each covers what is left, at least its short side.
        double footprint = Math.max(across, along / TAPS);
        double flat = Math.sqrt(Math.max(1e-12, 1 - y * y));
        double stepX = along / TAPS * x / flat;
        double stepY = along / TAPS * z / flat;
        int level = footprint <= 1 ? 0 : Math.getExponent(footprint);
        double blend = footprint <= 1 ? 0 : Math.scalb(footprint, -level) - 1;
        int coarseShare = (int) (256 * blend);
        int sum = 0;
        double first = -(TAPS - 1) / 2.0;
        int u = MipTile.fixed(tx + first * stepX);
        int v = MipTile.fixed(ty + first * stepY);
        int du = MipTile.fixed(stepX);
        int dv = MipTile.fixed(stepY);
        for (int tap = 0; tap < TAPS; tap++) {
            int fine = tile.sample(u, v, level);
            int coarse = coarseShare > 0 ? tile.sample(u, v, level + 1) : fine;
            sum += (fine << 8) + coarseShare * (coarse - fine);
            u += du;
            v += dv;
        }
        return MipTile.luma(sum / (256.0 * TAPS));
    }
}
