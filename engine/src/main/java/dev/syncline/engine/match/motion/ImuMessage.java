package dev.syncline.engine.match.motion;

import dev.syncline.engine.match.mcap.McapChannel;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ROS's {@code sensor_msgs/Imu}: a header with a stamp and a frame's name, an orientation, its covariance, and the angular
 * velocity. As CDR (ROS 2: an encapsulation of four bytes says the byte order, numbers lie at multiples of their size behind
 * it) or as ROS 1 packs it.
 *
 * @param stampNs the header's stamp, ns; 0 where the sender left it out
 * @param x,y,z rates, rad/s; NaN where the sender says that it has none (its covariance begins with -1)
 * @param turn from the body to the world, w, x, y, z: double[4], NaN where the sender says that it has none; empty where it
 *     was not asked for
 * @param acceleration m/s²: double[3], NaN where the sender says that it has none; empty where it was not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record ImuMessage(long stampNs, double x, double y, double z, double[] turn, double[] acceleration) {
    private static final double[] NOT_ASKED = {};

    /** Rates alone. */
    ImuMessage(long stampNs, double x, double y, double z) {
        this(stampNs, x, y, z, NOT_ASKED, NOT_ASKED);
    }

    /** Orientation and its covariance stand before the angular velocity. */
    private static final int NUMBERS_BEFORE = 4 + 9;

    private static final int COVARIANCE_BYTES = 9 * Double.BYTES;
    /** The first number of a covariance whose quantity the sender has not. */
    private static final double ABSENT = -1;

    private static final int ENCAPSULATION_BYTES = 4;
    private static final long NANOS = 1_000_000_000L;

    /** Whether a topic's messages are of this type, in an encoding that is read. */
    static boolean isIn(McapChannel channel) {
        return switch (channel.schemaName()) {
            case "sensor_msgs/msg/Imu" -> channel.messageEncoding().equals("cdr");
            // ROS 2's first releases named their types as ROS 1 does.
            case "sensor_msgs/Imu" -> List.of("ros1", "cdr").contains(channel.messageEncoding());
            default -> false;
        };
    }

    /**
     * Reads a message.
     *
     * @param allStreams whether turn and acceleration are read too
     * @return null where it is cut short or no such message
     */
    static @Nullable ImuMessage read(McapChannel channel, ByteBuffer message, boolean allStreams) {
        ByteBuffer data = message.slice();
        try {
            return channel.messageEncoding().equals("cdr") ? cdr(data, allStreams) : ros1(data, allStreams);
        } catch (BufferUnderflowException | IllegalArgumentException cutShort) {
            return null;
        }
    }

    private static @Nullable ImuMessage cdr(ByteBuffer data, boolean allStreams) {
        int kind = data.getShort();
        if (kind != 0 && kind != 1) {
            return null;
        }
        data.position(ENCAPSULATION_BYTES).order(kind == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long stampNs = data.getInt() * NANOS + Integer.toUnsignedLong(data.getInt());
        int nameBytes = data.getInt();
        int behind = data.position() - ENCAPSULATION_BYTES + Math.max(0, nameBytes);
        return nameBytes < 0 || behind < 0
                ? null
                : numbers(data, ENCAPSULATION_BYTES + ((behind + 7) & ~7), stampNs, allStreams);
    }

    private static @Nullable ImuMessage ros1(ByteBuffer data, boolean allStreams) {
        data.order(ByteOrder.LITTLE_ENDIAN).getInt();
        long stampNs = Integer.toUnsignedLong(data.getInt()) * NANOS + Integer.toUnsignedLong(data.getInt());
        int nameBytes = data.getInt();
        return nameBytes < 0 ? null : numbers(data, data.position() + nameBytes, stampNs, allStreams);
    }

    private static @Nullable ImuMessage numbers(ByteBuffer data, int at, long stampNs, boolean allStreams) {
        data.position(at).position(at + NUMBERS_BEFORE * Double.BYTES);
        double x = data.getDouble();
        double y = data.getDouble();
        double z = data.getDouble();
        if (data.remaining() >= Double.BYTES && data.getDouble(data.position()) == ABSENT) {
            x = Double.NaN;
            y = Double.NaN;
            z = Double.NaN;
        } else if (!(Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z))) {
            return null;
        }
        return allStreams
                ? new ImuMessage(
                        stampNs, x, y, z, turn(data, at), acceleration(data, data.position() + COVARIANCE_BYTES))
                : new ImuMessage(stampNs, x, y, z);
    }

    private static double[] turn(ByteBuffer data, int at) {
        double[] turn = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        if (data.getDouble(at + 4 * Double.BYTES) != ABSENT) {
            for (int i = 0; i < 4; i++) {
                // Sent as x, y, z, w.
                turn[(i + 1) % 4] = data.getDouble(at + i * Double.BYTES);
            }
        }
        return turn;
    }

    private static double[] acceleration(ByteBuffer data, int at) {
        double[] acceleration = {Double.NaN, Double.NaN, Double.NaN};
        boolean there = at + 4 * Double.BYTES <= data.limit();
        if (there && data.getDouble(at + 3 * Double.BYTES) != ABSENT) {
            for (int i = 0; i < 3; i++) {
                acceleration[i] = data.getDouble(at + i * Double.BYTES);
            }
        }
        return acceleration;
    }
}
