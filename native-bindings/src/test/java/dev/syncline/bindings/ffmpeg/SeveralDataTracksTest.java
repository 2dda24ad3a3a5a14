package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.dvtm.DvtmPacketBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos with several data tracks of one kind: which is taken. */
class SeveralDataTracksTest {
    @TempDir
    Path folder;

    private Path clip = Path.of("clip.mp4");

    @BeforeEach
    void makeClip() throws IOException {
        clip = CountedClip.write(folder.resolve("clip.mp4"), 60, 30, 1, VideoEncoding.mpeg4(5, 30, 2));
    }

    /** A DJI's packets whose orientations turn about x at this rate, ten a packet. */
    private static DataTrackClip.Track turning(int packets, int packetMs, double radPerS) {
        List<byte[]> all = IntStream.range(0, packets)
                .mapToObj(frame -> {
                    DvtmPacketBuilder attitude =
                            new DvtmPacketBuilder().whole(1, 1000L * frame).whole(2, frame);
                    for (int i = 0; i < 10; i++) {
                        double half = (frame + i / 10.0) * packetMs * 1e-3 * radPerS / 2;
                        attitude.orientations(3, Math.cos(half), Math.sin(half), 0, 0);
                    }
                    DvtmPacketBuilder packet = new DvtmPacketBuilder();
                    if (frame == 0) {
                        packet.inside(1, DvtmPacketBuilder.clip(0));
                    }
                    return packet.inside(
                                    3,
                                    DvtmPacketBuilder.frame(
                                            1_000_000 + 1000L * frame * packetMs,
                                            new DvtmPacketBuilder().inside(2, attitude.real(4, 0f))))
                            .packet();
                })
                .toList();
        return new DataTrackClip.Track("djmd", all, packetMs);
    }

    private static DataTrackClip.Track still(int packets) {
        byte[] packet =
                new DvtmPacketBuilder().inside(1, DvtmPacketBuilder.clip(0)).packet();
        return new DataTrackClip.Track(
                "djmd", IntStream.range(0, packets).mapToObj(k -> packet).toList(), 33);
    }

    private MotionLog read(DataTrackClip.Track... tracks) throws IOException {
        Path file = folder.resolve("several.mp4");
        DataTrackClip.write(clip, file, 0, List.of(tracks));
        return TelemetryReaders.find(file, null, new FfmpegDataTracks()).log();
    }

    private static void assertSaid(String expected, MotionLog log) {
        assertTrue(
                log.warnings().stream().anyMatch(w -> w.text().equals(expected)),
                () -> log.warnings().toString());
    }

    @Test
    void shouldTakeTheTrackWithAPacketForEachFrame() throws IOException {
        MotionLog log = read(turning(20, 100, 1), turning(60, 33, 2), turning(59, 33, 3));
        assertEquals(2, log.gyro().x(100), 0.05);
        assertSaid(
                "this video has 3 tracks with DJI metadata: number 2 was taken, which has as many packets as the picture"
                        + " has frames",
                log);
        MotionLog one = read(turning(20, 100, 1));
        assertTrue(
                one.warnings().stream().noneMatch(w -> w.text().contains("tracks with")),
                () -> one.warnings().toString());
    }

    @Test
    void shouldTakeTheFirstWithMotionOfThoseThatAreAlike() throws IOException {
        MotionLog log = read(still(60), turning(60, 33, 2), turning(60, 33, 3));
        assertEquals(2, log.gyro().x(100), 0.05);
        assertSaid(
                "this video has 3 tracks with DJI metadata: number 2 was taken, which has as many packets as the picture"
                        + " has frames, the first of these with motion data",
                log);
    }

    @Test
    void shouldTakeTheTrackThatIsAsLongAsThePicture() throws IOException {
        List<byte[]> long5 =
                IntStream.range(0, 5).mapToObj(FfmpegDataTracksTest::payload).toList();
        MotionLog log = read(
                new DataTrackClip.Track("gpmd", long5, 1000),
                new DataTrackClip.Track("gpmd", long5.subList(0, 2), 1000));
        assertEquals(20, log.gyro().size());
        assertSaid(
                "this video has 2 tracks with GoPro metadata: number 2 was taken, which is as long as the picture",
                log);
    }
}
