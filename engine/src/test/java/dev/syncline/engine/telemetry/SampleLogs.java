package dev.syncline.engine.telemetry;

import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapWriter;
import dev.syncline.engine.telemetry.blackbox.FlightBuilder;
import dev.syncline.engine.telemetry.dvtm.DvtmPacketBuilder;
import dev.syncline.engine.telemetry.rtmd.RtmdPacketBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A log of {@link #COUNT} samples in each format, 5 ms apart: sample i turns at i, −2·i and 3 thousandths of something. */
@SuppressWarnings("ByteBufferBackingArray") // all are made by allocate
final class SampleLogs {
    static final int COUNT = 16;

    private SampleLogs() {}

    /**
     * A log.
     *
     * @param samplesFrom the byte where the samples begin; before it damage may cost everything
     */
    record Sample(byte[] bytes, int samplesFrom) {}

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Sample text(String head, String separator, double unit) {
        StringBuilder out = new StringBuilder(head);
        for (int i = 0; i < COUNT; i++) {
            out.append(String.format(
                    Locale.ROOT,
                    "%.3f%s%.4f%s%.4f%s%.4f\n",
                    100 + i * .005 * unit,
                    separator,
                    i * .001,
                    separator,
                    i * -.002,
                    separator,
                    .003));
        }
        return new Sample(ascii(out.toString()), head.length());
    }

    static Sample gcsv() {
        return text("GYROFLOW IMU LOG\nversion,1.3\ntscale,1\ngscale,1\nt,gx,gy,gz\n", ",", 1);
    }

    static Sample table() {
        return text("time (s);gyro x (rad/s);gyro y (rad/s);gyro z (rad/s)\n", ";", 1);
    }

    /** Payloads of two samples each. */
    static Sample gpmf() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < COUNT; i += 2) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            item(stream, "TSMP", 'L', 4, ByteBuffer.allocate(4).putInt(i + 2).array());
            item(
                    stream,
                    "SCAL",
                    's',
                    2,
                    ByteBuffer.allocate(2).putShort((short) 1000).array());
            ByteBuffer rates = ByteBuffer.allocate(12);
            for (int k = i; k < i + 2; k++) {
                rates.putShort((short) k).putShort((short) (-2 * k)).putShort((short) 3);
            }
            item(stream, "GYRO", 's', 6, rates.array());
            ByteArrayOutputStream device = new ByteArrayOutputStream();
            item(device, "DVID", 'L', 4, ByteBuffer.allocate(4).putInt(1).array());
            item(device, "STRM", '\0', 4, stream.toByteArray());
            item(out, "DEVC", '\0', 4, device.toByteArray());
        }
        return new Sample(out.toByteArray(), 5);
    }

    private static void item(ByteArrayOutputStream out, String key, char type, int struct, byte[] value) {
        out.writeBytes(ascii(key));
        out.write(type);
        out.write(struct);
        out.write((value.length / struct) >> 8);
        out.write(value.length / struct);
        out.writeBytes(value);
        out.writeBytes(new byte[(4 - value.length % 4) % 4]);
    }

    static Sample blackbox() {
        FlightBuilder flight = new FlightBuilder(0, 1);
        int from = flight.bytes().length;
        for (int i = 0; i < COUNT; i++) {
            flight.alone(i, 1000 + 5000 * i, i, -2 * i, 3);
        }
        return new Sample(flight.end().bytes(), from);
    }

    /** With a message of synchronisation before every fourth sample. */
    static Sample ulog() {
        ByteBuffer b = little(1 << 14);
        b.put(new byte[] {0x55, 0x4c, 0x6f, 0x67, 0x01, 0x12, 0x35, 1}).putLong(0);
        String format = "sensor_combined:uint64_t timestamp;float[3] gyro_rad;";
        b.putShort((short) format.length()).put((byte) 'F').put(ascii(format));
        String topic = "sensor_combined";
        b.putShort((short) (3 + topic.length())).put((byte) 'A').put((byte) 0).putShort((short) 7);
        b.put(ascii(topic));
        int from = b.position();
        for (int i = 0; i < COUNT; i++) {
            if (i % 4 == 0) {
                b.putShort((short) 8).put((byte) 'S');
                b.put(new byte[] {0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, (byte) 0xbb, 0x12});
            }
            b.putShort((short) 22).put((byte) 'D').putShort((short) 7).putLong(1000 + 5000L * i);
            rates(b, i);
        }
        return new Sample(Arrays.copyOf(b.array(), b.position()), from);
    }

    private static void rates(ByteBuffer b, int i) {
        b.putFloat(i * .001f).putFloat(i * -.002f).putFloat(.003f);
    }

    static Sample dataflash() {
        ByteBuffer b = little(1 << 14);
        kind(b, 128, 89, "FMT", "BBnNZ", "Type,Length,Name,Format,Columns");
        kind(b, 11, 23, "IMU", "Qfff", "TimeUS,GyrX,GyrY,GyrZ");
        int from = b.position();
        for (int i = 0; i < COUNT; i++) {
            b.put((byte) 0xa3).put((byte) 0x95).put((byte) 11).putLong(1000 + 5000L * i);
            rates(b, i);
        }
        return new Sample(Arrays.copyOf(b.array(), b.position()), from);
    }

    private static void kind(ByteBuffer b, int kind, int bytes, String name, String types, String labels) {
        b.put((byte) 0xa3).put((byte) 0x95).put((byte) 128).put((byte) kind).put((byte) bytes);
        b.put(Arrays.copyOf(ascii(name), 4)).put(Arrays.copyOf(ascii(types), 16));
        b.put(Arrays.copyOf(ascii(labels), 64));
    }

    static Sample tlog() {
        ByteBuffer b = little(1 << 14);
        for (int i = 0; i < COUNT; i++) {
            b.order(ByteOrder.BIG_ENDIAN).putLong(1_700_000_000_000_000L + 5000L * i);
            int begin = b.order(ByteOrder.LITTLE_ENDIAN).position();
            b.put((byte) 0xfe)
                    .put((byte) 28)
                    .put((byte) i)
                    .put((byte) 1)
                    .put((byte) 1)
                    .put((byte) 30);
            b.putInt(1000 + 5 * i).putFloat(0).putFloat(0).putFloat(0);
            rates(b, i);
            int crc = 0xffff;
            for (int at = begin + 1; at <= b.position(); at++) {
                crc ^= at < b.position() ? b.get(at) & 0xff : 39;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8408 : crc >> 1;
                }
            }
            b.putShort((short) crc);
        }
        int aPacket = b.position() / COUNT;
        // The format is told by the first two packets.
        return new Sample(Arrays.copyOf(b.array(), b.position()), 2 * aPacket);
    }

    /** Packets of 16 bytes. */
    static Sample camm() {
        ByteBuffer b = little(16 * COUNT);
        for (int i = 0; i < COUNT; i++) {
            b.putShort((short) 0).putShort((short) 2);
            rates(b, i);
        }
        return new Sample(b.array(), 0);
    }

    /** Packets of one sample each, 16 counts for 1°/s. */
    static Sample rtmd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < COUNT; i++) {
            out.writeBytes(new RtmdPacketBuilder()
                    .real(0xe439, 16)
                    .triples(0xe43b, i, -2 * i, 3)
                    .packet());
        }
        return new Sample(out.toByteArray(), 0);
    }

    /** Packets of one orientation each: between each two it turns at k, −2·k and 3 thousandths. */
    static Sample dvtm() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        double[] q = {1, 0, 0, 0};
        double[] turn = new double[4];
        for (int i = 0; i <= COUNT; i++) {
            out.writeBytes(new DvtmPacketBuilder()
                    .inside(
                            3,
                            new DvtmPacketBuilder()
                                    .inside(
                                            3,
                                            new DvtmPacketBuilder()
                                                    .inside(2, new DvtmPacketBuilder().orientations(3, q))))
                    .packet());
            Quaternion.ofRotationVector(i * .001, i * -.002, .003, turn, 0);
            Quaternion.multiply(q, 0, turn, 0, q, 0);
        }
        return new Sample(out.toByteArray(), 0);
    }

    static Sample mcap() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from;
        try (McapWriter out = new McapWriter(bytes, ChunkCompression.NONE, "test")) {
            out.addChannel(new McapChannel(1, "/imu", "cdr", "sensor_msgs/msg/Imu", "ros2msg", ""));
            for (int i = 0; i < COUNT; i++) {
                ByteBuffer b = little(344).putInt(0x100).putInt(100).putInt(1_000_000 * (1 + 5 * i));
                b.putInt(1).putInt(0).position(20 + 13 * 8);
                b.putDouble(i * .001).putDouble(i * -.002).putDouble(.003);
                out.write(1, i, 1_000_000L * (1 + 5 * i), 1_000_000L * (1 + 5 * i), b.array());
            }
        }
        from = bytes.size();
        return new Sample(bytes.toByteArray(), from);
    }

    static Sample insta360() {
        ByteBuffer gyro = little(20 * COUNT);
        for (int i = 0; i < COUNT; i++) {
            gyro.putLong(1000 + 5000L * i)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0);
            gyro.putShort((short) (32768 + i)).putShort((short) (32768 - 2 * i)).putShort((short) (32768 + 3));
        }
        byte[] metadata = {(byte) 0xf0, 3, 1};
        ByteBuffer all = little(8 + gyro.capacity() + 6 + metadata.length + 6 + 72);
        all.order(ByteOrder.BIG_ENDIAN).putInt(8).put(ascii("ftyp")).order(ByteOrder.LITTLE_ENDIAN);
        all.put(gyro.array()).put((byte) 0).put((byte) 3).putInt(gyro.capacity());
        all.put(metadata).put((byte) 0).put((byte) 1).putInt(metadata.length);
        all.position(all.position() + 32).putInt(all.capacity() - 8).putInt(3);
        all.put(ascii("8db42d694ccc418790edff439fe026bf"));
        return new Sample(all.array(), all.capacity());
    }

    /** Its samples are in one piece of text: a project is whole or an error. */
    static Sample project() {
        StringBuilder out = new StringBuilder("{\"title\":\"Gyroflow data file\",\"gyro_source\":{\"raw_imu\":[");
        for (int i = 0; i < COUNT; i++) {
            out.append(i == 0 ? "" : ",").append("{\"timestamp_ms\":").append(1 + 5 * i);
            out.append(",\"gyro\":[")
                    .append(i * .001)
                    .append(',')
                    .append(i * -.002)
                    .append(",0.003]}");
        }
        byte[] bytes = ascii(out.append("]}}").toString());
        return new Sample(bytes, bytes.length);
    }
}
