package dev.syncline.engine.lens;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
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

/** The profiles of a database: a folder of JSON files, or such a folder packed as {@code .tar} or {@code .tar.gz}. */
final class ProfileFiles {
    private static final int BLOCK = 512;
    private static final int MOST_FILES = 1_000_000;
    private static final long LONGEST_NAME = 1 << 16;

    private ProfileFiles() {}

    /** Takes each profile in turn. */
    interface Taking {
        /** @param file path in the database, with slashes */
        void profile(String file, byte[] json) throws IOException;
    }

    /**
     * Reads all of them.
     *
     * @throws IOException when the database cannot be read
     */
    static void read(Path database, Taking taking) throws IOException {
        if (Files.isDirectory(database)) {
            for (Path file : inFolder(database)) {
                if (Files.size(file) <= LensProfileReader.LARGEST_FILE) {
                    taking.profile(name(database, file), Files.readAllBytes(file));
                }
            }
        } else if (Files.isRegularFile(database)) {
            try (InputStream in = unpacked(database)) {
                untar(database, in, taking);
            } catch (EOFException | ZipException damaged) {
                throw new IOException(
                        database + ": the archive of lens profiles is cut short or damaged; get it again", damaged);
            }
        } else {
            throw new NoSuchFileException(
                    database.toString(), null, "expected a folder or a .tar.gz archive of lens profiles");
        }
    }

    /** What tells that a database has changed: for an archive its size and time; for a folder those of its profiles. */
    static String state(Path database) throws IOException {
        if (Files.isRegularFile(database)) {
            return Files.size(database) + "/"
                    + Files.getLastModifiedTime(database).toMillis();
        }
        if (!Files.isDirectory(database)) {
            throw new NoSuchFileException(
                    database.toString(), null, "expected a folder or a .tar.gz archive of lens profiles");
        }
        // The order in which a folder's files come is not told: a sum.
        long[] sums = new long[2];
        walk(database, (file, attributes) -> {
            long hash = file.toString().hashCode();
            hash = (hash ^ attributes.size()) * 0x9e3779b97f4a7c15L;
            hash = (hash ^ hash >>> 29 ^ attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)) * 0xbf58476d1ce4e5b9L;
            sums[0]++;
            sums[1] += hash ^ hash >>> 32;
        });
        return sums[0] + "/" + Long.toHexString(sums[1]);
    }

    private interface Visiting {
        void profile(Path file, BasicFileAttributes attributes);
    }

    private static void walk(Path folder, Visiting visiting) throws IOException {
        int[] count = new int[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isJson(file.toString())) {
                    visiting.profile(file, attributes);
                    count[0]++;
                }
                return count[0] < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
        });
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        walk(folder, (file, attributes) -> files.add(file));
        Collections.sort(files);
        return files;
    }

    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isJson(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private static InputStream unpacked(Path archive) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        raw.mark(2);
        boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return packed ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
    }

    /** The files of a tar archive (POSIX ustar, with the long names of GNU and of pax). */
    private static void untar(Path archive, InputStream in, Taking taking) throws IOException {
        String longName = "";
        boolean any = false;
        boolean ended = false;
        for (int i = 0; i < MOST_FILES; i++) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == BLOCK && header[0] == 0) {
                ended = true;
                break;
            }
            if (header.length < BLOCK && any) {
                break;
            }
            if (header.length < BLOCK || !isHeader(header)) {
                throw new IOException(archive + ": is no .tar or .tar.gz archive, or a damaged one; expected an archive"
                        + " of lens profiles");
            }
            any = true;
            long size = octal(header, 124, 12);
            char kind = (char) header[156];
            boolean names = kind == 'L' || kind == 'x';
            if (size < 0 || (names && size > LONGEST_NAME)) {
                throw new IOException(archive + ": a file in it has an impossible size: the archive is damaged");
            }
            String name = longName.isEmpty() ? name(header) : longName;
            boolean profile = (kind == '0' || kind == 0) && isJson(name) && size <= LensProfileReader.LARGEST_FILE;
            byte[] content = profile || names ? in.readNBytes((int) size) : skipped(in, size);
            if ((profile || names) && content.length < size) {
                throw new EOFException("ends in the middle of " + name);
            }
            in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            longName = "";
            if (kind == 'L') {
                longName = text(content, 0, content.length);
            } else if (kind == 'x') {
                longName = paxPath(text(content, 0, content.length));
            } else if (profile) {
                taking.profile(name.startsWith("./") ? name.substring(2) : name, content);
            }
        }
        if (!any) {
            throw new IOException(archive + ": holds no files; expected an archive of lens profiles");
        }
        if (!ended) {
            throw new EOFException("has not the block of zeros that ends an archive");
        }
    }

    private static byte[] skipped(InputStream in, long size) throws IOException {
        in.skipNBytes(size);
        return new byte[0];
    }

    private static boolean isHeader(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum == octal(header, 148, 8);
    }

    private static String name(byte[] header) {
        String prefix = header[257] == 'u' && header[263] == '0' ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < from + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static String paxPath(String records) {
        int at = records.indexOf(" path=");
        int end = records.indexOf('\n', at);
        return at < 0 || end < 0 ? "" : records.substring(at + 6, end);
    }

    private static long octal(byte[] header, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            int digit = header[i];
            if (digit >= '0' && digit <= '7') {
                value = value * 8 + digit - '0';
            } else if (digit != ' ' && digit != 0) {
                return -1;
            }
        }
        return value;
    }
}
