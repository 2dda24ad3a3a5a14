package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a GoPro splits a long recording into. Since the Hero6 {@code GX010123.MP4}, {@code GX020123.MP4} and so on
 * ({@code GH}, {@code GL} and {@code GS} alike); before it {@code GOPR0123.MP4}, {@code GP010123.MP4}; of a Fusion's two
 * lenses {@code GPFR0123.MP4}, {@code GF010123.MP4} and {@code GPBK0123.MP4}, {@code GB010123.MP4}. As GoPro's own page on
 * its file names has it.
 */
public final class GoproChapters {
    private static final Pattern NAME = Pattern.compile(
            "(G[HXLS]|G[PFB])([0-9]{2})([0-9]{4})\\.([A-Z0-9]+)|(GOPR|GPFR|GPBK)([0-9]{4})\\.([A-Z0-9]+)");

    private GoproChapters() {}

    /** Which recording a file belongs to, and the place that it has there. */
    private record Place(String recording, int number) {}

    private static @Nullable Place place(Path file) {
        String name = String.valueOf(file.getFileName()).toUpperCase(Locale.ROOT);
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return null;
        }
        if (parts.group(5) != null) {
            String later = parts.group(5).equals("GOPR") ? "GP" : parts.group(5).equals("GPFR") ? "GF" : "GB";
            return new Place(later + parts.group(6) + "." + parts.group(7), 0);
        }
        return new Place(parts.group(1) + parts.group(3) + "." + parts.group(4), Integer.parseInt(parts.group(2)));
    }

    /**
     * All chapters of the recording that a file is one of, in their order.
     *
     * @return the file alone where its name is no chapter's, or no other is beside it
     * @throws TelemetryFormatException when one between them, or the first, is missing
     * @throws IOException when the folder cannot be read
     */
    public static List<Path> of(Path file) throws IOException {
        Place own = place(file);
        Path folder = file.toAbsolutePath().getParent();
        if (own == null || folder == null) {
            return List.of(file);
        }
        TreeMap<Integer, Path> chapters = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : (Iterable<Path>) files.sorted()::iterator) {
                Place place = place(each);
                if (place != null && place.recording().equals(own.recording())) {
                    chapters.putIfAbsent(place.number(), each);
                }
            }
        }
        chapters.put(own.number(), file);
        int number = own.recording().matches("G[PFB].*") ? 0 : 1;
        for (int there : chapters.keySet()) {
            if (there != number) {
                throw new TelemetryFormatException(
                        String.valueOf(file.getFileName()),
                        "",
                        "chapter " + number + " of its recording is missing beside it, and chapter " + there
                                + " is there: put all of them into one folder");
            }
            number++;
        }
        return new ArrayList<>(chapters.values());
    }
}
