package dev.syncline.engine.telemetry.dataflash;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of message as the log itself describes it: a letter for each field's type, and the fields' names.
 *
 * @param name such as {@code IMU}
 * @param bytes of a message, its head of three bytes with it
 * @param fields by name
 */
record MessageKind(String name, int bytes, Map<String, Field> fields) {
    static final byte HEAD_1 = (byte) 0xa3;
    static final byte HEAD_2 = (byte) 0x95;
    static final int HEAD_BYTES = 3;
    /** The number of the message that describes messages. */
    static final int FORMAT = 128;

    static final int FORMAT_BYTES = 89;

    /**
     * A field.
     *
     * @param type its letter
     * @param at its first byte in the message
     */
    record Field(char type, int at) {}

    /**
     * Works a description out.
     *
     * @param types a letter a field
     * @param labels names, with commas between
     * @return null where the letters are unknown or do not fill the message
     */
    static @Nullable MessageKind of(String name, int bytes, String types, String labels) {
        Map<String, Field> fields = new HashMap<>();
        String[] names = labels.split(",", -1);
        int at = HEAD_BYTES;
        for (int i = 0; i < types.length(); i++) {
            int size = size(types.charAt(i));
            if (size == 0) {
                return null;
            }
            if (i < names.length) {
                fields.putIfAbsent(names[i].strip(), new Field(types.charAt(i), at));
            }
            at += size;
        }
        return at == bytes ? new MessageKind(name, bytes, fields) : null;
    }

    private static int size(char type) {
        return switch (type) {
            case 'b', 'B', 'M' -> 1;
            case 'h', 'H', 'c', 'C', 'g' -> 2;
            case 'i', 'I', 'e', 'E', 'f', 'L', 'n' -> 4;
            case 'd', 'q', 'Q' -> 8;
            case 'N' -> 16;
            case 'Z', 'a' -> 64;
            default -> 0;
        };
    }

    /** The field of this name and type; null where there is none. */
    @Nullable
    Field field(String wanted, String types) {
        Field field = fields.get(wanted);
        return field != null && types.indexOf(field.type()) >= 0 ? field : null;
    }

    /**
     * When what a message holds was measured, or else when it was logged: µs, or in logs from before 2015 ms, since the
     * board was started; null where it does not say.
     */
    @Nullable
    Field time() {
        Field sampled = field("SampleUS", "Q");
        Field logged = field("TimeUS", "Q");
        Field coarse = field("TimeMS", "I");
        if (sampled != null) {
            return sampled;
        }
        return logged != null ? logged : coarse;
    }

    /** What a field of {@link #time} counts in, ns. */
    static long tickNs(Field time) {
        return time.type() == 'Q' ? 1_000 : 1_000_000;
    }

    /** The time of a message, ns; negative where it cannot be right. */
    static long timeNs(ByteBuffer in, int message, Field time) {
        int at = message + time.at();
        long ticks = time.type() == 'Q' ? in.getLong(at) : Integer.toUnsignedLong(in.getInt(at));
        return ticks < Long.MAX_VALUE / tickNs(time) ? ticks * tickNs(time) : -1;
    }

    /** The number of a message's field. */
    static float rate(ByteBuffer in, int message, Field field) {
        int at = message + field.at();
        return field.type() == 'd' ? (float) in.getDouble(at) : in.getFloat(at);
    }
}
