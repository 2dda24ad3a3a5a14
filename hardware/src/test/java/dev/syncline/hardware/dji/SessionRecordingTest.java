package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.StampNoise;
import dev.syncline.engine.clock.TickFormula;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionRecordingTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("raw.bin");
    }

    private void write(RecordedEvent... events) throws IOException {
        try (SessionRecording.Writer writer = new SessionRecording.Writer(file, "tag=1\n")) {
            for (RecordedEvent event : events) {
                writer.write(event);
            }
        }
    }

    @Test
    void shouldReadEveryKindOfEvent() throws IOException {
        write(
                new RecordedEvent.Begun(1),
                new RecordedEvent.Sent(2, new byte[] {1}),
                new RecordedEvent.Received(3, new byte[] {2, 3}),
                new RecordedEvent.Edge(4, -5, 6),
                new RecordedEvent.Tick(7),
                new RecordedEvent.LineLost(8, "pulled – out"),
                new RecordedEvent.LineBack(9),
                new RecordedEvent.Ended(10));
        try (SessionRecording.Reader reader = new SessionRecording.Reader(file)) {
            assertEquals("tag=1\n", reader.settings());
            assertEquals(new RecordedEvent.Begun(1), reader.next());
            assertArrayEquals(
                    new byte[] {1},
                    assertInstanceOf(RecordedEvent.Sent.class, reader.next()).bytes());
            RecordedEvent.Received received = assertInstanceOf(RecordedEvent.Received.class, reader.next());
            assertEquals(3, received.hostNs());
            assertArrayEquals(new byte[] {2, 3}, received.bytes());
            assertEquals(new RecordedEvent.Edge(4, -5, 6), reader.next());
            assertEquals(new RecordedEvent.Tick(7), reader.next());
            assertEquals(new RecordedEvent.LineLost(8, "pulled – out"), reader.next());
            assertEquals(new RecordedEvent.LineBack(9), reader.next());
            assertEquals(new RecordedEvent.Ended(10), reader.next());
            assertNull(reader.next());
            assertFalse(reader.cutOff());
        }
    }

    @Test
    void shouldUseWhatIsBeforeACut() throws IOException {
        write(new RecordedEvent.Begun(1), new RecordedEvent.Received(3, new byte[50]));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        try (SessionRecording.Reader reader = new SessionRecording.Reader(file)) {
            assertEquals(new RecordedEvent.Begun(1), reader.next());
            assertNull(reader.next());
            assertTrue(reader.cutOff());
        }
    }

    @Test
    void shouldSayWhereAFileIsDamaged() throws IOException {
        write(new RecordedEvent.Begun(1), new RecordedEvent.Tick(2));
        byte[] bytes = Files.readAllBytes(file);
        bytes[31] = 99;
        Files.write(file, bytes);
        try (SessionRecording.Reader reader = new SessionRecording.Reader(file)) {
            reader.next();
            IOException e = assertThrows(IOException.class, reader::next);
            assertEquals(
                    file + ": byte 31: event of unknown kind 99; the file is damaged or of a newer version",
                    e.getMessage());
        }
        bytes[31] = 4;
        bytes[40] = 127; // a length of 2 GB takes no memory
        Files.write(file, bytes);
        try (SessionRecording.Reader reader = new SessionRecording.Reader(file)) {
            reader.next();
            IOException e = assertThrows(IOException.class, reader::next);
            assertTrue(
                    String.valueOf(e.getMessage()).contains("byte 31: a length of 2130706432 bytes"), e.getMessage());
        }
    }

    @Test
    void shouldRefuseOtherFiles() throws IOException {
        Files.writeString(file, "GYROFLOW IMU LOG");
        IOException e = assertThrows(IOException.class, () -> new SessionRecording.Reader(file).close());
        assertEquals(file + " is no recorded session: it does not begin with SYNCDJI1", e.getMessage());
        Files.writeString(file, "SYNCDJI1");
        e = assertThrows(IOException.class, () -> new SessionRecording.Reader(file).close());
        assertEquals(file + " is no recorded session: it ends within its head", e.getMessage());
    }

    @Test
    void shouldKeepSettingsButNoKey() throws IOException {
        SessionSettings session = new SessionSettings(10, 3, 200, 42L, GoldenFrames.KEY);
        RunSettings settings = new RunSettings(session, TickFormula.TICKS_ONLY, 2e5, StampNoise.ONE_SIDED, 1e4);
        String text = settings.text();
        assertFalse(text.contains(GoldenFrames.KEY.substring(0, 8)));
        assertFalse(settings.toString().contains(GoldenFrames.KEY.substring(0, 8)));
        assertEquals(settings, RunSettings.parse(text, GoldenFrames.KEY));
        assertThrows(IOException.class, () -> RunSettings.parse(text, null));
        assertThrows(IOException.class, () -> RunSettings.parse(text.replace("tag=3", "tag=-3"), GoldenFrames.KEY));
        assertThrows(IOException.class, () -> RunSettings.parse("", null));
    }
}
