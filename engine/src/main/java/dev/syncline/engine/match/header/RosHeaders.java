package dev.syncline.engine.match.header;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers of ROS messages: types that begin with a {@code std_msgs/Header}, or with a time as Foxglove's do. In ROS 1 a
 * header has a number before its stamp.
 */
final class RosHeaders {
    private static final Pattern HEADER = Pattern.compile("(std_msgs/(msg/)?)?Header\\s+\\w+");
    private static final Pattern TIME = Pattern.compile("(builtin_interfaces/(msg/)?Time|time)\\s+\\w+");

    private static final int CDR_HEAD_BYTES = 4;
    private static final int STAMP_BYTES = 8;
    private static final int NUMBER_BYTES = 4;

    private RosHeaders() {}

    /** Messages of ROS 2, in CDR; null where they begin with no time. */
    static @Nullable HeaderReader ros2(String schema) {
        String first = firstField(schema);
        return HEADER.matcher(first).matches() || TIME.matcher(first).matches() ? RosHeaders::cdr : null;
    }

    /** Messages of ROS 1; null where they begin with no time. */
    static @Nullable HeaderReader ros1(String schema) {
        String first = firstField(schema);
        if (HEADER.matcher(first).matches()) {
            return RosHeaders::numbered;
        }
        return TIME.matcher(first).matches() ? RosHeaders::plain : null;
    }

    private static String firstField(String schema) {
        return schema.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty() && !line.contains("="))
                .findFirst()
                .orElse("");
    }

    private static @Nullable MessageHeader cdr(ByteBuffer data) {
        if (data.remaining() < CDR_HEAD_BYTES + STAMP_BYTES) {
            return null;
        }
        boolean little = (data.get(data.position() + 1) & 1) != 0;
        ByteBuffer ordered = data.duplicate().order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = data.position() + CDR_HEAD_BYTES;
        return MessageHeader.stamped(
                MessageHeader.stampNs(ordered.getInt(at), Integer.toUnsignedLong(ordered.getInt(at + 4))));
    }

    private static @Nullable MessageHeader numbered(ByteBuffer data) {
        if (data.remaining() < NUMBER_BYTES + STAMP_BYTES) {
            return null;
        }
        ByteBuffer little = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long number = Integer.toUnsignedLong(little.getInt());
        return new MessageHeader(stamp(little), MessageHeader.ABSENT, number, 0);
    }

    private static @Nullable MessageHeader plain(ByteBuffer data) {
        return data.remaining() < STAMP_BYTES
                ? null
                : MessageHeader.stamped(stamp(data.duplicate().order(ByteOrder.LITTLE_ENDIAN)));
    }

    private static long stamp(ByteBuffer little) {
        long seconds = Integer.toUnsignedLong(little.getInt());
        return MessageHeader.stampNs(seconds, Integer.toUnsignedLong(little.getInt()));
    }
}
