package dev.syncline.engine.match.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.syncline.engine.match.mcap.McapChannel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageHeadersTest {
    private static final long ABSENT = MessageHeader.ABSENT;

    private static @Nullable MessageHeader read(McapChannel channel, byte[] message) {
        HeaderReader reader = MessageHeaders.of(channel);
        assertNotNull(reader, channel.schemaName());
        return reader.read(ByteBuffer.wrap(message));
    }

    private static McapChannel text(String encoding, String schemaEncoding, String schema) {
        return new McapChannel(1, "/t", encoding, "T", schemaEncoding, schema);
    }

    @Test
    void shouldReadStampsNumberAndExposureOfDepthaiFrames() {
        assertEquals(
                new MessageHeader(10_033_333_000L, 5_000_000_001L, 1001, 8_000_000),
                read(DepthaiTypes.frames(), DepthaiTypes.frame(10_033_333_000L, 5_000_000_001L, 1001, 8_000)));
        // Zeros are not written; an exposure that the camera does not tell is −1.
        assertEquals(new MessageHeader(0, 0, 0, 0), read(DepthaiTypes.frames(), DepthaiTypes.frame(0, 0, 0, -1)));
    }

    @Test
    void shouldReadFoxgloveStamps() {
        assertEquals(
                MessageHeader.stamped(1_795_735_380_000_000_007L),
                read(DepthaiTypes.foxglove(), DepthaiTypes.foxglove(1_795_735_380_000_000_007L)));
        byte[] json = "{\"data\": [1, {\"stamp\": 2}], \"timestamp\": {\"sec\": 7, \"nsec\": 9}, \"frame_id\": \"\"}"
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(MessageHeader.stamped(7_000_000_009L), read(text("json", "jsonschema", "{}"), json));
        byte[] cdr = cdr(ByteOrder.LITTLE_ENDIAN, 7, 9);
        assertEquals(
                MessageHeader.stamped(7_000_000_009L),
                read(text("cdr", "ros2msg", "builtin_interfaces/Time timestamp\nstring frame_id"), cdr));
    }

    private static byte[] cdr(ByteOrder order, int seconds, int ns) {
        return ByteBuffer.allocate(16)
                .put((byte) 0)
                .put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0))
                .putShort((short) 0)
                .order(order)
                .putInt(seconds)
                .putInt(ns)
                .array();
    }

    @Test
    void shouldReadRosHeaders() {
        McapChannel ros2 = text("cdr", "ros2msg", "# c\nuint8 KIND=1\nstd_msgs/Header header\nuint8[] data");
        assertEquals(MessageHeader.stamped(3_000_000_004L), read(ros2, cdr(ByteOrder.BIG_ENDIAN, 3, 4)));
        assertNull(read(ros2, new byte[11]));
        McapChannel ros1 = text("ros1", "ros1msg", "Header header\nuint32 height");
        byte[] message = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(42)
                .putInt(3)
                .putInt(4)
                .array();
        assertEquals(new MessageHeader(3_000_000_004L, ABSENT, 42, 0), read(ros1, message));
        byte[] json =
                "{\"header\": {\"seq\": 5, \"stamp\": {\"sec\": 1, \"nanosec\": 2}}}".getBytes(StandardCharsets.UTF_8);
        assertEquals(new MessageHeader(1_000_000_002L, ABSENT, 5, 0), read(text("json", "jsonschema", "{}"), json));
    }

    @Test
    void shouldNotTakeForAStampWhatIsNone() {
        assertNull(MessageHeaders.of(text("cdr", "ros2msg", "float64 x\nstd_msgs/Header header")));
        assertNull(MessageHeaders.of(text("protobuf", "protobuf", "no schema at all")));
        assertNull(MessageHeaders.of(text("flatbuffer", "flatbuffer", "")));
        McapChannel json = text("json", "", "");
        assertNull(read(json, "{\"timestamp\": 12.5}".getBytes(StandardCharsets.UTF_8)));
        assertNull(read(json, "{\"timestamp\": {\"sec\": 1, \"nsec\": 1000000000}}".getBytes(StandardCharsets.UTF_8)));
        assertNull(read(json, "[1".getBytes(StandardCharsets.UTF_8)));
        assertEquals(ABSENT, MessageHeader.stampNs(1L << 40, 0));
        assertEquals(2_305_843_008_999_999_999L, MessageHeader.stampNs(2_305_843_008L, 999_999_999));
    }

    @Test
    void shouldReadEverySampleOfAnImuBatch() {
        ImuBatchReader reader = MessageHeaders.batches(DepthaiTypes.imu());
        assertNotNull(reader);
        List<String> samples = new ArrayList<>();
        reader.read(
                ByteBuffer.wrap(DepthaiTypes.batch(new long[] {100, 105, 1}, new long[] {200, 205, 2})),
                (sensor, header, x, y, z) -> samples.add(sensor + " " + header.timeNs() + " " + x));
        assertEquals(List.of("0 100 1.0", "1 105 -1.0", "0 200 2.0", "1 205 -2.0"), samples);
        assertNull(MessageHeaders.batches(DepthaiTypes.frames()));
    }

    @Property(tries = 300)
    void shouldSurviveDamage(@ForAll @IntRange(max = 4000) int at, @ForAll byte value, @ForAll boolean inSchema) {
        for (McapChannel channel : List.of(DepthaiTypes.frames(), DepthaiTypes.imu())) {
            byte[] schema = new byte[channel.schema().remaining()];
            channel.schema().get(schema);
            byte[] message = channel.id() == 1
                    ? DepthaiTypes.frame(1, 2, 3, 4)
                    : DepthaiTypes.batch(new long[] {100, 105, 1}, new long[] {200, 205, 2});
            byte[] damaged = inSchema ? schema : message;
            damaged[at % damaged.length] = value;
            McapChannel read =
                    new McapChannel(1, "t", "protobuf", channel.schemaName(), "protobuf", ByteBuffer.wrap(schema));
            HeaderReader headers = MessageHeaders.of(read);
            if (headers != null) {
                headers.read(ByteBuffer.wrap(message));
            }
            ImuBatchReader batches = MessageHeaders.batches(read);
            if (batches != null) {
                batches.read(ByteBuffer.wrap(message), (sensor, header, x, y, z) -> {});
            }
        }
    }

    @Test
    void shouldNotParseAPartThatIsTooLong() {
        ImuBatchReader reader = MessageHeaders.batches(DepthaiTypes.imu());
        assertNotNull(reader);
        byte[] packet = new byte[ProtobufHeaders.LONGEST_PART + 5];
        packet[0] = 0x0a; // field 1, a length and as many bytes
        packet[1] = (byte) 0x81;
        packet[2] = (byte) 0x80;
        packet[3] = 0x04;
        assertFalse(reader.read(ByteBuffer.wrap(packet), (sensor, header, x, y, z) -> {}));
    }
}
