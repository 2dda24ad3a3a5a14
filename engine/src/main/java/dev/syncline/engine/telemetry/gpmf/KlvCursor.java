package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the items of one level of a GPMF payload. An item is 4 bytes of key, 1 of type, 1 of sample size, 2 of sample
 * count (big-endian), the samples, and padding to 4 bytes; see gopro/gpmf-parser, "GPMF KLV".
 */
final class KlvCursor {
    static final int HEADER_BYTES = 8;
    /** Real payloads nest DEVC, STRM, item; deeper ones are made to hurt. */
    private static final int DEEPEST = 8;

    private final ByteBuffer payload;
    private final int end;
    private final int depth;
    private final String file;
    private final String where;
    private int at;

    private KlvCursor(ByteBuffer payload, int from, int end, int depth, String file, String where) {
        this.payload = payload;
        this.at = from;
        this.end = end;
        this.depth = depth;
        this.file = file;
        this.where = where;
    }

    /** The items of a whole payload. */
    static KlvCursor of(byte[] payload, String file, String where) {
        return from(payload, 0, file, where);
    }

    /** The items from a byte on. */
    static KlvCursor from(byte[] bytes, int at, String file, String where) {
        return new KlvCursor(ByteBuffer.wrap(bytes), at, bytes.length, 0, file, where);
    }

    /** Where the next item begins, or the one that is wrong. */
    int at() {
        return at;
    }

    /** The items inside an item of type 0. */
    KlvCursor into(KlvItem item) throws TelemetryFormatException {
        if (depth == DEEPEST) {
            throw wrong(item.at(), "items nested more than " + DEEPEST + " deep: this is no GPMF data");
        }
        return new KlvCursor(payload, item.at(), item.at() + item.length(), depth + 1, file, where);
    }

    /**
     * The next item, null at the end or where only zero bytes follow.
     *
     * @throws TelemetryFormatException when an item says that it is longer than what holds it
     */
    @Nullable
    KlvItem next() throws TelemetryFormatException {
        if (at == end || isPadding()) {
            return null;
        }
        if (end - at < HEADER_BYTES) {
            throw wrong(
                    at, (end - at) + " bytes left, an item needs at least " + HEADER_BYTES + ": the data is cut short");
        }
        KlvItem item = new KlvItem(
                KlvKeys.name(payload.getInt(at)),
                (char) Byte.toUnsignedInt(payload.get(at + 4)),
                Byte.toUnsignedInt(payload.get(at + 5)),
                Short.toUnsignedInt(payload.getShort(at + 6)),
                payload,
                at + HEADER_BYTES);
        if (!KlvKeys.isName(payload.getInt(at))) {
            throw wrong(at, "an item is called " + printable(item.key()) + ": the data is damaged");
        }
        int room = end - at - HEADER_BYTES;
        if (item.length() > room) {
            throw wrong(
                    at,
                    "item " + printable(item.key()) + " says " + item.length() + " bytes, " + room
                            + " are left: the data is damaged or cut short");
        }
        int padded = (item.length() + 3) & ~3;
        at = Math.min(end, at + HEADER_BYTES + padded);
        return item;
    }

    private boolean isPadding() {
        for (int i = at; i < Math.min(end, at + 4); i++) {
            if (payload.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An error at a byte of the payload. */
    TelemetryFormatException wrong(int byteAt, String problem) {
        return new TelemetryFormatException(file, where + ", byte " + byteAt, problem);
    }

    private static String printable(String key) {
        return "'" + key.replaceAll("[^ -~]", "?") + "'";
    }
}
