package dev.syncline.cli.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * This process's turn to replace a file: while it is held, no other process of ours that waits for its turn does so. The lock
 * is on the file itself, so nothing is left beside it. Whoever waits may find that the file has been replaced meanwhile, and
 * then waits for the new one.
 */
public final class FileTurn implements AutoCloseable {
    /** A process's own threads are not kept apart by locks on files. */
    private static final ReentrantLock OURS = new ReentrantLock();

    private final FileChannel channel;

    private FileTurn(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the turn.
     *
     * @param file that is there and can be written
     * @throws IOException when it cannot be opened
     */
    public static FileTurn of(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + ": is no regular file");
        }
        OURS.lock();
        try {
            while (true) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Object opened = number(file);
                boolean ours = false;
                try {
                    // Not every file system has locks; there it is as it would be without.
                    lock(channel);
                    ours = Objects.equals(opened, number(file));
                    if (ours) {
                        return new FileTurn(channel);
                    }
                } finally {
                    if (!ours) {
                        channel.close();
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            OURS.unlock();
            throw e;
        }
    }

    @SuppressWarnings("EmptyCatch") // the lock is a courtesy between our own processes
    private static void lock(FileChannel channel) {
        try {
            FileLock _ = channel.lock();
        } catch (IOException e) {
        }
    }

    private static @Nullable Object number(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            OURS.unlock();
        }
    }
}
