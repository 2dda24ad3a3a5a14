package dev.syncline.cli.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Logs that several clips may share: that of a recording's first chapter, and those in a clip's folder that have no clip's
 * name, as a flight controller writes them. Folders are looked at once.
 */
final class SharedLogs {
    /** With more logs than this in a folder none is tried for each clip: name one, or give logs their clips' names. */
    static final int MOST = 8;

    private static final Set<String> ENDINGS = Set.of("gcsv", "bbl", "bfl", "ulg");

    /** GoPro: GH010042, GH020042, …; GOPR0042, GP010042, … (chapter, then the recording's number). */
    private static final Pattern CHAPTER = Pattern.compile("(?i)(G[HXLS])(\\d\\d)(\\d{4})|(GP)(\\d\\d)(\\d{4})");

    private final Predicate<Path> isVideo;
    private final Map<Path, List<Path>> byFolder = new HashMap<>();

    SharedLogs(Predicate<Path> isVideo) {
        this.isVideo = isVideo;
    }

    /** Logs to try for a clip that has none of its own, the likeliest first. */
    List<Path> of(Path video) throws IOException {
        Path folder = video.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            return List.of();
        }
        List<Path> out = new ArrayList<>();
        String first = firstChapter(base(video));
        List<Path> named;
        try (Stream<Path> files = Files.list(folder)) {
            named = files.filter(file -> base(file).equalsIgnoreCase(first) && isLog(file))
                    .sorted()
                    .toList();
        }
        out.addAll(named);
        try {
            for (Path log : byFolder.computeIfAbsent(folder, SharedLogs.this::ofFolder)) {
                if (!out.contains(log)) {
                    out.add(log);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return out;
    }

    /** Name of the first chapter of the recording that a clip is a later chapter of; the clip's own name otherwise. */
    static String firstChapter(String base) {
        Matcher m = CHAPTER.matcher(base);
        if (!m.matches()) {
            return base;
        }
        return m.group(1) != null ? m.group(1) + "01" + m.group(3) : "GOPR" + m.group(6);
    }

    private List<Path> ofFolder(Path folder) {
        Set<String> videos = new HashSet<>();
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (isVideo.test(file)) {
                    videos.add(base(file));
                } else if (isLog(file)) {
                    logs.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        logs.removeIf(log -> videos.contains(base(log)));
        return logs.size() > MOST ? List.of() : logs;
    }

    private static boolean isLog(Path file) {
        String name = String.valueOf(file.getFileName());
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static String base(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
