package dev.syncline.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is replaced as a whole or not at all: written beside its place under another name, then renamed over it.
 * Devices and pipes, which cannot be renamed over, are written to directly.
 */
public final class ReplacedFile {
    private final Path named;
    private final Path target;

    private ReplacedFile(Path named, Path target) {
        this.named = named;
        this.target = target;
    }

    /**
     * Makes sure that the file can be written, by writing beside it and taking that away again: what a permission says
     * and what a file system does are not always the same.
     *
     * @throws IOException when it cannot: one line with the file and what stands in the way
     */
    public static ReplacedFile claim(Path named) throws IOException {
        // A link stays a link: the file that it points to is the one to replace.
        Path target = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
        ReplacedFile file = new ReplacedFile(named, target);
        if (Files.isDirectory(target)) {
            throw new IOException("cannot write " + named + ": it is a folder; name a file");
        }
        Path folder = target.getParent();
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("cannot write " + named + ": " + folder + " is a file, not a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("cannot write " + named + ": there is no folder " + folder + "; make it first");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("cannot write " + named + ": the file is there and is write-protected");
        }
        if (!file.isDevice()) {
            try {
                Path probe = file.beside();
                Files.write(probe, new byte[0], StandardOpenOption.CREATE_NEW);
                Files.delete(probe);
            } catch (IOException e) {
                throw file.problem(e);
            }
        }
        return file;
    }

    /** Where the file really is, links followed. */
    public Path target() {
        return target;
    }

    /** Writes a file's content. */
    @FunctionalInterface
    interface Content<T> {
        /** Writes everything; the stream is closed afterwards. */
        T writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes the whole file.
     *
     * @throws IOException when that fails: the old file, if any, is as it was and nothing else is left
     */
    public void replaceWith(byte[] bytes) throws IOException {
        replaceWith(out -> {
            out.write(bytes);
            return bytes.length;
        });
    }

    /**
     * Writes the whole file as its content comes.
     *
     * @return what the content returns
     * @throws IOException when that fails: the old file, if any, is as it was and nothing else is left
     */
    <T> T replaceWith(Content<T> content) throws IOException {
        if (isDevice()) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                return content.writeTo(out);
            }
        }
        Path part = beside();
        try {
            T result;
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16)) {
                result = content.writeTo(out);
            }
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
            return result;
        } catch (FileSystemException e) {
            throw problem(e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private boolean isDevice() {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    private Path beside() {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    private IOException problem(IOException cause) {
        String reason =
                cause instanceof FileSystemException f ? FileErrors.reason(f) : String.valueOf(cause.getMessage());
        return new IOException("cannot write " + named + ": " + reason, cause);
    }
}
