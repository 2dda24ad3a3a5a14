package dev.syncline.engine.telemetry.gpmf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One key, length, value of GPMF. The value lies inside the payload; its length was checked.
 *
 * @param key four characters
 * @param type what the value's numbers are: {@code s} 16-bit, {@code l} 32-bit, {@code J} unsigned 64-bit, {@code f} and
 *     {@code d} floating point and so on; 0 where the value is a list of items
 * @param structBytes bytes of one sample
 * @param count number of samples
 * @param payload the whole payload, big-endian
 * @param at where the value begins in the payload
 */
record KlvItem(String key, char type, int structBytes, int count, ByteBuffer payload, int at) {
    /** Bytes of the value, without padding. */
    int length() {
        return structBytes * count;
    }

    /** Bytes of one number, 0 where the type is not a number. */
    int numberBytes() {
        return switch (type) {
            case 'b', 'B' -> 1;
            case 's', 'S' -> 2;
            case 'l', 'L', 'f', 'q' -> 4;
            case 'd', 'j', 'J', 'Q' -> 8;
            default -> 0;
        };
    }

    /** How many numbers the value holds, 0 where it holds none. */
    int numberCount() {
        int bytes = numberBytes();
        return bytes == 0 ? 0 : length() / bytes;
    }

    /** The same item without the rest of its payload. */
    KlvItem alone() {
        byte[] value = new byte[length()];
        payload.get(at, value);
        return new KlvItem(key, type, structBytes, count, ByteBuffer.wrap(value), 0);
    }

    /** A number of the value. */
    double number(int index) {
        int pos = at + index * numberBytes();
        return switch (type) {
            case 'b' -> payload.get(pos);
            case 'B' -> Byte.toUnsignedInt(payload.get(pos));
            case 's' -> payload.getShort(pos);
            case 'S' -> Short.toUnsignedInt(payload.getShort(pos));
            case 'l' -> payload.getInt(pos);
            case 'L' -> Integer.toUnsignedLong(payload.getInt(pos));
            case 'f' -> payload.getFloat(pos);
            case 'd' -> payload.getDouble(pos);
            case 'j', 'J' -> payload.getLong(pos);
            case 'q' -> payload.getInt(pos) / 65536.0;
            case 'Q' -> payload.getLong(pos) / 4294967296.0;
            default -> throw new IllegalStateException(key + " of type '" + type + "' holds no numbers");
        };
    }

    /** The value as text, up to its first zero byte. */
    String text() {
        byte[] bytes = new byte[length()];
        payload.get(at, bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1).strip();
    }
}
