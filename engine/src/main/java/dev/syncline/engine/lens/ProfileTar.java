package dev.syncline.engine.lens;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Lens profiles in a tar archive. */
final class ProfileTar {
    private static final int BLOCK = 512;
    private static final long LONGEST_NAME = 1 << 16;

    private ProfileTar() {}

    /** The files of a tar archive (POSIX ustar, with the long names of GNU and of pax). */
    static void read(Path archive, InputStream in, ProfileFiles.Taking taking) throws IOException {
        String longName = "";
        boolean any = false;
        boolean ended = false;
        ProfileFiles.Room room = new ProfileFiles.Room(archive);
        for (int i = 0; i < ProfileFiles.MOST_FILES; i++) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == BLOCK && header[0] == 0) {
                ended = true;
                break;
            }
            if (header.length < BLOCK && any) {
                break;
            }
            if (header.length < BLOCK || !isHeader(header)) {
                throw new IOException(archive + ": is no .tar, .tar.gz or .zip archive, or a damaged one; expected an"
                        + " archive of lens profiles");
            }
            any = true;
            long size = octal(header, 124, 12);
            char kind = (char) header[156];
            boolean names = kind == 'L' || kind == 'x';
            if (size < 0 || (names && size > LONGEST_NAME)) {
                throw new IOException(archive + ": a file in it has an impossible size: the archive is damaged");
            }
            room.take(size);
            String name = longName.isEmpty() ? name(header) : longName;
            boolean named = (kind == '0' || kind == 0) && ProfileFiles.isJson(name);
            boolean profile = named && size <= LensProfileReader.LARGEST_FILE;
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
                taking.profile(shortened(name), content);
            } else if (named) {
                taking.unusable(shortened(name), ProfileFiles.tooLong(size));
            }
        }
        if (!any) {
            throw new IOException(archive + ": holds no files; expected an archive of lens profiles");
        }
        if (!ended) {
            throw new EOFException("has not the block of zeros that ends an archive");
        }
    }

    private static String shortened(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
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
