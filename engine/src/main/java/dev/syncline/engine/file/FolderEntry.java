package dev.syncline.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** A file's name in its folder. */
final class FolderEntry {
    private FolderEntry() {}

    /** Renames a file over another of the same folder, and makes sure that the folder knows after a power cut. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            force(folder);
        }
    }

    /**
     * Gives a new file the owner and the mode of the one that it will replace, as far as this user may: who could not read
     * the old one shall not read the new one.
     */
    @SuppressWarnings("EmptyCatch") // only root gives files away, and not every file system has owners and modes
    static void giveRightsOf(Path old, Path fresh) {
        try {
            Map<String, Object> rights = Files.readAttributes(old, "unix:uid,gid");
            for (String owner : List.of("unix:gid", "unix:uid")) {
                try {
                    Files.setAttribute(fresh, owner, rights.get(owner.substring("unix:".length())));
                } catch (IOException e) {
                }
            }
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(old));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
        }
    }

    @SuppressWarnings("EmptyCatch") // not every file system can; the rename itself has been made
    private static void force(Path folder) {
        // An interrupted thread could not open the channel.
        boolean interrupted = Thread.interrupted();
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
