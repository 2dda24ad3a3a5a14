package dev.syncline.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that are small enough to be read at once. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * All of a file. A pipe could keep us waiting for ever, and a device never ends, so these are refused.
     *
     * @param mostBytes as long as such a file can be
     * @param what is expected, such as "a lens profile"
     * @throws NoSuchFileException when it is not there
     * @throws IOException when it is no regular file, is longer, or cannot be read: one line
     */
    public static byte[] read(Path file, long mostBytes, String what) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            String kind = Files.isDirectory(file) ? "a folder" : "a pipe or a device";
            throw new IOException(file + ": is " + kind + ", expected " + what + " in a file");
        }
        int most = (int) Math.min(mostBytes, Integer.MAX_VALUE - 16);
        long bytes = Files.size(file);
        if (bytes <= most) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] all = in.readNBytes(most + 1);
                if (all.length <= most) {
                    return all;
                }
                bytes = all.length;
            }
        }
        throw new IOException(file + ": is " + bytes + " bytes long, at most " + mostBytes + " are read: this is not "
                + what + ", or a damaged one");
    }
}
