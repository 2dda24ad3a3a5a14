package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.WarpedCamera.Term;
import dev.syncline.engine.base.geometry.WarpedCamera.Warp;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Warps that cameras put over the whole picture. The numbers of SuperView and HyperView are those that a Hero 11 writes into
 * its own files (GPMF {@code MXCF}, {@code MAPX}, {@code MYCF}, {@code MAPY}, {@code ARUW}), as published with such a file;
 * what they mean is told by GoPro in gpmf-parser's issues 190 and 196. Those of a Hero 6 were found by Gyroflow's users, and
 * are as Gyroflow's profiles use them. Before the warp SuperView is a picture of 4:3, HyperView one of 8:7.
 *
 * @param word as profiles call it
 * @param ratio shape (width over height) of the stored picture over that of the picture before the warp
 * @param warp from the stored picture to the one before
 */
record DigitalLens(String word, double ratio, Warp warp) {
    /** Coefficients of the columns, of the rows, and the ratio. */
    private static final int GOPRO_WARP_COLUMNS = 8;

    private static final int GOPRO_WARP_NUMBERS = 15;
    private static final double LARGEST_RATIO = 2;

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
            14 / 9.0,
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

    /** How much of the picture before the warp is kept at the middle, and how much less towards the edges. */
    private static final double HERO6_MIDDLE = 0.943396;

    private static final double HERO6_SQUEEZE = 0.48;
    private static final double HERO6_SIDES = 0.157895;
    private static final double HERO6_ROWS = 0.12;

    /**
     * 4:3 to 16:9: with a = u − s·u² the column is m·(a + t·a²), multiplied out; here in widths of the 4:3 picture, so all of it
     * is multiplied by 4/3. The other half of the picture mirrors it.
     */
    private static final DigitalLens HERO6_SUPERVIEW = new DigitalLens(
            "gopro6_superview",
            4 / 3.0,
            new Warp(
                            List.of(
                                    new Term(HERO6_MIDDLE, 1, 0),
                                    new Term(HERO6_MIDDLE * (HERO6_SIDES - HERO6_SQUEEZE), 2, 0),
                                    new Term(-2 * HERO6_MIDDLE * HERO6_SIDES * HERO6_SQUEEZE, 3, 0),
                                    new Term(HERO6_MIDDLE * HERO6_SIDES * HERO6_SQUEEZE * HERO6_SQUEEZE, 4, 0)),
                            List.of(new Term(HERO6_MIDDLE, 0, 1), new Term(HERO6_MIDDLE * HERO6_ROWS, 0, 2)),
                            true)
                    .stretched(4 / 3.0));

    /**
     * The one that profiles call so; null for any other.
     *
     * @param parameters the profile's {@code digital_lens_params}
     * @throws TelemetryFormatException when these are not what it needs
     */
    static @Nullable DigitalLens of(String word, JsonNode parameters, ProfileNumbers numbers)
            throws TelemetryFormatException {
        for (DigitalLens lens : List.of(SUPERVIEW, HYPERVIEW, HERO6_SUPERVIEW)) {
            if (lens.word().equals(word)) {
                return lens;
            }
        }
        return word.equals("gopro_warp") ? goproWarp(word, parameters, numbers) : null;
    }

    /**
     * A GoPro's own warp, as telemetry-parser puts it into a profile: columns u, u³, … u¹³ and u·v², rows v, v³, v⁵, v·u², v³·u²
     * and v·u⁴, and the ratio.
     */
    private static DigitalLens goproWarp(String word, JsonNode parameters, ProfileNumbers numbers)
            throws TelemetryFormatException {
        String where = "digital_lens_params";
        if (parameters.size() < GOPRO_WARP_NUMBERS || parameters.size() > GOPRO_WARP_NUMBERS + 1) {
            throw numbers.wrong(
                    where,
                    parameters.size() + " numbers, " + word + " needs 14 coefficients and the ratio of the shapes");
        }
        double[] p = new double[GOPRO_WARP_NUMBERS];
        for (int i = 0; i < p.length; i++) {
            p[i] = numbers.number(parameters.path(i), where + "[" + i + "]");
        }
        double ratio = p[GOPRO_WARP_NUMBERS - 1];
        if (!(ratio >= 1 / LARGEST_RATIO && ratio <= LARGEST_RATIO)) {
            throw numbers.wrong(
                    where + "[14]",
                    ratio + " as the ratio of the shapes, expected " + 1 / LARGEST_RATIO + " to " + LARGEST_RATIO);
        }
        List<Term> columns = new ArrayList<>();
        for (int i = 0; i < GOPRO_WARP_COLUMNS - 1; i++) {
            columns.add(new Term(p[i], 2 * i + 1, 0));
        }
        columns.add(new Term(p[GOPRO_WARP_COLUMNS - 1], 1, 2));
        int[][] powers = {{0, 1}, {0, 3}, {0, 5}, {2, 1}, {2, 3}, {4, 1}};
        List<Term> rows = new ArrayList<>();
        for (int i = 0; i < powers.length; i++) {
            rows.add(new Term(p[GOPRO_WARP_COLUMNS + i], powers[i][0], powers[i][1]));
        }
        return new DigitalLens(word, ratio, new Warp(columns, rows));
    }

    /** Whether a picture has the shape that this one has before the warp. Profiles of {@code gopro_warp} have the stored one. */
    boolean isBefore(int widthPx, int heightPx) {
        return !word.equals("gopro_warp")
                && LensProfileReader.isSameShape((int) Math.round(widthPx * ratio), heightPx, 16, 9);
    }

    /** The warp into a picture of the stored one's size that has the one before it in its middle, as high as itself. */
    Warp inStoredSize() {
        return warp.stretched(1 / ratio);
    }
}
