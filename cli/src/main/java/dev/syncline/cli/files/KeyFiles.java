package dev.syncline.cli.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/** Files with secrets. */
public final class KeyFiles {
    private static final int LONGEST_BYTES = 1024;

    private KeyFiles() {}

    /** Warns where others than the owner and its group can read a key. */
    public static void warnIfOpen(@Nullable Path key, PrintWriter err) {
        try {
            if (key != null
                    && Files.isRegularFile(key)
                    && Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
                err.println("syncline: warning: every user of this machine can read the key in " + key
                        + "; take that away: chmod 600 " + key);
                err.flush();
            }
        } catch (IOException | UnsupportedOperationException e) {
            // No permissions here, or no file: whoever reads it will be told.
            return;
        }
    }

    /**
     * Reads a key of 64 hexadecimal digits.
     *
     * @throws IOException when it cannot be read or is none: one line
     */
    public static String hexadecimal(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST_BYTES + 1);
        }
        String key = new String(bytes, StandardCharsets.UTF_8).strip();
        if (!key.matches("[0-9a-fA-F]{64}")) {
            String found = bytes.length > LONGEST_BYTES
                    ? "more than " + LONGEST_BYTES + " bytes"
                    : key.length() + " characters";
            throw new IOException(file + " is no key: expected 64 hexadecimal digits, found " + found);
        }
        return key;
    }
}
