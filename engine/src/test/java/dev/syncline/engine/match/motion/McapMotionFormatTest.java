package dev.syncline.engine.match.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapWriter;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McapMotionFormatTest {
    private static final McapChannel ROS_2 = new McapChannel(1, "/imu", "cdr", "sensor_msgs/msg/Imu", "ros2msg", "");
    private static final McapChannel ROS_1 = new McapChannel(2, "/old", "ros1", "sensor_msgs/Imu", "ros1msg", "");

    @TempDir
    Path folder;

    private interface Writing {
        void run(McapWriter out) throws IOException;
    }

    private MotionLog read(Writing writing) throws IOException {
        return read(writing, ReadOptions.PLAIN);
    }

    private MotionLog read(Writing writing, ReadOptions options) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter out = new McapWriter(bytes, ChunkCompression.NONE, "test")) {
            out.addChannel(ROS_2);
            out.addChannel(ROS_1);
            writing.run(out);
        }
        return TelemetryReaders.open(Files.write(folder.resolve("x.mcap"), bytes.toByteArray()), options);
    }

    @Test
    void shouldReadTheTopicWithTheMostMessages() throws IOException {
        MotionLog log = read(out -> {
            for (int i = 0; i < 3; i++) {
                long ns = 1_700_000_000_123_456_789L + 5_000_000L * i;
                out.write(
                        1,
                        i,
                        ns + 9_000,
                        ns + 9_000,
                        RosImu.cdr(ByteOrder.LITTLE_ENDIAN, "imu_link", ns, .5 + i, -1, 2));
            }
            for (int i = 0; i < 2; i++) {
                out.write(2, i, i, i, RosImu.ros1("base", 1_000_000_000L + i, 1, 1, 1));
            }
        });
        assertEquals("mcap", log.format());
        assertEquals(3, log.gyro().size());
        assertEquals(1_700_000_000_123_456_789L, log.gyro().startNs());
        assertEquals(1.5f, log.gyro().x(1));
        assertEquals(-1f, log.gyro().y(0));
        assertEquals(2f, log.gyro().z(2));
        assertEquals("ZYx", log.orientation().letters());
        assertEquals(
                "rates are those of topic /imu, the one with the most messages of /imu, /old",
                log.warnings().getFirst().text());
    }

    @Test
    void shouldReadBothByteOrdersAnyFrameNameAndRosOne() throws IOException {
        for (String frame : new String[] {"", "a", "imu", "camera_imu_optical_frame"}) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                ImuMessage message = ImuMessage.read(
                        ROS_2, ByteBuffer.wrap(RosImu.cdr(order, frame, 2_000_000_003L, .25, .5, -.75)), false);
                assertEquals(new ImuMessage(2_000_000_003L, .25, .5, -.75), message, frame + order);
            }
            ImuMessage old =
                    ImuMessage.read(ROS_1, ByteBuffer.wrap(RosImu.ros1(frame, 4_000_000_003L, .25, .5, -.75)), false);
            assertEquals(new ImuMessage(4_000_000_003L, .25, .5, -.75), old, frame);
        }
    }

    @Test
    void shouldTakeTheRecordersTimesWhereThereAreNoStamps() throws IOException {
        Writing writing = out -> {
            out.write(2, 0, 1_000_000, 1_000_000, RosImu.ros1("", 0, 1, 1, 1));
            out.write(2, 1, 6_000_000, 6_000_000, RosImu.ros1("", 0, 2, 1, 1));
            out.write(2, 2, 7_000_000, 7_000_000, new byte[30]);
        };
        assertTrue(assertThrows(TelemetryFormatException.class, () -> read(writing))
                .leavesGoodParts());
        MotionLog log = read(writing, ReadOptions.PLAIN.lenient(true));
        assertEquals(6_000_000, log.gyro().endNs());
        assertEquals(
                "1 damaged part is left out: x.mcap, topic /old: messages that are cut short or damaged: 1",
                log.warnings().getFirst().text());
        assertTrue(log.warnings().get(1).text().startsWith("2 messages have no stamp"), log.warnings()::toString);
    }

    /** Their clocks may be two. */
    @Test
    void shouldNotMixStampsAndTheRecordersTimes() throws IOException {
        long ns = 1_700_000_000_000_000_000L;
        MotionLog mostStamped = read(out -> {
            for (int i = 0; i < 5; i++) {
                out.write(2, i, 1_000_000L * i, 0, RosImu.ros1("", i == 2 ? 0 : ns + 1_000_000L * i, i, 1, 1));
            }
        });
        assertEquals(4, mostStamped.gyro().size());
        assertEquals(ns, mostStamped.gyro().startNs());
        assertEquals(
                "1 messages have no stamp, unlike the others: left out",
                mostStamped.warnings().getFirst().text());
        MotionLog fewStamped = read(out -> {
            for (int i = 0; i < 5; i++) {
                out.write(2, i, 1_000_000L * i, 0, RosImu.ros1("", i == 2 ? ns : 0, i, 1, 1));
            }
        });
        assertEquals(4, fewStamped.gyro().size());
        assertEquals(4_000_000, fewStamped.gyro().endNs());
        assertTrue(
                fewStamped.warnings().getFirst().text().endsWith("; the 1 that have one are left out"),
                fewStamped.warnings()::toString);
    }

    @Test
    void shouldSayThatStampsAreAnotherClocks() throws IOException {
        for (long apartNs : new long[] {1_000_000_000L, 1_000_000_001L, -1_000_000_001L}) {
            MotionLog log = read(out -> {
                for (int i = 0; i < 3; i++) {
                    long ns = 5_000_000_000L + 1_000_000L * i;
                    out.write(2, i, ns, ns, RosImu.ros1("", ns + apartNs, 1, 1, 1));
                }
            });
            String side = apartNs < 0 ? "before" : "after";
            assertEquals(
                    Math.abs(apartNs) == 1_000_000_000L
                            ? List.of()
                            : List.of("times are the messages' own stamps, which lie 1.0 s " + side
                                    + " the recorder's times: another clock's"),
                    log.warnings().stream().map(Warning::text).toList());
        }
    }

    @Test
    void shouldTakeNoRatesWhereTheSenderSaysThatItHasNone() throws IOException {
        Writing writing = out -> {
            for (int i = 0; i < 3; i++) {
                byte[] message = RosImu.cdr(ByteOrder.LITTLE_ENDIAN, "imu", 1 + i, 0, 0, 0);
                int covariance = message.length - 21 * Double.BYTES;
                ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putDouble(covariance, -1);
                out.write(1, i, i, i, message);
            }
        };
        TelemetryFormatException refused = assertThrows(TelemetryFormatException.class, () -> read(writing));
        assertTrue(String.valueOf(refused.getMessage()).contains("no angular velocity"), refused.getMessage());
        MotionLog log = read(out -> {
            writing.run(out);
            out.write(2, 0, 1, 1, RosImu.ros1("", 1, 1, 1, 1));
            out.write(2, 1, 2, 2, RosImu.ros1("", 2, 1, 1, 1));
        });
        assertEquals(2, log.gyro().size());
    }

    @Test
    void shouldSayThatThereIsNoMotion() {
        TelemetryFormatException e = assertThrows(
                TelemetryFormatException.class, () -> read(out -> out.write(2, 0, 1, 1, RosImu.ros1("", 1, 1, 1, 1))));
        assertTrue(String.valueOf(e.getMessage()).startsWith("x.mcap: no motion data: no topic"), e.getMessage());
        McapChannel json = new McapChannel(3, "/imu", "json", "sensor_msgs/msg/Imu", "jsonschema", "");
        assertTrue(!ImuMessage.isIn(json) && ImuMessage.isIn(ROS_1) && ImuMessage.isIn(ROS_2));
    }

    @Property(tries = 300)
    void shouldThrowNothingWhateverTheBytes(
            @ForAll byte[] bytes, @ForAll @IntRange(min = 0, max = 250) int cut, @ForAll int name) {
        ImuMessage.read(ROS_2, ByteBuffer.wrap(bytes), true);
        ImuMessage.read(ROS_1, ByteBuffer.wrap(bytes), true);
        byte[] good = RosImu.cdr(ByteOrder.LITTLE_ENDIAN, "imu", 1, 1, 1, 1);
        assertNotNull(ImuMessage.read(ROS_2, ByteBuffer.wrap(good), true));
        if (cut < 4 + 16 + 8 + 13 * 8 + 24 - 8) {
            assertNull(ImuMessage.read(ROS_2, ByteBuffer.wrap(Arrays.copyOf(good, cut)), true));
        }
        ByteBuffer long1 =
                ByteBuffer.wrap(good.clone()).order(ByteOrder.LITTLE_ENDIAN).putInt(12, name);
        ImuMessage.read(ROS_2, long1, true);
        byte[] old = RosImu.ros1("imu", 1, 1, 1, 1);
        ImuMessage.read(
                ROS_1, ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN).putInt(12, name), true);
    }

    private static byte[] whole(double turnCovariance, double accelerationCovariance, double w) {
        ByteBuffer b = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(7).putInt(1).putInt(0).putInt(0);
        b.putDouble(0).putDouble(0).putDouble(1 - w).putDouble(w).putDouble(turnCovariance);
        b.position(b.position() + 64);
        b.putDouble(.1).putDouble(.2).putDouble(.3).position(b.position() + 72);
        b.putDouble(1).putDouble(-2).putDouble(9.5).putDouble(accelerationCovariance);
        b.position(b.position() + 64);
        byte[] bytes = new byte[b.position()];
        b.get(0, bytes);
        return bytes;
    }

    private static byte[] stamped(byte[] message, int second) {
        message[4] = (byte) second;
        return message;
    }

    @Test
    void shouldReadAccelerationAndTurnsWhereTheSenderHasThem() throws IOException {
        MotionLog log = read(
                out -> {
                    out.write(2, 1, 1, 1, stamped(whole(0, 0, 1), 1));
                    out.write(2, 2, 2, 2, stamped(whole(-1, 0, 1), 2));
                    out.write(2, 3, 3, 3, stamped(whole(0, -1, 0), 3));
                    out.write(2, 4, 4, 4, stamped(whole(0, 0, .5), 4));
                },
                ReadOptions.PLAIN.allStreams(true));
        assertEquals(4, log.gyro().size());
        SensorTrack acceleration = log.streams().get(0);
        assertEquals(3, acceleration.size());
        assertEquals(-2f, acceleration.value(0, 1));
        SensorTrack turns = log.streams().get(1);
        assertEquals(2, turns.size(), "one says that there is none, one is no unit quaternion");
        assertEquals(1f, turns.value(0, 0));
        assertEquals(1f, turns.value(1, 3));
        assertEquals(3_000_000_000L, turns.timeNs(1));
    }
}
