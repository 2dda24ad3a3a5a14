package dev.syncline.bindings.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.match.mcap.McapWriter;
import dev.syncline.engine.read.TelemetryFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCompressionsTest {
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
            byte[] bytes = file(compression, 30_000);
            assertTrue(bytes.length < 1_500_000, compression.name() + ": " + bytes.length);
            assertEquals(30_000, count(Files.write(folder.resolve("m.mcap"), bytes)));
        }
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
            assertTrue(e.getMessage().contains("more than 1 bytes came out of it"), e.getMessage());
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
            assertTrue(expected.getMessage().startsWith("damaged"), expected.getMessage());
        } finally {
            Files.delete(path);
        }
    }
}
