package dev.syncline.engine.match.mcap;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a record's fields, and says where in the file it is when one does not fit. */
final class RecordBytes {
    private final String file;
    private final String place;
    private final ByteBuffer bytes;

    /**
     * @param place where the bytes begin, for messages: {@code "byte 1234"}, or {@code "chunk at byte 8, byte 12"}
     * @param bytes the record's content, from position to limit
     */
    RecordBytes(String file, String place, ByteBuffer bytes) {
        this.file = file;
        this.place = place;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return bytes.remaining();
    }

    int u8(String field) throws TelemetryFormatException {
        need(1, field);
        return Byte.toUnsignedInt(bytes.get());
    }

    int u16(String field) throws TelemetryFormatException {
        need(2, field);
        return Short.toUnsignedInt(bytes.getShort());
    }

    long u32(String field) throws TelemetryFormatException {
        need(4, field);
        return Integer.toUnsignedLong(bytes.getInt());
    }

    /** An unsigned 64-bit number below 2^63. */
    long u64(String field) throws TelemetryFormatException {
        need(8, field);
        long value = bytes.getLong();
        if (value < 0) {
            throw wrong(field + " is " + Long.toUnsignedString(value) + ", expected less than 2^63");
        }
        return value;
    }

    /** A time, ns: below 2^61, so that sums of times do not overflow. */
    long timeNs(String field) throws TelemetryFormatException {
        long value = u64(field);
        if (value >= 1L << 61) {
            throw wrong(field + " is " + value + " ns, expected less than 73 years");
        }
        return value;
    }

    String text(String field) throws TelemetryFormatException {
        return StandardCharsets.UTF_8
                .decode(block(u32(field + "'s length"), field))
                .toString();
    }

    /** The next bytes as a view; nothing is copied. */
    ByteBuffer block(long length, String field) throws TelemetryFormatException {
        need(length, field);
        ByteBuffer block = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return block;
    }

    private void need(long length, String field) throws TelemetryFormatException {
        if (length < 0 || length > bytes.remaining()) {
            throw wrong(field + " needs " + length + (length == 1 ? " byte, " : " bytes, ") + bytes.remaining()
                    + " are left in the record: the file is damaged");
        }
    }

    TelemetryFormatException wrong(String problem) {
        return new TelemetryFormatException(file, place, problem);
    }
}
