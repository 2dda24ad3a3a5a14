package dev.syncline.cli.files;

import dev.syncline.cli.console.FileErrors;
import dev.syncline.engine.file.PartFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is replaced as a whole or not at all: written beside its place under another name, then renamed over it.
 * Devices and pipes, which cannot be renamed over, are written to directly. Claimed through {@link OutputGuard}.
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
    static ReplacedFile claim(Path named) throws IOException {
        if (Files.isDirectory(named)) {
            throw new IOException("cannot write " + named + ": it is a folder; name a file");
        }
        Path folder = named.toAbsolutePath().getParent();
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("cannot write " + named + ": " + folder + " is a file, not a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("cannot write " + named + ": there is no folder " + folder + "; make it first");
        }
        // A link stays a link: the file that it points to is the one to replace.
        Path target = PartFile.place(named);
        ReplacedFile file = new ReplacedFile(named, target);
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("cannot write " + named + ": the file is there and is write-protected");
        }
        if (!Files.exists(target) || Files.isRegularFile(target)) {
            try (PartFile probe = PartFile.begin(target)) {
                probe.out().flush();
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
    public interface Content<T> {
        /** Writes everything; the stream is closed afterwards. */
        T writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes the whole file and forces it to disk.
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
     * Writes the whole file as a copy of another: who could not read that one shall not read this one.
     *
     * @param original whose owner and mode it gets
     * @throws IOException as {@link #replaceWith(byte[])}
     */
    public void replaceWithCopy(byte[] bytes, Path original) throws IOException {
        try (PartFile file = PartFile.begin(target, original)) {
            file.out().write(bytes);
            file.commit();
        } catch (FileSystemException e) {
            throw problem(e);
        }
    }

    /**
     * Writes the whole file and keeps what it was in another. Both are on disk before either takes its name, so that a full
     * disk leaves both as they were.
     *
     * @param bytes what the file is to hold
     * @param kept where {@code old} goes; it gets this file's owner and mode
     * @param old what the file holds
     * @throws IOException when that fails: both files are as they were and nothing else is left
     */
    public void replaceKeeping(byte[] bytes, ReplacedFile kept, byte[] old) throws IOException {
        try (PartFile file = PartFile.begin(target)) {
            file.out().write(bytes);
            file.out().flush();
            file.settle();
            kept.replaceWithCopy(old, target);
            file.commit();
        } catch (FileSystemException e) {
            throw problem(e);
        }
    }

    /**
     * Writes the whole file as its content comes, and forces it to disk.
     *
     * @return what the content returns
     * @throws IOException when that fails: the old file, if any, is as it was and nothing else is left
     */
    public <T> T replaceWith(Content<T> content) throws IOException {
        try (PartFile file = PartFile.begin(target)) {
            T result = content.writeTo(file.out());
            file.commit();
            return result;
        } catch (FileSystemException e) {
            throw problem(e);
        }
    }

    private IOException problem(IOException cause) {
        String reason =
                cause instanceof FileSystemException f ? FileErrors.reason(f) : String.valueOf(cause.getMessage());
        String shown = reason.replaceFirst("^cannot be written: ", "");
        return new IOException("cannot write " + named + ": " + shown, cause);
    }
}
