package dev.syncline.hardware.dji;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-ECB over a frame's body, as the protocol prescribes. One thread at a time. */
public final class BodyCipher {
    /** Bodies are padded to whole blocks; a body that is aligned already gets a block more. */
    public static final int BLOCK_BYTES = 16;

    private static final int KEY_BYTES = 32;

    private final Cipher encrypting;
    private final Cipher decrypting;

    private BodyCipher(byte[] key) {
        SecretKeySpec spec = new SecretKeySpec(key, "AES");
        encrypting = cipher(Cipher.ENCRYPT_MODE, spec);
        decrypting = cipher(Cipher.DECRYPT_MODE, spec);
    }

    /**
     * A cipher for the key that DJI gave the application.
     *
     * @param key 64 hexadecimal digits
     * @throws IllegalArgumentException if it is something else; the message does not repeat the key
     */
    public static BodyCipher ofHex(String key) {
        String digits = key.strip();
        if (digits.length() != 2 * KEY_BYTES || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException(
                    "a key is 64 hexadecimal digits, found " + digits.length() + " characters");
        }
        return new BodyCipher(HexFormat.of().parseHex(digits));
    }

    @SuppressWarnings("InsecureCryptoUsage") // the wire format is what it is
    private static Cipher cipher(int mode, SecretKeySpec key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    /** Bytes that a body of {@code length} is padded with: 1 to 16. */
    static int padding(int length) {
        return BLOCK_BYTES - length % BLOCK_BYTES;
    }

    /** Encrypts whole blocks. */
    void encrypt(byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
        run(encrypting, from, fromOffset, length, to, toOffset);
    }

    /** Decrypts whole blocks. */
    void decrypt(byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
        run(decrypting, from, fromOffset, length, to, toOffset);
    }

    private static void run(Cipher cipher, byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
        try {
            // Without chaining and padding, update handles whole blocks at once and keeps nothing back.
            int done = cipher.update(from, fromOffset, length, to, toOffset);
            if (done != length) {
                throw new IllegalStateException("the cipher kept " + (length - done) + " of " + length + " bytes");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot run the cipher over " + length + " bytes", e);
        }
    }
}
