package dev.syncline.hardware.framesync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/** A secret that cameras share: whoever has it can make packets that they believe. Its text form does not show it. */
public final class SyncKey {
    /** Fewer bytes could be guessed. */
    public static final int SHORTEST_BYTES = 16;

    private static final int LONGEST_BYTES = 4096;

    private final SecretKeySpec secret;

    private SyncKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * A key of these bytes, which are copied.
     *
     * @throws IllegalArgumentException if there are fewer than {@link #SHORTEST_BYTES}
     */
    public static SyncKey of(byte[] secret) {
        if (secret.length < SHORTEST_BYTES) {
            throw new IllegalArgumentException(
                    "a key of " + secret.length + " bytes, expected " + SHORTEST_BYTES + " or more");
        }
        return new SyncKey(secret);
    }

    /**
     * Reads a key file: all its bytes, but for line ends at the end.
     *
     * @throws IOException if it cannot be read, is too short or longer than any key
     */
    public static SyncKey read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST_BYTES + 1);
        }
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        if (length < SHORTEST_BYTES || length > LONGEST_BYTES) {
            throw new IOException(file + ": a key of "
                    + (bytes.length > LONGEST_BYTES ? "more than " + LONGEST_BYTES : String.valueOf(length))
                    + " bytes, expected " + SHORTEST_BYTES + " to " + LONGEST_BYTES
                    + "; make one with: head -c 32 /dev/urandom | base64 > " + file);
        }
        return new SyncKey(Arrays.copyOf(bytes, length));
    }

    SecretKeySpec secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "SyncKey[secret]";
    }
}
