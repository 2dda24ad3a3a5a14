package dev.syncline.engine.lens;

import static dev.syncline.engine.lens.RecordedMode.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How well an entry of a database fits a recording. What is known on both sides and differs in the lens or the picture's
 * shape rules an entry out; the rest is for its place among the others.
 *
 * @param entry of the database
 * @param lens 2 where the lens is the same, 1 where one side does not say
 * @param zoom 2 where the focal length is the same or the profile covers it, 1 where one side does not say
 * @param stabilisation 2 where it is the same, 1 where one side does not say, 0 where it differs
 * @param size 2 where the picture has the same size, 1 where only its shape is the same
 * @param rate 2 where the frame rate is the same, 1 where the profile does not say, 0 where it differs
 */
record LensRank(LensEntry entry, int lens, int zoom, int stabilisation, int size, int rate) {
    /** Best first; of two that fit alike the one that the makers vouch for. */
    static final Comparator<LensRank> BEST_FIRST = Comparator.<LensRank>comparingInt(LensRank::lens)
            .thenComparingInt(LensRank::zoom)
            .thenComparingInt(LensRank::stabilisation)
            .thenComparingInt(LensRank::size)
            .thenComparingInt(LensRank::rate)
            .reversed()
            .thenComparingInt(rank -> rank.entry().official() ? 0 : 1)
            .thenComparing(rank -> rank.entry().file())
            .thenComparingInt(rank -> rank.entry().setting());

    private static final double SAME_RATE = 0.005;
    private static final double SAME_ZOOM = 0.03;
    /** Shorter names of models, such as RunCam's "6", belong to many makers. */
    private static final int LEAST_MODEL = 4;

    /** The folder of phones in Gyroflow's database. */
    private static final Pattern PHONES = Pattern.compile("(?i)(^|/)mobile phones/");

    /** How an entry fits; null where it is of another camera, another lens or another shape of picture. */
    static @Nullable LensRank of(LensEntry entry, RecordedMode mode) {
        if (entry.fault() != null
                || !isSameCamera(entry, mode)
                || !LensProfileReader.isSameShape(entry.widthPx(), entry.heightPx(), mode.widthPx(), mode.heightPx())) {
            return null;
        }
        int lens = ofLens(entry, mode.lens());
        int zoom = ofZoom(entry, mode.focalLengthMm());
        if (lens == 0 || zoom == 0) {
            return null;
        }
        boolean sameSize = entry.widthPx() == mode.widthPx() && entry.heightPx() == mode.heightPx();
        return new LensRank(
                entry,
                lens,
                zoom,
                ofStabilisation(entry, mode.stabilisation()),
                sameSize ? 2 : 1,
                ofRate(entry, mode.fps()));
    }

    /**
     * Whether nothing is known to differ and all that matters is known to agree.
     *
     * @param oneLens whether the camera has but one lens, so that it need not be named
     */
    boolean isExact(boolean oneLens) {
        return (lens == 2 || oneLens) && zoom == 2 && stabilisation > 0 && size == 2 && rate == 2 && !entry.varies();
    }

    /**
     * Whether the profile names no lens and no setting of it, as where there is but one, or its focal length tells. One that
     * names its lens was made with that, which says nothing of what a recording was made with; and phones have several,
     * named or not.
     */
    boolean needsNoName() {
        return (entry.focalFromMm() > 0 && zoom == 2)
                || (lensName(entry).isBlank() && !PHONES.matcher(entry.file()).find());
    }

    private static String lensName(LensEntry entry) {
        return entry.lens().replaceFirst(" / .*$", "");
    }

    /** Whether another entry fits as well as this one. */
    boolean fitsLike(LensRank other) {
        return lens == other.lens
                && zoom == other.zoom
                && stabilisation == other.stabilisation
                && size == other.size
                && rate == other.rate;
    }

    /** What does not agree, or is not known, for people. */
    List<String> doubts(RecordedMode mode, boolean oneLens) {
        List<String> doubts = new ArrayList<>();
        if (lens < 2 && !oneLens) {
            doubts.add(mode.lens() == null ? "the video does not name its lens" : "the profile does not name its lens");
        }
        if (zoom < 2) {
            doubts.add("the focal length is not known");
        }
        if (stabilisation == 0) {
            doubts.add("its stabilisation is another");
        }
        if (size < 2) {
            doubts.add("it is for pictures of " + entry.widthPx() + "x" + entry.heightPx());
        }
        if (rate < 2) {
            doubts.add(rate == 1 ? "it names no frame rate" : "it is for " + RecordedMode.shown(entry.fps()) + " fps");
        }
        if (entry.varies()) {
            doubts.add("the camera changes its crop while it records");
        }
        return doubts;
    }

    private static boolean isSameCamera(LensEntry entry, RecordedMode mode) {
        String camera = plain(mode.camera());
        String model = mode.model() == null ? "" : plain(mode.model());
        if (model.isEmpty()) {
            return false;
        }
        String own = plain(entry.brand() + entry.model());
        if (own.equals(camera) || own.equals(model)) {
            return true;
        }
        if (mode.make() == null && plain(entry.model()).equals(model) && model.length() >= LEAST_MODEL) {
            return true;
        }
        return beginsWith(entry.identifier(), camera) || beginsWith(entry.identifier(), model);
    }

    /** Whether the first words of an identifier, joined by dashes, are a camera's name. */
    private static boolean beginsWith(String identifier, String camera) {
        StringBuilder words = new StringBuilder();
        int count = 0;
        for (String word : identifier.split("-", -1)) {
            words.append(plain(word));
            count += word.isEmpty() ? 0 : 1;
            if (words.length() > camera.length()) {
                return false;
            }
            if (count >= 2
                    && words.length() == camera.length()
                    && words.toString().equals(camera)) {
                return true;
            }
        }
        return false;
    }

    private static int ofLens(LensEntry entry, @Nullable String lens) {
        String wanted = lens == null ? "" : lensWord(lens);
        String own = lensWord(lensName(entry));
        if (wanted.isEmpty()) {
            return 1;
        }
        if (own.equals(wanted)) {
            return 2;
        }
        boolean told = false;
        for (String word : entry.identifier().split("-", -1)) {
            if (lensWord(word).equals(wanted)) {
                return 2;
            }
            told |= ProfileModes.sizeAndRate(word) != null;
        }
        // An identifier names the lens in front of the picture's size.
        return own.isEmpty() && !told ? 1 : 0;
    }

    private static String lensWord(String lens) {
        return switch (plain(lens)) {
            case "superview" -> "super";
            case "hyperview" -> "hyper";
            default -> plain(lens);
        };
    }

    private static int ofZoom(LensEntry entry, double focalLengthMm) {
        if (Double.isNaN(focalLengthMm)) {
            return entry.focalFromMm() > 0 ? 1 : 2;
        }
        if (entry.focalFromMm() == 0) {
            return 1;
        }
        boolean covers = focalLengthMm > entry.focalFromMm() * (1 - SAME_ZOOM)
                && focalLengthMm < entry.focalToMm() * (1 + SAME_ZOOM);
        return covers ? 2 : 0;
    }

    private static int ofStabilisation(LensEntry entry, @Nullable String stabilisation) {
        int behind = entry.identifier().lastIndexOf('@');
        String tail =
                behind < 0 ? "" : plain(entry.identifier().substring(behind).replaceFirst("^@\\d+", ""));
        String setting = entry.lens().contains(" / ") ? plain(entry.lens().replaceFirst("^.* / ", "")) : "";
        String wanted = stabilisation == null ? "" : plain(stabilisation);
        if (wanted.isEmpty() || (tail.isEmpty() && !setting.contains("eis"))) {
            return 1;
        }
        return tail.equals(wanted) || setting.equals(wanted) ? 2 : 0;
    }

    private static int ofRate(LensEntry entry, double fps) {
        if (entry.fps() == 0) {
            return 1;
        }
        return Math.abs(entry.fps() / fps - 1) < SAME_RATE ? 2 : 0;
    }
}
