package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.WarpedCamera.Term;
import dev.syncline.engine.base.geometry.WarpedCamera.Warp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Warps that cameras put over the whole picture. The numbers are those that a Hero 11 writes into its own files (GPMF
 * {@code MXCF}, {@code MAPX}, {@code MYCF}, {@code MAPY}, {@code ARUW}), as published with such a file; what they mean is
 * told by GoPro in gpmf-parser's issues 190 and 196. Before the warp SuperView is a picture of 4:3, HyperView one of 8:7.
 *
 * @param word as profiles call it
 * @param aspectBefore width over height of the picture before the warp
 * @param warp from the stored picture to the one before
 */
record DigitalLens(String word, double aspectBefore, Warp warp) {
    /** 4:3 to 16:9. */
    private static final DigitalLens SUPERVIEW = new DigitalLens(
            "gopro_superview",
            4 / 3.0,
            new Warp(
                    List.of(
                            new Term(1.2100392580032349, 1, 0),
                            new Term(-1.275840163230896, 3, 0),
                            new Term(1.7751845121383667, 5, 0)),
                    List.of(
                            new Term(0.9364505410194397, 0, 1),
                            new Term(0.4465307891368866, 0, 3),
                            new Term(-0.7683315277099609, 0, 5),
                            new Term(-0.35740867257118225, 2, 1),
                            new Term(1.1584652662277222, 2, 3),
                            new Term(0.3529347777366638, 4, 1))));
    /** 8:7 to 16:9. */
    private static final DigitalLens HYPERVIEW = new DigitalLens(
            "gopro_hyperview",
            8 / 7.0,
            new Warp(
                    List.of(
                            new Term(1.5805143117904663, 1, 0),
                            new Term(-8.166882514953613, 3, 0),
                            new Term(74.5198745727539, 5, 0),
                            new Term(-451.500244140625, 7, 0),
                            new Term(1551.292236328125, 9, 0),
                            new Term(-2735.542236328125, 11, 0),
                            new Term(1923.1572265625, 13, 0),
                            new Term(-0.10860265046358109, 1, 2)),
                    List.of(
                            new Term(1.023822546005249, 0, 1),
                            new Term(-0.10256711393594742, 0, 3),
                            new Term(-0.2639929950237274, 2, 1),
                            new Term(0.29792657494544983, 4, 1))));

    /** The one that profiles call so; null for any other. */
    static @Nullable DigitalLens of(String word) {
        for (DigitalLens lens : List.of(SUPERVIEW, HYPERVIEW)) {
            if (lens.word().equals(word)) {
                return lens;
            }
        }
        return null;
    }
}
