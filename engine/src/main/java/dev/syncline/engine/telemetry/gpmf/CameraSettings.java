package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.file.IsoBoxes;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a GoPro writes once for a file, into {@code moov/udta/GPMF}. Of them those that say whether the picture
 * was stabilised: {@code EISE} (Y or N), {@code EISA} (which way) and {@code HCTL} (the horizon held level); the camera
 * ({@code MINF}), its firmware ({@code FMWR}), its lens setting ({@code VFOV}, a letter), digital zoom ({@code DZOM}) and, on
 * newer ones, its lens.
 */
final class CameraSettings {
    /** Real ones hold some kilobytes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Set<String> NAMES = Set.of("EISE", "EISA", "HCTL", "MINF", "FMWR", "VFOV", "DZOM");

    private final Map<String, String> texts = new HashMap<>();
    private final List<GoproLens> lenses = new ArrayList<>();
    private long zoomSetting = -1;

    private CameraSettings() {}

    /**
     * The settings of a video.
     *
     * @return null where there are none that can be read
     * @throws IOException when the file cannot be read
     */
    static @Nullable CameraSettings read(Path video) throws IOException {
        byte[] content = IsoBoxes.content(video, MOST_BYTES, List.of("moov", "udta", "GPMF"));
        if (content == null) {
            return null;
        }
        try {
            return of(KlvCursor.of(content, String.valueOf(video.getFileName()), "camera settings"));
        } catch (TelemetryFormatException damaged) {
            System.getLogger(CameraSettings.class.getName()).log(System.Logger.Level.DEBUG, damaged.getMessage());
            return null;
        }
    }

    private static CameraSettings of(KlvCursor top) throws TelemetryFormatException {
        CameraSettings settings = new CameraSettings();
        settings.take(top, new GoproLens());
        return settings;
    }

    /** The settings stand in a stream of a device; the first of a name counts. Each device may have a lens of its own. */
    private void take(KlvCursor items, GoproLens lens) throws TelemetryFormatException {
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            if (item.type() == 0 && item.key().equals("DEVC")) {
                GoproLens own = new GoproLens();
                lenses.add(own);
                take(items.into(item), own);
            } else if (item.type() == 0) {
                take(items.into(item), lens);
            } else {
                lens.take(item);
                if (NAMES.contains(item.key())) {
                    texts.putIfAbsent(item.key(), item.text());
                } else if (item.key().equals("DZST") && item.type() == 'L' && item.numberCount() == 1) {
                    zoomSetting = zoomSetting < 0 ? (long) item.number(0) : zoomSetting;
                }
            }
        }
    }

    /**
     * What the settings say of stabilisation, for people.
     *
     * @return null where they say that there was none
     */
    @Nullable
    String stabilisation() {
        String kind = texts.getOrDefault("EISA", "");
        String horizon = texts.getOrDefault("HCTL", "");
        List<String> on = new ArrayList<>();
        if (texts.getOrDefault("EISE", "").equals("Y")) {
            on.add("electronic stabilisation "
                    + (isOff(kind) ? "was on (EISE Y)" : "'" + kind + "' was on (EISE and EISA)"));
        }
        if (!isOff(horizon)) {
            on.add("horizon control '" + horizon + "' was on (HCTL)");
        }
        return on.isEmpty() ? null : "in the camera: " + String.join(" and ", on);
    }

    /** The camera and its lens. */
    CameraFacts camera(String name) {
        String model = texts.get("MINF");
        return new CameraFacts(
                model == null ? null : "GoPro",
                model,
                texts.get("FMWR"),
                lens(texts.getOrDefault("VFOV", "")),
                stabilisationWord(),
                null,
                Double.NaN,
                ownLens(name),
                digitalZoom());
    }

    /**
     * Digital zoom ({@code DZOM}, Y or N) has a setting beside it ({@code DZST}): 0 is no zoom, 100 the most (README of
     * gpmf-parser). What a step of it enlarges is not told.
     */
    private @Nullable String digitalZoom() {
        return texts.getOrDefault("DZOM", "").equals("Y") && zoomSetting != 0
                ? "digital zoom was on (DZOM Y, DZST " + (zoomSetting < 0 ? "not said" : zoomSetting) + ")"
                : null;
    }

    /** As lens profiles call the settings that the camera has a letter for. */
    private static @Nullable String lens(String letter) {
        return switch (letter) {
            case "W" -> "wide";
            case "L" -> "linear";
            case "N" -> "narrow";
            case "M" -> "medium";
            case "S" -> "superview";
            case "H" -> "hyperview";
            default -> null;
        };
    }

    private @Nullable String stabilisationWord() {
        String kind = texts.getOrDefault("EISA", "");
        return switch (texts.getOrDefault("EISE", "")) {
            case "N" -> "no eis";
            case "Y" -> isOff(kind) ? "eis" : kind.toLowerCase(Locale.ROOT);
            default -> null;
        };
    }

    /** Of a wide and a narrow lens between which the camera moves, the wide one comes first. */
    private @Nullable LensProfile ownLens(String name) {
        for (GoproLens each : lenses) {
            LensProfile lens = each.lens("as " + name + " describes it");
            if (lens != null) {
                return lens;
            }
        }
        return null;
    }

    private static boolean isOff(String setting) {
        return setting.isEmpty() || setting.equalsIgnoreCase("off") || setting.equalsIgnoreCase("n/a");
    }
}
