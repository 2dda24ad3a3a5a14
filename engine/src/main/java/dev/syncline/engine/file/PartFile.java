package dev.syncline.engine.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows under another name beside its place, {@code .NAME.0123456789abcdef.part}, and takes its name when it
 * is worth having. It is forced to disk before that, so a power cut leaves the old file or the new one. What dead
 * processes left beside the same place is taken away first: a live one holds a lock on its part.
 *
 * <p>A device or a pipe cannot be renamed over and is written into directly. One thread writes; another may
 * {@link #settle}.
 */
public final class PartFile implements Growing, AutoCloseable {
    /** The name that stands for standard output where a command says so. */
    public static final Path STANDARD_OUTPUT = Path.of("-");

    /** What errors call it. */
    private static final Path STANDARD_OUTPUT_NAME = Path.of("standard output");

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_LINKS = 40;

    private final Path target;
    private final boolean isDevice;
    private final @Nullable RandomAccessFile file;
    private final @Nullable FileLock lock;
    private final Closeable opened;
    private final NamedOutput out;

    /** Where the bytes go; the target itself once it has taken its name. */
    private Path place;

    private volatile boolean worthKeeping;
    private boolean named;
    private boolean closed;

    private PartFile(Path target, FileOutputStream device) {
        this.target = target;
        this.place = target;
        this.isDevice = true;
        this.file = null;
        this.lock = null;
        this.opened = device;
        this.out = new NamedOutput(target, new BufferedOutputStream(device, BUFFER_BYTES));
    }

    private PartFile(Path target, LeftOverParts.Begun begun) throws IOException {
        this.target = target;
        this.place = begun.part();
        this.isDevice = false;
        this.file = begun.file();
        this.lock = begun.lock();
        this.opened = begun.file();
        this.out = new NamedOutput(
                target,
                new BufferedOutputStream(new FileOutputStream(begun.file().getFD()), BUFFER_BYTES));
    }

    /**
     * As {@link #begin}, but {@link #STANDARD_OUTPUT} is the process's standard output, which is written into like a pipe
     * and stays open.
     */
    public static PartFile orStandardOutput(Path target) throws IOException {
        return target.equals(STANDARD_OUTPUT)
                ? new PartFile(STANDARD_OUTPUT_NAME, new FileOutputStream(FileDescriptor.out) {
                    @Override
                    public void close() throws IOException {
                        flush();
                    }
                })
                : begin(target);
    }

    /**
     * Begins a file.
     *
     * @param target links are followed
     * @throws FileSystemException when nothing can be written there, with the file's name
     */
    public static PartFile begin(Path target) throws IOException {
        return begin(target, target);
    }

    /**
     * Begins a file that gets the owner and the mode of another, such as the file that it keeps a copy of.
     *
     * @param target links are followed
     * @param rightsOf where nothing is there the system's own hold
     * @throws FileSystemException when nothing can be written there, with the file's name
     */
    public static PartFile begin(Path target, Path rightsOf) throws IOException {
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                return new PartFile(target, new FileOutputStream(target.toFile()));
            }
            Path real = place(target);
            LeftOverParts.clean(real);
            LeftOverParts.Begun begun = LeftOverParts.begin(real);
            FolderEntry.giveRightsOf(rightsOf.equals(target) ? real : rightsOf, begun.part());
            return new PartFile(real, begun);
        } catch (IOException e) {
            throw named(target, e);
        }
    }

    /**
     * Writes a whole file.
     *
     * @throws FileSystemException when that fails: the old file, if any, is as it was and nothing else is left
     */
    public static void write(Path target, byte[] bytes) throws IOException {
        try (PartFile file = begin(target)) {
            file.out().write(bytes);
            file.commit();
        }
    }

    /**
     * Where a file's content is, links followed: also those to what is not there yet, whose file comes into being behind
     * them. A device or a pipe is its own place, since some have no name of their own.
     *
     * @throws FileSystemException when it has no folder, or links go round
     */
    public static Path place(Path named) throws IOException {
        if (Files.exists(named)) {
            return Files.isRegularFile(named) ? named.toRealPath() : named.toAbsolutePath();
        }
        Path at = named.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(named.toString(), null, "cannot be written: its links go round");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        Path folder = at.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new FileSystemException(named.toString(), null, "cannot be written: there is no folder " + folder);
        }
        return folder.toRealPath().resolve(at.getFileName());
    }

    /** Where the bytes go at present, for a library that writes them itself. */
    public synchronized Path place() {
        return place;
    }

    /** Buffered. Errors name the file; after the first there are only errors. */
    public OutputStream out() {
        return out;
    }

    /** Whether it is the process's standard output. */
    public boolean isStandardOutput() {
        return target.equals(STANDARD_OUTPUT_NAME) && isDevice;
    }

    /** Whether it is a device or a pipe, in which one cannot go back. */
    public boolean isDevice() {
        return isDevice;
    }

    /** From now on it may take its name while it grows: what it holds can be read, and there is something in it. */
    public void worthKeeping() {
        worthKeeping = true;
    }

    /** Gives it its name where it is worth keeping, and forces it to disk. */
    @Override
    public synchronized void settle() throws IOException {
        if (closed || isDevice) {
            return;
        }
        force();
        if (worthKeeping) {
            rename();
        }
    }

    /**
     * Cuts off what lies behind some bytes and puts others there, after writing has failed: what was there before can then
     * be read to its end.
     *
     * @param bytes that stay
     * @param ending small; takes the room of what was cut off
     */
    public synchronized void cutBack(long bytes, byte[] ending) throws IOException {
        RandomAccessFile grown = file;
        if (closed || grown == null) {
            return;
        }
        try {
            grown.setLength(bytes);
            grown.seek(bytes);
            grown.write(ending);
        } catch (IOException e) {
            throw named(target, e);
        }
    }

    /**
     * Cuts off a last line that is not whole, after writing has failed.
     *
     * @return bytes that stay; 0 of a device
     */
    public synchronized long cutToLines() throws IOException {
        RandomAccessFile grown = file;
        if (closed || grown == null) {
            return 0;
        }
        long end = grown.length();
        byte[] block = new byte[BUFFER_BYTES];
        while (end > 0) {
            int bytes = (int) Math.min(block.length, end);
            grown.seek(end - bytes);
            grown.readFully(block, 0, bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    grown.setLength(end - bytes + i + 1);
                    return end - bytes + i + 1;
                }
            }
            end -= bytes;
        }
        return 0;
    }

    /** The file's first bytes, at most this many. None of a device. */
    public synchronized byte[] beginning(int mostBytes) throws IOException {
        RandomAccessFile grown = file;
        if (closed || grown == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[(int) Math.min(mostBytes, grown.length())];
        grown.seek(0);
        grown.readFully(bytes);
        return bytes;
    }

    /** Puts first bytes back that something has gone over. */
    public synchronized void putBack(byte[] beginning) throws IOException {
        RandomAccessFile grown = file;
        if (closed || grown == null) {
            return;
        }
        try {
            grown.seek(0);
            grown.write(beginning);
        } catch (IOException e) {
            throw named(target, e);
        }
    }

    /**
     * Writes past the buffer, at a place of its own.
     *
     * @param at the bytes before it are there already
     */
    public synchronized void writeAt(long at, byte[] bytes) throws IOException {
        RandomAccessFile grown = file;
        if (closed || grown == null) {
            throw new IllegalStateException(target + " is closed, or a device: there are no places in it");
        }
        try {
            grown.seek(at);
            grown.write(bytes);
        } catch (IOException e) {
            throw named(target, e);
        }
    }

    /**
     * Forces it to disk, gives it its name, over the file that was there, and closes it.
     *
     * @throws IOException when it cannot be written or renamed; {@link #close} then takes it away
     */
    public synchronized void commit() throws IOException {
        out.flush();
        keep();
    }

    /**
     * As {@link #commit}, but what waits in the buffer is given up: after writing has failed.
     *
     * @throws IOException when it cannot be renamed
     */
    public synchronized void keep() throws IOException {
        if (closed) {
            return;
        }
        if (!isDevice) {
            force();
            rename();
        }
        release();
    }

    /** Closes it; a file that has not taken its name is gone, and the old one is as it was. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            if (!isDevice && !named) {
                // Before the lock goes: or another process could take the part for a dead one's.
                Files.deleteIfExists(place);
                LeftOverParts.ended(place);
            }
        } finally {
            release();
        }
    }

    private void force() throws IOException {
        if (file != null) {
            try {
                file.getFD().sync();
            } catch (IOException e) {
                throw named(target, e);
            }
        }
    }

    private void rename() throws IOException {
        if (named) {
            return;
        }
        try {
            FolderEntry.move(place, target);
        } catch (IOException e) {
            throw named(target, e);
        }
        LeftOverParts.ended(place);
        place = target;
        named = true;
    }

    private void release() throws IOException {
        closed = true;
        try {
            if (lock != null && lock.isValid()) {
                lock.release();
            }
        } finally {
            opened.close();
        }
    }

    /** An I/O error with the file's name, which the JDK's own often lack. */
    static FileSystemException named(Path file, IOException e) {
        if (e instanceof FileSystemException known && known.getFile() != null) {
            return known;
        }
        String reason = String.valueOf(e.getMessage());
        // FileNotFoundException: "NAME (Permission denied)".
        String prefix = file + " (";
        if (reason.startsWith(prefix) && reason.endsWith(")")) {
            reason = reason.substring(prefix.length(), reason.length() - 1);
        }
        FileSystemException named = new FileSystemException(file.toString(), null, "cannot be written: " + reason);
        named.initCause(e);
        return named;
    }
}
