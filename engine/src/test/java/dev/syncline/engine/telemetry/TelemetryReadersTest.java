package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.dvtm.DvtmPacketBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryReadersTest {
    private static final String GCSV = "GYROFLOW IMU LOG\ngscale,1\nt,gx,gy,gz\n0,1,2,3\n1,1,2,3\n";
    private static final DataTrackSource NOTHING = (video, fourCc) -> List.of();

    @TempDir
    Path folder;

    private Path video = Path.of("clip.MP4");

    @BeforeEach
    void makeVideo() throws IOException {
        video = Files.writeString(folder.resolve("clip.MP4"), "\0\0\0\u0018ftypmp42");
    }

    private static byte[] devc(String key, byte[] value) {
        ByteBuffer b = ByteBuffer.allocate(24 + value.length);
        b.put("DEVC".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) + 16 + value.length);
        b.put("STRM".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) + 8 + value.length);
        b.put(key.getBytes(StandardCharsets.US_ASCII)).putInt(('s' << 24) | (6 << 16) | (value.length / 6));
        b.put(value);
        return b.array();
    }

    private static DataTrackSource track(String key) {
        TimedPayload payload = new TimedPayload(0, 1_000_000_000L, devc(key, new byte[24]));
        return (video, fourCc) -> fourCc.equals("gpmd") ? List.of(payload) : List.of();
    }

    private String problem(@Nullable Path gyro, DataTrackSource embedded) {
        String message =
                String.valueOf(assertThrows(IOException.class, () -> TelemetryReaders.find(video, gyro, embedded))
                        .getMessage());
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void shouldPreferTheLogThatIsNamed() throws IOException {
        Path named = Files.writeString(folder.resolve("other.txt"), GCSV);
        Files.writeString(folder.resolve("clip.gcsv"), GCSV);
        assertEquals(
                "other.txt",
                TelemetryReaders.find(video, named, track("GYRO")).log().name());
    }

    @Test
    void shouldPreferWhatLiesInsideTheVideoToAFileBesideIt() throws IOException {
        Files.writeString(folder.resolve("clip.gcsv"), GCSV);
        assertEquals(
                "gpmf", TelemetryReaders.find(video, null, track("GYRO")).log().format());
        assertEquals(
                "clip.gcsv",
                TelemetryReaders.find(video, null, track("ACCL")).log().name());
    }

    @Test
    void shouldFindAFileBesideTheVideoWhateverTheCaseOfItsEnding() throws IOException {
        Files.writeString(folder.resolve("clip.CSV"), GCSV);
        assertEquals(
                "clip.CSV", TelemetryReaders.find(video, null, NOTHING).log().name());
        Files.writeString(folder.resolve("clip.GCSV"), GCSV);
        Files.writeString(folder.resolve("clip2.gcsv"), GCSV);
        assertEquals(
                "clip.GCSV", TelemetryReaders.find(video, null, NOTHING).log().name());
    }

    @Test
    void shouldSayWhatWasLookedForWhereNothingIsFound() throws IOException {
        String nothing = problem(null, NOTHING);
        assertTrue(nothing.startsWith("clip.MP4: no motion data inside it and no clip.gcsv or clip.csv or "), nothing);
        assertTrue(nothing.endsWith(" or clip.pendulum beside it"), nothing);
        Files.writeString(folder.resolve("clip.csv"), "a,b\n1,2\n");
        assertEquals(
                "clip.MP4: no gyro in its GoPro metadata and clip.csv beside it is no motion log that can be read",
                problem(null, track("ACCL")));
    }

    @Test
    void shouldReadTheDataInsideAVideoThatIsNamedAsTheLog() throws IOException {
        Path other = Files.copy(video, folder.resolve("other.mp4"));
        assertEquals(
                "other.mp4",
                TelemetryReaders.find(video, other, track("GYRO")).log().name());
        assertEquals(
                "other.mp4: no motion data in this video: it has no track with GoPro metadata or camera motion metadata or"
                        + " Sony metadata or DJI metadata; give the log that was recorded beside it",
                problem(other, NOTHING));
    }

    @Test
    void shouldNameTheFormatsWhereALogIsOfNone() throws IOException {
        Path odd = Files.writeString(folder.resolve("odd.gcsv"), "something else entirely");
        String formats = problem(odd, NOTHING);
        assertTrue(formats.startsWith("odd.gcsv: not a motion log that can be read; formats: Gyroflow CSV (.gcsv"));
        assertTrue(formats.contains(", GoPro metadata (in videos, .gpmf, .raw), "), formats);
        assertTrue(formats.contains(", a pendulum (.pendulum)"), formats);
        Path empty = Files.writeString(folder.resolve("empty.gcsv"), "");
        assertEquals("empty.gcsv: is empty; give a motion log", problem(empty, NOTHING));
        assertTrue(problem(folder.resolve("none.gcsv"), NOTHING).endsWith("none.gcsv: no such file; check the path"));
        assertTrue(problem(folder, NOTHING).contains(": is a folder, and no recording that is one"));
    }

    @Test
    void shouldReadAFormatThatATestAdds() throws IOException {
        Path beside = Files.writeString(folder.resolve("clip.pendulum"), "PENDULUM 2.5");
        TelemetryReaders.Found found = TelemetryReaders.find(video, null, NOTHING);
        assertEquals(beside, found.file());
        assertEquals("pendulum", found.log().format());
        assertEquals(2.5f, found.log().gyro().x(0));
        assertEquals("pendulum", TelemetryReaders.open(beside).format());
        Files.writeString(folder.resolve("clip.gcsv"), GCSV);
        assertEquals("gcsv", TelemetryReaders.find(video, null, NOTHING).log().format(), "the engine's own come first");
    }

    @Test
    void shouldReadRawGoProMetadata() throws IOException {
        Path raw = Files.write(folder.resolve("x.bin"), devc("GYRO", new byte[24]));
        assertEquals("gpmf", TelemetryReaders.open(raw).format());
    }

    /** The motion data inside a video tells of its stabilisation where another log is used, too. */
    @Test
    void shouldHearOfStabilisationFromATrackThatIsNotTheLog() throws IOException {
        Path video = Files.write(folder.resolve("dji.mp4"), new byte[] {0, 0, 0, 8, 'f', 't', 'y', 'p'});
        byte[] rockSteady =
                new DvtmPacketBuilder().inside(1, DvtmPacketBuilder.clip(1)).packet();
        byte[] off =
                new DvtmPacketBuilder().inside(1, DvtmPacketBuilder.clip(0)).packet();
        assertEquals("in the camera (RockSteady)", TelemetryReaders.stabilisation(video, dji(rockSteady)));
        assertNull(TelemetryReaders.stabilisation(video, dji(off)));
        assertNull(TelemetryReaders.stabilisation(video, dji(new byte[] {1, 2, 3})), "a damaged track is not the log");
        assertNull(TelemetryReaders.stabilisation(video, (file, fourCc) -> {
            throw new IOException("cannot be opened");
        }));
    }

    private static DataTrackSource dji(byte[] packet) {
        return (video, fourCc) -> fourCc.equals("djmd") ? List.of(new TimedPayload(0, 40_000_000, packet)) : List.of();
    }
}
