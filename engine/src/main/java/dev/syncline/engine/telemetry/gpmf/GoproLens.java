package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.geometry.AngleCamera;
import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.WarpedCamera;
import dev.syncline.engine.base.geometry.WarpedCamera.Term;
import dev.syncline.engine.base.geometry.WarpedCamera.Warp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lens that newer GoPros write into their files: {@code PYCF} and {@code POLY} (the angle as a polynomial of the radius),
 * {@code ZFOV} (the field of view over the diagonal), {@code ARUW} and {@code ARWA} (the picture's shape before and behind the
 * warp) and {@code MXCF}, {@code MAPX}, {@code MYCF}, {@code MAPY} (the warp). What they mean is told by GoPro in
 * gpmf-parser's issues 190 and 196. The radius counts in what makes the corner of the picture see half of ZFOV; so the
 * numbers of a Hero 11 agree with a calibration of that camera within 0.1 %, in HyperView and in SuperView.
 */
final class GoproLens {
    /** Real ones have at most 7 terms. */
    private static final int MOST_TERMS = 12;

    private static final int MOST_POWER = 20;
    /** The size that the lens is described at; only its shape counts. */
    private static final int WIDTH_PX = 3840;

    private static final Pattern RADIAL = Pattern.compile("r(\\d+)");
    private static final Pattern FACTOR = Pattern.compile("([xy])(\\d+)");

    private final Map<String, KlvItem> items = new HashMap<>();

    /** Takes one of the items of a device. */
    void take(KlvItem item) {
        items.putIfAbsent(item.key(), item);
    }

    /**
     * The lens; its focal length is to be held loosely, for the camera changes it while it records where it stabilises.
     *
     * @return null where these items are not all there, or make no lens that can be
     */
    @Nullable
    LensProfile lens(String name) {
        double[] polynomial = polynomial();
        double fieldOfView = Math.toRadians(number("ZFOV"));
        double shape = number("ARWA");
        double shapeBefore = number("ARUW");
        if (polynomial.length == 0 || !(fieldOfView > 0.1 && fieldOfView < Math.PI) || !isShape(shape)) {
            return null;
        }
        try {
            Warp warp = isShape(shapeBefore) ? warp() : null;
            int height = (int) Math.round(WIDTH_PX / shape);
            int heightBefore = warp != null ? (int) Math.round(WIDTH_PX / shapeBefore) : height;
            double cornerX = warp != null ? warp.xAt(0.5, 0.5) : 0.5;
            double cornerY = warp != null ? warp.yAt(0.5, 0.5) : 0.5;
            double cornerPx = Math.hypot(cornerX * WIDTH_PX, cornerY * heightBefore);
            double unitPx = cornerPx / AngleCamera.radiusOf(polynomial, fieldOfView / 2);
            CameraModel before = new AngleCamera(
                    WIDTH_PX, heightBefore, unitPx, unitPx, WIDTH_PX / 2.0, heightBefore / 2.0, polynomial);
            CameraModel camera = warp != null ? new WarpedCamera(before, WIDTH_PX, height, warp) : before;
            return new LensProfile(name, camera, null, true);
        } catch (IllegalArgumentException noLens) {
            return null;
        }
    }

    private static boolean isShape(double shape) {
        return shape > 0.2 && shape < 5;
    }

    private double number(String key) {
        KlvItem item = items.get(key);
        return item != null && item.numberCount() > 0 ? item.number(0) : Double.NaN;
    }

    /** Coefficients of r, r², …; empty where there are none, or one of r⁰. */
    private double[] polynomial() {
        KlvItem values = items.get("POLY");
        KlvItem names = items.get("PYCF");
        if (values == null || names == null) {
            return new double[0];
        }
        double[] polynomial = new double[MOST_TERMS];
        int at = 0;
        Matcher power = RADIAL.matcher(names.text());
        while (power.find() && at < values.numberCount()) {
            double value = values.number(at++);
            int n = power.group(1).length() > 2 ? MOST_TERMS + 1 : Integer.parseInt(power.group(1));
            if (!Double.isFinite(value) || ((n < 1 || n > MOST_TERMS) && value != 0)) {
                return new double[0];
            }
            if (n >= 1 && n <= MOST_TERMS) {
                polynomial[n - 1] = value;
            }
        }
        return at == 0 ? new double[0] : polynomial;
    }

    private @Nullable Warp warp() {
        List<Term> x = terms("MXCF", "MAPX");
        List<Term> y = terms("MYCF", "MAPY");
        return x.isEmpty() || y.isEmpty() ? null : new Warp(x, y);
    }

    /** Terms such as {@code x1x3x1y2}: a new one begins where the letter is the first again. */
    private List<Term> terms(String namesKey, String valuesKey) {
        KlvItem names = items.get(namesKey);
        KlvItem values = items.get(valuesKey);
        List<int[]> powers = names == null ? List.of() : powers(names.text(), namesKey.charAt(1) == 'X' ? 'x' : 'y');
        if (values == null || powers.isEmpty() || powers.size() > values.numberCount()) {
            return List.of();
        }
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < powers.size(); i++) {
            double value = values.number(i);
            if (!Double.isFinite(value) || powers.get(i)[0] > MOST_POWER || powers.get(i)[1] > MOST_POWER) {
                return List.of();
            }
            terms.add(new Term(value, powers.get(i)[0], powers.get(i)[1]));
        }
        return terms;
    }

    private static List<int[]> powers(String names, char first) {
        List<int[]> powers = new ArrayList<>();
        Matcher factor = FACTOR.matcher(names.toLowerCase(java.util.Locale.ROOT));
        while (factor.find() && powers.size() <= MOST_POWER) {
            char letter = factor.group(1).charAt(0);
            int power = factor.group(2).length() > 2 ? MOST_POWER + 1 : Integer.parseInt(factor.group(2));
            if (letter == first || powers.isEmpty()) {
                powers.add(new int[2]);
            }
            powers.getLast()[letter - 'x'] = power;
        }
        return powers;
    }
}
