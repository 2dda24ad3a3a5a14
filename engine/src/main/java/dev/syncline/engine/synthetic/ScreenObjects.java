package dev.syncline.engine.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Textured blocks that belong to the picture and not to the world, such as a car's bonnet or people who walk along: some
 * stay where they are, some wander. They hide what is behind them.
 */
final class ScreenObjects {
    private static final int TILE = 256;
    // Middles of the blocks in shares of the picture, spread so that blocks of the largest size hardly overlap.
    private static final double[][] PLACES = {{0.2, 0.27}, {0.77, 0.25}, {0.5, 0.55}, {0.2, 0.8}, {0.8, 0.77}};

    private record Block(
            HarmonicSum x, HarmonicSum y, double halfWidthPx, double halfHeightPx, double tileX, double tileY) {}

    private final List<Block> blocks;
    private final MipTile tile;

    private ScreenObjects(List<Block> blocks, MipTile tile) {
        this.blocks = blocks;
        this.tile = tile;
    }

    /** Blocks that cover a share of a picture; none where the share is 0. */
    static ScreenObjects covering(double share, int widthPx, int heightPx, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0xB10C5L);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; share > 0 && i < PLACES.length; i++) {
            double areaPx = share * widthPx * heightPx / PLACES.length;
            double aspect = (double) widthPx / heightPx * (0.75 + 0.5 * random.nextDouble());
            double halfHeightPx = Math.sqrt(areaPx / aspect) / 2;
            // Pixels a second: as fast as the picture of a scene under an unsteady hand.
            double wander = i % 2 == 0 ? 0 : 0.08 * widthPx;
            blocks.add(new Block(
                    HarmonicSum.band(random, 0.2, 1, 3, wander).plus(HarmonicSum.constant(PLACES[i][0] * widthPx)),
                    HarmonicSum.band(random, 0.2, 1, 3, wander / 2).plus(HarmonicSum.constant(PLACES[i][1] * heightPx)),
                    halfHeightPx * aspect,
                    halfHeightPx,
                    random.nextDouble() * TILE,
                    random.nextDouble() * TILE));
        }
        LatticeNoise noise = new LatticeNoise(seed + 5);
        return new ScreenObjects(List.copyOf(blocks), MipTile.painted(TILE, (u, v) -> {
            double cell = noise.at((int) (u * 24), (int) (v * 24), 1);
            return 30 + 130 * cell + 70 * noise.tiledOctaves(u, v, 32, 2, 0.5);
        }));
    }

    /**
     * Paints what the blocks cover of one line of the picture.
     *
     * @param line the line's luma so far, pixel after pixel
     * @param at the row's or the column's number
     * @param column whether the line is a column
     */
    void paint(double[] line, int at, boolean column, double videoS) {
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            double x = block.x.value(videoS);
            double y = block.y.value(videoS);
            double off = at + 0.5 - (column ? x : y);
            if (Math.abs(off) > (column ? block.halfWidthPx : block.halfHeightPx)) {
                continue;
            }
            double middle = column ? y : x;
            double half = column ? block.halfHeightPx : block.halfWidthPx;
            int from = Math.max(0, (int) Math.ceil(middle - half - 0.5));
            int to = Math.min(line.length - 1, (int) Math.floor(middle + half - 0.5));
            for (int i = from; i <= to; i++) {
                double along = i + 0.5 - middle;
                double u = column ? off : along;
                double v = column ? along : off;
                line[i] = tile.luma(block.tileX + u, block.tileY + v);
            }
        }
    }
}
