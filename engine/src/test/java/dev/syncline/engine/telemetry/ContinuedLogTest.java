package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuedLogTest {
    @TempDir
    Path folder;

    private Path gcsv(String name, int fromS, String orientation) throws IOException {
        StringBuilder out = new StringBuilder("GYROFLOW IMU LOG\nversion,1.3\norientation,").append(orientation);
        out.append("\ntscale,0.01\ngscale,1\nt,gx,gy,gz\n");
        for (int i = 0; i < 200; i++) {
            out.append(100 * fromS + i).append(",0.01,0.02,").append(fromS).append('\n');
        }
        return Files.writeString(folder.resolve(name), out);
    }

    private static MotionLog read(Path first, DataTrackSource tracks, Path... next) throws IOException {
        return TelemetryReaders.describe(first, tracks, ReadOptions.PLAIN.continuedBy(List.of(next)))
                .log();
    }

    private static final DataTrackSource NONE = (video, fourCc) -> List.of();

    @Test
    void shouldPutTheFilesOfALoggerOnOneTimeline() throws IOException {
        MotionLog log = read(gcsv("a.gcsv", 3, "XYZ"), NONE, gcsv("b.gcsv", 10, "XYZ"), gcsv("c.gcsv", 1, "XYZ"));
        assertEquals(600, log.gyro().size());
        assertEquals(3_000_000_000L, log.gyro().startNs());
        assertEquals(10_000_000_000L, log.gyro().timeNs(200), "its clock went on");
        assertEquals(10f, log.gyro().z(200));
        assertEquals(11_990_000_000L + 60_000_000_000L, log.gyro().timeNs(400), "its clock began again");
        assertEquals(
                List.of(
                        "b.gcsv goes on by the clock of the file before it, from log time 10.000 s on",
                        "the clock begins again with c.gcsv: it stands from log time 71.990 s on, a minute after the file"
                                + " before it"),
                log.warnings().stream().map(w -> w.text()).toList());
    }

    @Test
    void shouldPutMotionDataThatWasTakenOutOfVideosRightBehindEachOther() throws IOException {
        Path first = Files.write(folder.resolve("a.raw"), SampleLogs.gpmf().bytes());
        MotionLog log = read(first, NONE, Files.copy(first, folder.resolve("b.raw")));
        assertEquals(2 * SampleLogs.COUNT, log.gyro().size());
        long stepNs = log.gyro().timeNs(SampleLogs.COUNT) - log.gyro().timeNs(SampleLogs.COUNT - 1);
        assertEquals((double) log.gyro().periodNs(), (double) stepNs, 1);
        assertTrue(log.warnings().getLast().text().startsWith("b.raw stands right behind"), log.warnings()::toString);
    }

    @Test
    void shouldRefuseFilesThatAreNotOfOneLogger() throws IOException {
        Path first = gcsv("a.gcsv", 3, "XYZ");
        Path other = gcsv("b.gcsv", 10, "YxZ");
        String problem = String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(first, NONE, other))
                .getMessage());
        assertTrue(problem.startsWith("b.gcsv: is gcsv with axes YxZ, and a.gcsv"), problem);
    }

    private Path video(String name) throws IOException {
        return Files.write(folder.resolve(name), "0000ftyp".getBytes(StandardCharsets.US_ASCII));
    }

    private static TimedPayload camm(long ms, float x) {
        ByteBuffer b = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort((short) 0).putShort((short) 2).putFloat(x).putFloat(0).putFloat(0);
        byte[] bytes = new byte[16];
        b.get(0, bytes);
        return new TimedPayload(ms * 1_000_000, 10_000_000, bytes);
    }

    /** A second and a half of picture, whose gyro ends before it; another; a third without motion data. */
    private static final class Chapters implements DataTrackSource {
        @Override
        public List<TimedPayload> payloads(Path video, String fourCc) {
            List<TimedPayload> all = new ArrayList<>();
            for (int i = 0; i < 100 && fourCc.equals("camm") && !video.endsWith("c.mp4"); i++) {
                all.add(camm(10L * i, video.endsWith("a.mp4") ? 1 : 2));
            }
            return all;
        }

        @Override
        public long lengthNs(Path video) {
            return video.endsWith("a.mp4") ? 1_500_000_000L : 0;
        }
    }

    @Test
    void shouldPutTheChaptersOfAVideoBehindEachOtherByTheLengthOfTheirPictures() throws IOException {
        MotionLog log = read(video("a.mp4"), new Chapters(), video("b.mp4"));
        assertEquals(200, log.gyro().size());
        assertEquals(990_000_000L, log.gyro().timeNs(99));
        assertEquals(1_500_000_000L, log.gyro().timeNs(100));
        assertEquals(2f, log.gyro().x(100));
        MotionLog byData = read(video("b.mp4"), new Chapters(), video("a.mp4"));
        assertEquals(1_000_000_000L, byData.gyro().timeNs(100), "no length is known: the data's");
        Path first = video("a.mp4");
        Path bare = video("c.mp4");
        assertTrue(String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(first, new Chapters(), bare))
                        .getMessage())
                .startsWith("c.mp4: has no motion data"));
    }

    private Path accelerated(String name, int fromS) throws IOException {
        StringBuilder out =
                new StringBuilder("GYROFLOW IMU LOG\ntscale,0.01\ngscale,1\nascale,1\nt,gx,gy,gz,ax,ay,az\n");
        for (int i = 0; i < 200; i++) {
            out.append(100 * fromS + i).append(",0,0,0,0,0,").append(fromS).append('\n');
        }
        return Files.writeString(folder.resolve(name), out);
    }

    @Test
    void shouldPutOtherSensorsOfTheFilesOnTheSameTimeline() throws IOException {
        ReadOptions all = ReadOptions.PLAIN.allStreams(true);
        List<Path> next = List.of(gcsv("b.gcsv", 10, "xzY"), accelerated("c.gcsv", 1));
        MotionLog log = TelemetryReaders.describe(accelerated("a.gcsv", 3), NONE, all.continuedBy(next))
                .log();
        assertEquals(1, log.streams().size());
        assertEquals(400, log.streams().getFirst().size());
        assertEquals(4_990_000_000L, log.streams().getFirst().timeNs(199));
        assertEquals(log.gyro().timeNs(400), log.streams().getFirst().timeNs(200), "moved as the gyro is");
        assertEquals(9.80665f, log.streams().getFirst().value(200, 2));
    }
}
