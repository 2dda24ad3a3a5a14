package dev.syncline.cli.archive;

import dev.syncline.cli.console.FileErrors;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the videos in folders, and the log of each in another folder where one is named. */
final class ClipFinder {
    private static final Set<String> VIDEOS =
            Set.of("mp4", "mov", "m4v", "mkv", "avi", "insv", "360", "mts", "m2ts", "ts", "mpg", "webm", "lrv");

    private final Path out;
    private final @Nullable Path log;
    private final @Nullable Path lens;
    private final Map<String, Path> logsByName;
    private final Map<String, ArchiveClip> clips = new TreeMap<>();
    private final List<String> unread = new ArrayList<>();
    private final SharedLogs sharedLogs = new SharedLogs(ClipFinder::isVideo);

    /**
     * @param out folder of the results: not looked into
     * @param log one log for all clips; null for each its own
     * @param logFolder where logs lie that have their clip's name; null for none
     * @param lens profile for all; null for none
     */
    ClipFinder(Path out, @Nullable Path log, @Nullable Path logFolder, @Nullable Path lens) throws IOException {
        this.out = out.toAbsolutePath().normalize();
        this.log = log;
        this.lens = lens;
        this.logsByName = logFolder == null ? Map.of() : logs(logFolder);
    }

    private static Map<String, Path> logs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Map<String, Path> found = new HashMap<>();
        Set<String> twice = new HashSet<>();
        walk(folder, null, new ArrayList<>(), file -> {
            String base = baseName(file);
            if (!isVideo(file) && found.putIfAbsent(base, file) != null) {
                twice.add(base);
            }
        });
        // Of two that would do, neither is taken: the clip says that it has no log.
        found.keySet().removeAll(twice);
        return found;
    }

    /** Adds the clips of a folder, or one clip that is named itself. */
    void add(Path root) throws IOException {
        if (Files.isRegularFile(root)) {
            put(String.valueOf(root.getFileName()), root);
            return;
        }
        if (!Files.isDirectory(root)) {
            throw new java.nio.file.NoSuchFileException(root.toString());
        }
        Path real = root.toAbsolutePath().normalize();
        String first = String.valueOf(real.getFileName() == null ? real : real.getFileName());
        walk(real, out, unread, file -> {
            if (isVideo(file)) {
                put(first + "/" + real.relativize(file).toString().replace('\\', '/'), file);
            }
        });
    }

    private void put(String name, Path video) throws IOException {
        String free = name;
        for (int i = 2; clips.containsKey(free) && !clips.get(free).video().equals(video); i++) {
            free = name + " (" + i + ")";
        }
        Path own = log != null ? log : logsByName.get(baseName(video));
        List<Path> inputs = new ArrayList<>(List.of(video));
        List<Path> others = List.of();
        if (own != null) {
            inputs.addAll(files(own));
        } else {
            List<Path> beside = TelemetryReaders.logsBeside(video);
            inputs.addAll(beside);
            others = beside.isEmpty() ? sharedLogs.of(video) : others;
            inputs.addAll(others);
        }
        if (lens != null) {
            inputs.add(lens);
        } else {
            LensLookup.beside(video).ifPresent(inputs::add);
        }
        clips.put(free, new ArchiveClip(free, video, own, others, inputs));
    }

    /** A log's files: a ROS 2 bag is a folder of them. */
    private static List<Path> files(Path log) throws IOException {
        if (!Files.isDirectory(log)) {
            return List.of(log);
        }
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What was found, by name. */
    List<ArchiveClip> clips() {
        return List.copyOf(clips.values());
    }

    /** Folders and files that could not be read, one line each. */
    List<String> unread() {
        return List.copyOf(unread);
    }

    private interface Taking {
        void file(Path file) throws IOException;
    }

    private static void walk(Path folder, @Nullable Path without, List<String> unread, Taking taking)
            throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                boolean hidden =
                        !each.equals(folder) && each.getFileName().toString().startsWith(".");
                return hidden || each.equals(without) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")) {
                    taking.file(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                unread.add(FileErrors.line(e) + ": left out");
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isVideo(Path file) {
        String name = file.getFileName().toString();
        return VIDEOS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
