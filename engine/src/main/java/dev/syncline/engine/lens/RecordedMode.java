package dev.syncline.engine.lens;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says of the camera that made it, as far as lens profiles are looked up by it.
 *
 * @param make the camera's maker, such as {@code GoPro}; null where the recording does not say, or says it with the model
 * @param model the camera, such as {@code HERO11 Black}; null where the recording does not say
 * @param lens the lens or its setting, such as {@code wide}; null where the recording does not say
 * @param stabilisation how the picture is stabilised in the camera, such as {@code hs eis} or {@code no eis}; null where
 *     the recording does not say
 * @param profile name, path or identifier of the profile that the recording asks for; null for none
 * @param focalLengthMm how far the lens is zoomed; NaN where that is not known
 * @param widthPx width of the picture
 * @param heightPx height of the picture
 * @param fps frames per second
 */
public record RecordedMode(
        @Nullable String make,
        @Nullable String model,
        @Nullable String lens,
        @Nullable String stabilisation,
        @Nullable String profile,
        double focalLengthMm,
        int widthPx,
        int heightPx,
        double fps) {
    /** For people: "GoPro HERO7 Black, wide, 1920x1080 at 59.94 fps". */
    String words() {
        StringBuilder words = new StringBuilder();
        words.append(camera().isEmpty() ? "a camera that the video does not name" : camera());
        if (lens != null) {
            words.append(", ").append(lens);
        }
        if (!Double.isNaN(focalLengthMm)) {
            words.append(", ").append(shown(focalLengthMm)).append(" mm");
        }
        if (stabilisation != null) {
            words.append(", ").append(stabilisation);
        }
        return words.append(", ").append(widthPx).append('x').append(heightPx) + " at " + shown(fps) + " fps";
    }

    /** A number with at most three decimals. */
    static String shown(double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number)
                        .setScale(3, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(number);
    }

    /** Maker and model; empty where neither is known. */
    String camera() {
        String both = (make == null ? "" : make + " ") + (model == null ? "" : model);
        return both.strip();
    }

    /** Letters and digits only, in small letters: so people and cameras may write names as they like. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (Character.isLetterOrDigit(c)) {
                plain.appendCodePoint(Character.toLowerCase(c));
            }
            i += Character.charCount(c);
        }
        return plain.toString();
    }
}
