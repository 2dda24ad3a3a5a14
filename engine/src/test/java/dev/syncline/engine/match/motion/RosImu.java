package dev.syncline.engine.match.motion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Messages of {@code sensor_msgs/Imu} as tests need them. */
public final class RosImu {
    private RosImu() {}

    /** As CDR; rates in rad/s. */
    public static byte[] cdr(ByteOrder order, String frame, long stampNs, double x, double y, double z) {
        ByteBuffer b = ByteBuffer.allocate(400).order(order);
        b.put((byte) 0).put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0)).putShort((short) 0);
        b.putInt((int) (stampNs / 1_000_000_000)).putInt((int) (stampNs % 1_000_000_000));
        byte[] name = (frame + "\0").getBytes(StandardCharsets.UTF_8);
        b.putInt(name.length).put(name);
        while ((b.position() - 4) % 8 != 0) {
            b.put((byte) 0x55);
        }
        return numbers(b, x, y, z);
    }

    /** As ROS 1 packs it; rates in rad/s. */
    public static byte[] ros1(String frame, long stampNs, double x, double y, double z) {
        ByteBuffer b = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(7).putInt((int) (stampNs / 1_000_000_000)).putInt((int) (stampNs % 1_000_000_000));
        byte[] name = frame.getBytes(StandardCharsets.UTF_8);
        return numbers(b.putInt(name.length).put(name), x, y, z);
    }

    private static byte[] numbers(ByteBuffer b, double x, double y, double z) {
        for (int i = 0; i < 13; i++) {
            b.putDouble(.1 * i);
        }
        b.putDouble(x).putDouble(y).putDouble(z);
        for (int i = 0; i < 21; i++) {
            b.putDouble(9);
        }
        byte[] bytes = new byte[b.position()];
        b.get(0, bytes);
        return bytes;
    }
}
