package dev.syncline.engine.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files beside a video that have its name and the ending of a motion log's, best first. */
final class Sidecars {
    private final TelemetryFormats formats;
    private final String base;
    private final List<Path> files;

    /** A motion log among them. */
    record Log(Path file, TelemetryFormat format) {}

    private Sidecars(TelemetryFormats formats, String base, List<Path> files) {
        this.formats = formats;
        this.base = base;
        this.files = files;
    }

    /**
     * Looks for them.
     *
     * @throws IOException when the folder cannot be read
     */
    static Sidecars of(Path video, TelemetryFormats formats) throws IOException {
        String base = baseName(video);
        Path folder = video.toAbsolutePath().getParent();
        if (folder == null) {
            return new Sidecars(formats, base, List.of());
        }
        List<String> endings = formats.sidecarEndings();
        Comparator<Path> best = Comparator.comparingInt(f -> endings.indexOf(ending(f)));
        try (Stream<Path> all = Files.list(folder)) {
            return new Sidecars(
                    formats,
                    base,
                    all.filter(f -> baseName(f).equals(base) && endings.contains(ending(f)) && Files.isRegularFile(f))
                            .sorted(best.thenComparing(Comparator.naturalOrder()))
                            .toList());
        }
    }

    /**
     * The motion logs among them, by their content.
     *
     * @throws IOException when one cannot be read
     */
    List<Log> logs() throws IOException {
        List<Log> logs = new ArrayList<>();
        for (Path candidate : files) {
            byte[] head = FileHead.read(candidate);
            for (TelemetryFormat format : formats.all()) {
                if (format.sidecarEndings().contains(ending(candidate)) && format.detect(candidate, head)) {
                    logs.add(new Log(candidate, format));
                    break;
                }
            }
        }
        return logs;
    }

    /** For people: what there is where none is a motion log. */
    String nothing() {
        return files.isEmpty()
                ? formats.sidecarEndings().stream()
                                .map(ending -> base + "." + ending)
                                .collect(Collectors.joining(" or ", "no ", ""))
                        + " beside it"
                : files.getFirst().getFileName() + " beside it is no motion log that can be read";
    }

    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
