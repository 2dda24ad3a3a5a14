package dev.syncline.engine.lens;

import dev.syncline.engine.file.WholeFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The profiles of a database: a folder of JSON files, or such a folder packed as {@code .tar}, {@code .tar.gz} or {@code .zip}.
 * Nothing of an archive is written to disk: names in it are names only.
 */
final class ProfileFiles {
    static final int MOST_FILES = 1_000_000;
    /** A hundred times of what there is, unpacked; an archive that holds more is made to never end. */
    private static final long MOST_BYTES = 4L << 30;

    private static final String EXPECTED = "expected a folder, or a .tar.gz or .zip archive, of lens profiles";

    private ProfileFiles() {}

    /** Takes each profile in turn. */
    interface Taking {
        /** @param file path in the database, with slashes */
        void profile(String file, byte[] json) throws IOException;

        /**
         * One that is there and cannot be read.
         *
         * @param reason one line, without the file's name
         */
        default void unusable(String file, String reason) throws IOException {
            throw new IOException(file + ": " + reason);
        }
    }

    /** How much an archive may still hold. */
    static final class Room {
        private final Path archive;
        private long leftBytes = MOST_BYTES;

        Room(Path archive) {
            this.archive = archive;
        }

        void take(long bytes) throws IOException {
            leftBytes -= bytes;
            if (leftBytes < 0) {
                throw new IOException(archive + ": unpacks to more than " + MOST_BYTES
                        + " bytes; expected an archive of lens profiles only");
            }
        }
    }

    /**
     * Reads all of them.
     *
     * @throws IOException when the database cannot be read
     */
    static void read(Path database, Taking taking) throws IOException {
        if (Files.isDirectory(database)) {
            for (Path file : inFolder(database)) {
                readOne(database, file, taking);
            }
        } else if (Files.isRegularFile(database)) {
            try {
                if (isZip(database)) {
                    ProfileZip.read(database, taking);
                } else {
                    try (InputStream in = unpacked(database)) {
                        ProfileTar.read(database, in, taking);
                    }
                }
            } catch (EOFException cut) {
                throw new IOException(
                        database + ": the archive of lens profiles is cut short or damaged; get it again", cut);
            } catch (ZipException other) {
                throw new IOException(
                        database + ": the archive of lens profiles cannot be unpacked (" + other.getMessage()
                                + "): it is cut short, damaged, encrypted or packed in an unusual way; get it again",
                        other);
            }
        } else {
            throw new NoSuchFileException(database.toString(), null, EXPECTED);
        }
    }

    /** A file that cannot be read leaves the others as good as they are. */
    private static void readOne(Path database, Path file, Taking taking) throws IOException {
        byte[] json;
        try {
            json = WholeFile.read(file, LensProfileReader.LARGEST_FILE, "a lens profile");
        } catch (IOException e) {
            taking.unusable(name(database, file), why(e, file));
            return;
        }
        taking.profile(name(database, file), json);
    }

    private static String why(IOException e, Path file) {
        if (e instanceof AccessDeniedException || (Files.isDirectory(file) && !Files.isReadable(file))) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return Files.isSymbolicLink(file) ? "a link that leads nowhere" : "is no longer there";
        }
        String message = e instanceof FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : String.valueOf(e.getMessage());
        return message.startsWith(file + ": ") ? message.substring((file + ": ").length()) : message;
    }

    static String tooLong(long bytes) {
        return "is " + bytes + " bytes long, at most " + LensProfileReader.LARGEST_FILE + " are read";
    }

    /** Whether a file that could not be read, or a folder that could not be looked into, can be now. */
    static boolean isReadable(Path database, String file) {
        Path path = database.resolve(file);
        return Files.isReadable(path)
                && (Files.isRegularFile(path) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** What tells that a database has changed: for an archive its size and time; for a folder those of its profiles. */
    static String state(Path database) throws IOException {
        if (Files.isRegularFile(database)) {
            return Files.size(database) + "/"
                    + Files.getLastModifiedTime(database).toMillis();
        }
        if (!Files.isDirectory(database)) {
            throw new NoSuchFileException(database.toString(), null, EXPECTED);
        }
        // The order in which a folder's files come is not told: a sum.
        long[] sums = new long[2];
        walk(database, (file, bytes, changedNs) -> {
            long hash = file.toString().hashCode();
            hash = (hash ^ bytes) * 0x9e3779b97f4a7c15L;
            hash = (hash ^ hash >>> 29 ^ changedNs) * 0xbf58476d1ce4e5b9L;
            sums[0]++;
            sums[1] += hash ^ hash >>> 32;
        });
        return sums[0] + "/" + Long.toHexString(sums[1]);
    }

    private interface Visiting {
        /** @param bytes,changedNs of the file; 0 where it does not tell */
        void profile(Path file, long bytes, long changedNs);
    }

    /** Links to files are followed, links to folders are not: they may lead round in a circle. */
    private static void walk(Path folder, Visiting visiting) throws IOException {
        int[] count = new int[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isJson(file.toString())) {
                    BasicFileAttributes own = attributes.isSymbolicLink() ? target(file, attributes) : attributes;
                    visiting.profile(file, own.size(), own.lastModifiedTime().to(TimeUnit.NANOSECONDS));
                    count[0]++;
                }
                return count[0] < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (file.equals(folder)) {
                    throw e;
                }
                // A folder that may not be looked into, or a file that went away.
                visiting.profile(file, 0, 0);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static BasicFileAttributes target(Path link, BasicFileAttributes own) {
        try {
            return Files.readAttributes(link, BasicFileAttributes.class);
        } catch (IOException leadsNowhere) {
            return own;
        }
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        walk(folder, (file, bytes, changedNs) -> files.add(file));
        Collections.sort(files);
        return files;
    }

    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    static boolean isJson(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private static boolean isZip(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4
                    && start[0] == 'P'
                    && start[1] == 'K'
                    && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
        }
    }

    private static InputStream unpacked(Path archive) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        raw.mark(2);
        boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return packed ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
    }
}
