package dev.syncline.hardware.framesync.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedFramesReaderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void shouldReadRpicamMetadataWithNestedValuesAndEitherUnitOfTheWallClock() throws IOException {
        RecordedFrames nanoseconds = read("""
                [
                {"AeLocked": true, "ColourGains": [1.5, 2.0], "FrameWallClock": 1767225601000000000,
                 "SensorTimestamp": 5000000000, "SyncReady": true},
                {"FrameWallClock": 1767225601033333000, "SensorTimestamp": 5033333000, "SyncFrame": 1}
                ]
                """);
        assertEquals(RecordedFrames.TimeKind.WALL, nanoseconds.kind());
        assertEquals(33_333_000, nanoseconds.frameNs());
        assertEquals(RecordedFrames.UNKNOWN, nanoseconds.syncFrame(0));
        assertEquals(1, nanoseconds.syncFrame(1));
        RecordedFrames microseconds =
                read("{\"FrameWallClock\":1767225601000000}\n{\"FrameWallClock\":1767225601033333}\n");
        assertEquals(nanoseconds.timeNs(1), microseconds.timeNs(1));
    }

    @Test
    void shouldTakeTheSensorsClockWhereThereIsNoWallClock() throws IOException {
        RecordedFrames frames = read("[{\"SensorTimestamp\":5},{\"SensorTimestamp\":9}]");
        assertEquals(RecordedFrames.TimeKind.SENSOR, frames.kind());
        assertEquals(4, frames.frameNs());
    }

    @Test
    void shouldReadTimecodes() throws IOException {
        RecordedFrames frames = read("# timecode format v2\n0.000\n33.333\n66.667\n133.333\n");
        assertEquals(RecordedFrames.TimeKind.RELATIVE, frames.kind());
        assertEquals(1, frames.missing());
    }

    @Test
    void shouldSayWhatIsWrongAndWhere() {
        says("line 3: found 'abc', expected a time in milliseconds", "# timecode format v2\n0\nabc\n");
        says("line 1: expected '# timecode format v2'", "# timecode format v1\n0\n");
        says("line 2: SensorTimestamp is no whole number", "[{\"SensorTimestamp\":1},\n{\"SensorTimestamp\":\"x\"}]");
        says(
                "frame 1 is not later than the one before it (-4 ns)",
                "[{\"SensorTimestamp\":9},{\"SensorTimestamp\":5}]");
        says(
                "1 of 2 frames have no FrameWallClock and no SensorTimestamp",
                "[{\"SensorTimestamp\":9},{}]".replace("9},{}", "9},{\"x\":1}"));
        says("no frames in it", "[]");
        says("no frames in it", "");
        says("this is no JSON", "video");
        says("found 1 frames, expected 2 or more", "[{\"SensorTimestamp\":9}]");
    }

    private void says(String part, String content) {
        IOException e = assertThrows(RecordedFramesException.class, () -> read(content));
        assertTrue(String.valueOf(e.getMessage()).contains("frames.txt: "), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Property(tries = 300)
    void shouldAnswerGarbageWithAnIoException(@ForAll @StringLength(max = 60) String garbage) throws IOException {
        Path file = Files.createTempFile("garbage", ".json");
        try {
            Files.writeString(file, "[{\"FrameWallClock\":" + garbage);
            assertThrows(IOException.class, () -> RecordedFramesReader.read(file, null));
        } finally {
            Files.delete(file);
        }
    }

    private RecordedFrames read(String content) throws IOException {
        Path file = folder.resolve("frames.txt");
        Files.writeString(file, content);
        return RecordedFramesReader.read(file, null);
    }
}
