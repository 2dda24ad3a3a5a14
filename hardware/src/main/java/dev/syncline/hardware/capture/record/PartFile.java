package dev.syncline.hardware.capture.record;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that grows under another name beside its place and takes its name when it is whole. */
final class PartFile {
    private final Path target;
    private final Path partial;
    private final OutputStream out;

    /** @throws IOException if it cannot be written */
    PartFile(Path target) throws IOException {
        this.target = target;
        this.partial = target.toAbsolutePath().resolveSibling("." + target.getFileName() + ".part");
        // Not a channel: those close themselves when the writing thread is interrupted, as Ctrl-C does.
        this.out = new BufferedOutputStream(new FileOutputStream(partial.toFile()));
    }

    OutputStream out() {
        return out;
    }

    /** Closes it and gives it its name. */
    void commit() throws IOException {
        out.close();
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes it away. */
    void discard() throws IOException {
        out.close();
        Files.deleteIfExists(partial);
    }
}
