package dev.syncline.bindings.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.match.mcap.McapWriter;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCompressionsTest {
    /** Three messages as the reference implementation in Python writes them, LZ4 with blocks that may depend. */
    private static final String REFERENCE = ""
            + "894d434150300d0a010900000000000000000000000100000070068f000000000000000000000000000000d0"
            + "0700000000000082000000000000008dfe1579030000006c7a34640000000000000004224d18684082000000"
            + "00000000f14d000000320416000100f00301000000020000002f74040000006a736f6e18002005180600031f"
            + "000e0200277b7d210000420022e8032500040800092100005f0022d0072100a0d0070000000000007b7d0000"
            + "000007360000000000000001003000000000000000000000001f00000000000000e803000000000000400000"
            + "0000000000d00700000000000061000000000000000f04000000000000000000000004160000000000000001"
            + "000000020000002f74040000006a736f6e000000000b38000000000000000300000000000000000001000000"
            + "0000000000000000010000000000000000000000d0070000000000000a00000001000300000000000000084d"
            + "000000000000000000000000000000d0070000000000001a0000000000000098000000000000000a00000001"
            + "00b2000000000000003f00000000000000030000006c7a34640000000000000082000000000000000e110000"
            + "000000000003fe0000000000000000000000000000000e110000000000000004fe000000000000001f000000"
            + "000000000e11000000000000000b1d0100000000000041000000000000000e1100000000000000085e010000"
            + "0000000056000000000000000e11000000000000000ab40100000000000000000000000000000e1100000000"
            + "0000000db4010000000000000000000000000000021400000000000000fe00000000000000b4010000000000"
            + "00a2ac8bb5894d434150300d0a";

    @TempDir
    Path folder;

    private static byte[] file(ChunkCompression compression, int messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = new McapWriter(bytes, compression, "test")) {
            writer.addChannel(new McapChannel(3, "/t", "json", "", "", ""));
            for (int i = 0; i < messages; i++) {
                writer.write(3, i, i, i, new byte[100]);
            }
        }
        return bytes.toByteArray();
    }

    private static long count(Path path) throws IOException {
        long[] count = new long[1];
        try (McapReader reader = McapReader.open(path, ChunkCompressions.all())) {
            reader.read(message -> count[0]++);
        }
        return count[0];
    }

    @Test
    void shouldReadBackCompressedChunks() throws IOException {
        for (ChunkCompression compression : ChunkCompressions.all()) {
            byte[] bytes = file(compression, 3_000);
            assertTrue(bytes.length < 150_000, compression.name() + ": " + bytes.length);
            assertEquals(3_000, count(Files.write(folder.resolve("m.mcap"), bytes)));
        }
    }

    @Test
    void shouldReadWhatTheReferenceImplementationWrites() throws IOException {
        byte[] bytes = HexFormat.of().parseHex(REFERENCE);
        assertEquals(3, count(Files.write(folder.resolve("m.mcap"), bytes)));
    }

    @Test
    void shouldTakeNoMoreThanTheSizeThatTheHeadPromises() throws IOException {
        // The head says 1 byte and thousands come: reading stops there.
        for (ChunkCompression compression : ChunkCompressions.all()) {
            byte[] bytes = file(compression, 500);
            long plainSizeAt = 8 + 9 + 4 + 4 + 4 + 9 + 16;
            bytes[(int) plainSizeAt] = 1;
            bytes[(int) plainSizeAt + 1] = 0;
            bytes[(int) plainSizeAt + 2] = 0;
            Path path = Files.write(folder.resolve("m.mcap"), bytes);
            TelemetryFormatException e = assertThrows(TelemetryFormatException.class, () -> count(path));
            assertTrue(String.valueOf(e.getMessage()).contains("more than 1 bytes came out of it"), e.getMessage());
        }
    }

    @Property(tries = 200)
    void shouldThrowNothingButTheFormatsExceptionOnDamagedChunks(
            @ForAll boolean zstd, @ForAll @IntRange(max = 5000) int at, @ForAll byte value) throws IOException {
        byte[] bytes = file(zstd ? new ZstdChunks() : new Lz4Chunks(), 20);
        bytes[at % bytes.length] = value;
        Path path = Files.createTempFile("damaged", ".mcap");
        try {
            Files.write(path, bytes);
            count(path);
        } catch (TelemetryFormatException expected) {
            assertTrue(String.valueOf(expected.getMessage()).startsWith("damaged"), expected.getMessage());
        } finally {
            Files.delete(path);
        }
    }
}
