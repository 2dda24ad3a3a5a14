package dev.syncline.engine.telemetry.gyroflow;

import java.util.Arrays;

/** basE91 (Joachim Henke's): pairs of 91 printable characters carry 13 or 14 bits each, the lowest bits first. */
final class Base91 {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;<=>?@[]^_`{|}~\"";
    private static final int BASE = 91;
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        for (int i = 0; i < BASE; i++) {
            VALUES[ALPHABET.charAt(i)] = i;
        }
    }

    private Base91() {}

    /** The text of bytes: sixteen characters for thirteen bytes, or fewer. */
    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((int) (bytes.length * 16L / 13) + 2);
        int bits = 0;
        int held = 0;
        for (byte each : bytes) {
            bits |= (each & 0xff) << held;
            held += 8;
            if (held > 13) {
                int few = bits & 0x1fff;
                int taken = few > 88 ? 13 : 14;
                int pair = taken == 13 ? few : bits & 0x3fff;
                bits >>>= taken;
                held -= taken;
                text.append(ALPHABET.charAt(pair % BASE)).append(ALPHABET.charAt(pair / BASE));
            }
        }
        if (held > 0) {
            text.append(ALPHABET.charAt(bits % BASE));
            if (held > 7 || bits >= BASE) {
                text.append(ALPHABET.charAt(bits / BASE));
            }
        }
        return text.toString();
    }

    /**
     * The bytes of a text: at most seven for eight characters.
     *
     * @throws IllegalArgumentException when a character is none of the 91
     */
    static byte[] decode(String text) {
        byte[] out = new byte[(int) (text.length() * 7L / 8) + 2];
        int size = 0;
        long bits = 0;
        int held = 0;
        int first = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                throw new IllegalArgumentException("character " + (i + 1) + " is none of basE91's");
            }
            if (first < 0) {
                first = value;
                continue;
            }
            int pair = first + BASE * value;
            first = -1;
            bits |= (long) pair << held;
            // 88 of the pairs of 13 bits leave room for a fourteenth.
            held += (pair & 0x1fff) > 88 ? 13 : 14;
            while (held >= 8) {
                out[size++] = (byte) bits;
                bits >>>= 8;
                held -= 8;
            }
        }
        if (first >= 0) {
            out[size++] = (byte) (bits | (long) first << held);
        }
        return Arrays.copyOf(out, size);
    }
}
