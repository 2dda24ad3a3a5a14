package dev.syncline.engine.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts beside a place: begins ours, tells a live process's from a dead one's. A number of a process would not do,
 * since containers that share a folder do not share their numbers; a lock ends with the process that holds it.
 */
final class LeftOverParts {
    private static final Pattern ENDING = Pattern.compile("[0-9a-f]{16}\\.part");

    /** File names end at 255 bytes, and a character takes four at most. */
    private static final int NAME_CHARACTERS = 50;

    private static final int ATTEMPTS = 10;

    /** Parts of this process. Opening and closing one would give its lock away, so these are not even tried. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private LeftOverParts() {}

    /** @param lock null where the file system has none; then the part is never taken for a dead one's */
    record Begun(Path part, RandomAccessFile file, @Nullable FileLock lock) {}

    static Begun begin(Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path part = target.resolveSibling(prefix(target)
                    + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".part");
            OURS.add(part);
            boolean begun = false;
            try {
                Files.createFile(part);
                RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw");
                FileLock lock = lock(file.getChannel());
                // Between the making and the locking another process may have taken it for a dead one's.
                if (Files.exists(part, LinkOption.NOFOLLOW_LINKS) || attempt == ATTEMPTS) {
                    begun = true;
                    return new Begun(part, file, lock);
                }
                file.close();
            } catch (IOException e) {
                Files.deleteIfExists(part);
                throw PartFile.named(target, e);
            } finally {
                if (!begun) {
                    OURS.remove(part);
                }
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException | OverlappingFileLockException e) {
            return null;
        }
    }

    /** A part of ours is no more, or has become the file. */
    static void ended(Path part) {
        OURS.remove(part);
    }

    private static String prefix(Path target) {
        String name = String.valueOf(target.getFileName());
        int end = name.length() <= NAME_CHARACTERS ? name.length() : name.offsetByCodePoints(0, NAME_CHARACTERS / 2);
        return "." + name.substring(0, end) + ".";
    }

    /** Takes away what dead processes left. What cannot be looked at stays. */
    static void clean(Path target) {
        String prefix = prefix(target);
        Path folder = target.getParent();
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, file -> isPart(file, prefix))) {
            for (Path part : parts) {
                if (!OURS.contains(part)) {
                    removeIfDead(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Whoever writes there will be told.
            return;
        }
    }

    private static boolean isPart(Path file, String prefix) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(prefix)
                && ENDING.matcher(name.substring(prefix.length())).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    @SuppressWarnings("EmptyCatch") // another user's, or already gone: it stays, or is gone
    private static void removeIfDead(Path part) {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            FileLock lock = lock(channel);
            if (lock != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
        }
    }
}
