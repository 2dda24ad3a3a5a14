package dev.syncline.engine.match.mcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.match.header.DepthaiTypes;
import dev.syncline.engine.match.read.McapMessages;
import dev.syncline.engine.match.read.McapTime;
import dev.syncline.engine.match.read.RecordedFile;
import dev.syncline.engine.match.read.RecordedStream;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McapTest {
    private static final McapChannel IMAGES = new McapChannel(
            1,
            "/image",
            "cdr",
            "sensor_msgs/msg/Image",
            "ros2msg",
            "# a picture\nstd_msgs/Header header\nuint8[] data");
    private static final McapChannel TICKS = new McapChannel(2, "/tick", "json", "", "", "");

    @TempDir
    Path folder;

    private static byte[] file(int messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = new McapWriter(bytes, ChunkCompression.NONE, "test")) {
            writer.addChannel(IMAGES);
            writer.addChannel(TICKS);
            for (int i = 0; i < messages; i++) {
                writer.write(1, i, 1_000L * i, 1_000L * i - (i == 0 ? 0 : 7), header(i, 5));
                writer.write(2, 0, 1_000L * i + 3, 1_000L * i + 3, "{}".getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A little-endian CDR message that begins with a stamp. */
    private static byte[] header(int seconds, int ns) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x0000_0100)
                .putInt(seconds)
                .putInt(ns)
                .putInt(0)
                .array();
    }

    private Path put(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("m.mcap"), bytes);
    }

    private static List<String> read(Path path) throws IOException {
        List<String> lines = new ArrayList<>();
        try (McapReader reader = McapReader.open(path, List.of())) {
            reader.read(m -> lines.add(m.channel().topic() + " " + m.sequence() + " " + m.logNs() + " " + m.publishNs()
                    + " " + m.data().remaining()));
        }
        return lines;
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        Path path = put(file(2));
        assertEquals(
                List.of("/image 0 0 0 16", "/tick 0 3 3 2", "/image 1 1000 993 16", "/tick 0 1003 1003 2"), read(path));
        try (McapReader reader = McapReader.open(path, List.of())) {
            assertEquals(List.of(IMAGES, TICKS), reader.channels());
            assertEquals(List.of(), reader.warnings());
        }
    }

    @Test
    void shouldWriteManyChunks() throws IOException {
        byte[] bytes = file(20_000);
        List<String> lines = read(put(bytes));
        assertEquals(40_000, lines.size());
        assertEquals("/tick 0 19999003 19999003 2", lines.getLast());
    }

    /** Checked against the reference implementation's reader; header, chunk, message, index, data end as it wants them. */
    @Test
    void shouldWriteTheBytesOfTheFormat() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = new McapWriter(bytes, ChunkCompression.NONE, "x")) {
            writer.addChannel(new McapChannel(0, "/t", "json", "", "", ""));
            writer.write(0, 9, 1, 2, new byte[] {0x7b, 0x7d});
        }
        String begin = "894d434150300d0a" // magic
                + "01" + "0900000000000000" + "00000000" + "01000000" + "78" // header: profile, library
                + "06" + "6800000000000000" // chunk, 104 bytes
                + "0100000000000000" + "0100000000000000" // first and last time
                + "4000000000000000"; // 64 bytes of records
        String records = "04" + "1600000000000000" + "0000" + "0000" + "02000000" + "2f74" + "04000000" + "6a736f6e"
                + "00000000";
        String hex = HexFormat.of().formatHex(bytes.toByteArray());
        assertEquals(begin, hex.substring(0, begin.length()));
        int at = hex.indexOf(records);
        assertTrue(at > 0, hex);
        String message = "05" + "1800000000000000" + "0000" + "09000000" + "0100000000000000" + "0200000000000000"
                + "7b7d" // the message
                + "07" + "1600000000000000" + "0000" + "10000000" + "0100000000000000" + "1f00000000000000";
        assertEquals(message, hex.substring(at + records.length(), at + records.length() + message.length()));
        assertTrue(hex.endsWith("894d434150300d0a"));
    }

    @Test
    void shouldReadFromFrontToBackWhatWasNotClosed() throws IOException {
        byte[] whole = file(3);
        byte[] cut = Arrays.copyOf(whole, whole.length - 40);
        Path path = put(cut);
        try (McapReader reader = McapReader.open(path, List.of())) {
            assertEquals(
                    List.of("m.mcap: has no footer: the recorder was not closed; read from front to back"),
                    reader.warnings());
        }
        assertEquals(6, read(path).size());
    }

    @Test
    void shouldTakeTheStampOfRosHeaders() throws IOException {
        Path path = put(file(3));
        RecordedFile stamps = McapMessages.read(path, McapTime.HEADER, Set.of("/image"), List.of());
        assertEquals(2_000_000_005L, stamps.streams().getFirst().timeNs(2));
        RecordedFile published = McapMessages.read(path, McapTime.PUBLISH, Set.of("/image"), List.of());
        assertEquals(993, published.streams().getFirst().timeNs(1));
        TelemetryFormatException none = assertThrows(
                TelemetryFormatException.class, () -> McapMessages.read(path, McapTime.HEADER, Set.of(), List.of()));
        assertTrue(String.valueOf(none.getMessage()).contains("topic /tick"), none.getMessage());
        TelemetryFormatException noTopic = assertThrows(
                TelemetryFormatException.class, () -> McapMessages.read(path, McapTime.LOG, Set.of("/no"), List.of()));
        assertEquals("m.mcap: has no topic /no; it has /image, /tick", noTopic.getMessage());
    }

    private Path put(McapChannel channel, List<byte[]> messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = new McapWriter(bytes, ChunkCompression.NONE, "test")) {
            writer.addChannel(channel);
            for (int i = 0; i < messages.size(); i++) {
                writer.write(channel.id(), i, 1_000_000L * i, 1_000_000L * i, messages.get(i));
            }
        }
        return put(bytes.toByteArray());
    }

    @Test
    void shouldTakeNumbersStampsAndExposuresOutOfDepthaiMessages() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (int n : new int[] {1000, 1001, 1003}) {
            frames.add(DepthaiTypes.frame(33_000_000L * n, 33_000_000L * n - 5, n, 2_000));
        }
        Path path = put(DepthaiTypes.frames(), frames);
        RecordedStream stream = McapMessages.read(path, McapTime.AUTO, Set.of(), List.of())
                .streams()
                .getFirst();
        assertEquals(1003, stream.message(2).sequence());
        assertEquals(33_099_000_000L, stream.timeNs(2));
        assertEquals(2_000_000, stream.message(2).exposureNs());
        assertFalse(stream.isNumberedByRecorder());
        RecordedStream device = McapMessages.read(path, McapTime.DEVICE, Set.of(), List.of())
                .streams()
                .getFirst();
        assertEquals(33_098_999_995L, device.timeNs(2));
        // Whatever time counts, a frame's number is the camera's.
        RecordedStream log = McapMessages.read(path, McapTime.LOG, Set.of(), List.of())
                .streams()
                .getFirst();
        assertEquals(1003, log.message(2).sequence());
        assertEquals(2_000_000L, log.timeNs(2));
    }

    @Test
    void shouldTakeEachSampleOfImuBatches() throws IOException {
        Path path = put(
                DepthaiTypes.imu(),
                List.of(
                        DepthaiTypes.batch(new long[] {100, 105, 1}, new long[] {100, 110, 2}),
                        DepthaiTypes.batch(new long[] {200, 115, 3})));
        List<RecordedStream> sensors =
                McapMessages.read(path, McapTime.AUTO, Set.of(), List.of()).streams();
        assertEquals("imu/accelerometer", sensors.get(0).name());
        assertEquals(2, sensors.get(0).size(), "a slower sensor's sample comes again");
        assertEquals(3, sensors.get(1).size());
        assertEquals(110, sensors.get(1).timeNs(1));
        assertEquals(-2.0, sensors.get(1).message(1).values()[0]);
    }

    @Test
    void shouldTakeTheLogTimeWhereNobodyFilledInAStamp() throws IOException {
        Path path = put(DepthaiTypes.frames(), List.of(DepthaiTypes.frame(0, 0, 0, 0), DepthaiTypes.frame(0, 0, 0, 0)));
        RecordedFile file = McapMessages.read(path, McapTime.AUTO, Set.of(), List.of());
        assertEquals(1_000_000L, file.streams().getFirst().timeNs(1));
        assertTrue(file.streams().getFirst().isNumberedByRecorder());
        assertEquals(
                List.of("m.mcap: topic img_frame: all stamps in its messages are the same: its log time counts"),
                file.warnings());
        TelemetryFormatException none = assertThrows(
                TelemetryFormatException.class, () -> McapMessages.read(path, McapTime.HEADER, Set.of(), List.of()));
        assertEquals(
                "m.mcap, topic img_frame: all messages have the same stamp; use its log or publish time",
                none.getMessage());
    }

    @Test
    void shouldSayWhereOneTopicHasStampsAndAnotherNone() throws IOException {
        RecordedFile file = McapMessages.read(put(file(3)), McapTime.AUTO, Set.of(), List.of());
        assertEquals(2_000_000_005L, file.streams().get(0).timeNs(2));
        assertEquals(
                List.of("m.mcap: topic /tick: its messages have no stamp, those of other topics have: its log time"
                        + " counts, which may be another clock"),
                file.warnings());
    }

    @Test
    void shouldTellDamageByTheChecksums() throws IOException {
        byte[] bytes = file(2);
        byte[] inChunk = bytes.clone();
        inChunk[200] ^= 1;
        TelemetryFormatException chunk = assertThrows(TelemetryFormatException.class, () -> read(put(inChunk)));
        assertTrue(
                String.valueOf(chunk.getMessage()).contains("chunk at byte 29: is damaged: its CRC"),
                chunk.getMessage());
        byte[] inSummary = bytes.clone();
        inSummary[bytes.length - 100] ^= 1;
        TelemetryFormatException summary = assertThrows(TelemetryFormatException.class, () -> read(put(inSummary)));
        assertTrue(String.valueOf(summary.getMessage()).contains("the index is damaged"), summary.getMessage());
    }

    @Test
    void shouldNotBelieveASizeThatLies() throws IOException {
        byte[] bytes = file(1);
        // The chunk begins at byte 29; its uncompressed size lies 9 + 16 bytes further.
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(29 + 9 + 16, (1L << 28) - 1);
        TelemetryFormatException e = assertThrows(TelemetryFormatException.class, () -> read(put(bytes)));
        assertTrue(
                String.valueOf(e.getMessage()).contains("bytes came out of it, its head promises 268435455"),
                e.getMessage());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(29 + 9 + 16, 1L << 40);
        TelemetryFormatException tooLong = assertThrows(TelemetryFormatException.class, () -> read(put(bytes)));
        assertTrue(String.valueOf(tooLong.getMessage()).contains("expected at most 268435456"), tooLong.getMessage());
    }

    @Test
    void shouldNameACompressionThatItDoesNotKnow() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChunkCompression odd = new ChunkCompression() {
            @Override
            public String name() {
                return "odd";
            }

            @Override
            public java.io.InputStream decompress(java.io.InputStream compressed) {
                return compressed;
            }

            @Override
            public byte[] compress(byte[] plain) {
                return plain;
            }
        };
        try (McapWriter writer = new McapWriter(bytes, odd, "x")) {
            writer.addChannel(TICKS);
            writer.write(2, 0, 0, 0, new byte[0]);
        }
        Path path = put(bytes.toByteArray());
        TelemetryFormatException e = assertThrows(TelemetryFormatException.class, () -> read(path));
        assertTrue(
                String.valueOf(e.getMessage()).contains("compressed with 'odd', which is not supported"),
                e.getMessage());
    }

    /** Any bytes may be damaged, cut off or repeated: nothing but the format's exception comes of it. */
    @Property(tries = 500)
    void shouldThrowNothingButTheFormatsException(
            @ForAll @IntRange(min = 0, max = 5000) int at, @ForAll byte value, @ForAll @IntRange(max = 900) int cut)
            throws IOException {
        byte[] bytes = file(2);
        bytes[at % bytes.length] = value;
        byte[] damaged = Arrays.copyOf(bytes, bytes.length - cut % bytes.length);
        Path path = Files.createTempFile("damaged", ".mcap");
        try {
            Files.write(path, damaged);
            read(path);
        } catch (TelemetryFormatException expected) {
            assertTrue(String.valueOf(expected.getMessage()).startsWith("damaged"), expected.getMessage());
        } finally {
            Files.delete(path);
        }
    }

    @Test
    void shouldRefuseMessagesOfChannelsThatWereNotAdded() throws IOException {
        try (McapWriter writer = new McapWriter(new ByteArrayOutputStream(), ChunkCompression.NONE, "x")) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(5, 0, 0, 0, new byte[0]));
            writer.addChannel(TICKS);
            assertThrows(IllegalArgumentException.class, () -> writer.addChannel(TICKS));
        }
        assertArrayEquals(McapLayout.MAGIC, Arrays.copyOf(file(0), 8));
    }
}
