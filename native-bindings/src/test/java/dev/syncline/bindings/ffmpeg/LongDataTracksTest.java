package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tracks that are too long to be kept in memory. */
class LongDataTracksTest {
    private static final int SAMPLES = 80;
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    /** A packet of Sony's: 80 samples at 2 kHz, the first of which turns by as many counts as the packet's number. */
    private static byte[] sony(int packet) {
        ByteBuffer b = ByteBuffer.allocate(28 + 8 + 8 + 12 + 6 * SAMPLES);
        b.putShort((short) 0x1c).position(28);
        b.putShort((short) 0xe435).putShort((short) 4).putInt(2000);
        b.putShort((short) 0xe439).putShort((short) 4).putFloat(16.4f);
        b.putShort((short) 0xe43b)
                .putShort((short) (8 + 6 * SAMPLES))
                .putInt(SAMPLES)
                .putInt(6);
        for (int i = 0; i < SAMPLES; i++) {
            b.putShort((short) (packet + i)).putShort((short) (3 * i % 17)).putShort((short) 7);
        }
        return b.array();
    }

    private static MotionLog read(Path movie, FfmpegDataTracks tracks) throws IOException {
        return TelemetryReaders.describe(movie, tracks, ReadOptions.PLAIN.allStreams(true))
                .log();
    }

    /** The index says that one packet lies beyond the file: the others are none the worse for it. */
    @Test
    void shouldReadWhatLiesBehindAPacketThatIsNotThere() throws IOException {
        Path movie = DataMovie.write(folder.resolve("a.mp4"), "rtmd", 10, 2048, LongDataTracksTest::sony);
        byte[] bytes = Files.readAllBytes(movie);
        int places = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("co64") + 12;
        ByteBuffer.wrap(bytes).putLong(places + 8 * 3, 1L << 40);
        Files.write(movie, bytes);

        for (long kept : new long[] {1 << 20, 0}) {
            List<TimedPayload> payloads = new FfmpegDataTracks(kept).payloads(movie, "rtmd");
            assertEquals(9, payloads.size());
            for (int i = 0; i < 9; i++) {
                int packet = i < 3 ? i : i + 1;
                assertEquals(40_000_000L * packet, payloads.get(i).timeNs());
                assertArrayEquals(sony(packet), Arrays.copyOf(payloads.get(i).bytes(), sony(packet).length));
            }
        }
    }

    @Test
    void shouldReadThePacketsOfALongTrackAgainAsTheyWere() throws IOException {
        Path movie = DataMovie.write(folder.resolve("a.mp4"), "rtmd", 30, MEBIBYTE, LongDataTracksTest::sony);
        List<TimedPayload> inMemory = new FfmpegDataTracks(30L * MEBIBYTE).payloads(movie, "rtmd");
        List<TimedPayload> again = new FfmpegDataTracks(30L * MEBIBYTE - 1).payloads(movie, "rtmd");
        assertEquals(30, again.size());
        assertEquals(true, ((TrackPackets) inMemory).areKept());
        assertEquals(false, ((TrackPackets) again).areKept());
        for (int i : new int[] {0, 1, 2, 29, 4, 3, 17}) {
            assertEquals(inMemory.get(i).timeNs(), again.get(i).timeNs());
            assertEquals(40_000_000L * i, again.get(i).timeNs());
            assertEquals(40_000_000L, again.get(i).durationNs());
            assertArrayEquals(inMemory.get(i).bytes(), again.get(i).bytes(), "packet " + i);
        }
        MotionLog log = read(movie, new FfmpegDataTracks(0));
        assertEquals(30 * SAMPLES, log.gyro().size());
        for (int i = 0; i < 30; i++) {
            assertEquals((float) Math.toRadians(i / 16.4f), log.gyro().x(i * SAMPLES), 1e-6f, "packet " + i);
        }
    }

    @Test
    void shouldReadTheChaptersOfLongTracks() throws IOException {
        Path first = DataMovie.write(folder.resolve("a.mp4"), "rtmd", 3, 5 * MEBIBYTE, LongDataTracksTest::sony);
        Path next = DataMovie.write(folder.resolve("b.mp4"), "rtmd", 2, 5 * MEBIBYTE, packet -> sony(100 + packet));
        MotionLog log = TelemetryReaders.describe(
                        first, new FfmpegDataTracks(0), ReadOptions.PLAIN.continuedBy(List.of(next)))
                .log();
        assertEquals(5 * SAMPLES, log.gyro().size());
        assertEquals((float) Math.toRadians(2 / 16.4f), log.gyro().x(2 * SAMPLES), 1e-6f);
        assertEquals((float) Math.toRadians(101 / 16.4f), log.gyro().x(4 * SAMPLES), 1e-6f);
        assertEquals(
                160_000_000.0,
                (double) (log.gyro().timeNs(4 * SAMPLES) - log.gyro().timeNs(0)),
                1e6);
    }

    @Test
    void shouldNotMixWhatWasReadWithWhatAFileHoldsLater() throws IOException {
        Path movie = DataMovie.write(folder.resolve("a.mp4"), "rtmd", 3, 5 * MEBIBYTE, LongDataTracksTest::sony);
        FfmpegDataTracks tracks = new FfmpegDataTracks(0);
        IOException error = assertThrows(
                IOException.class,
                () -> TelemetryReaders.describe(
                        movie,
                        (video, fourCc) -> {
                            List<TimedPayload> payloads = tracks.payloads(video, fourCc);
                            if (!payloads.isEmpty()) {
                                overwrite(movie, 7 * MEBIBYTE);
                            }
                            return payloads;
                        },
                        ReadOptions.PLAIN));
        assertEquals(
                movie + ", packet 1 of the rtmd track: is not what it was a moment ago: the file changes while it is"
                        + " read; wait until it is whole, and try again",
                error.getMessage());
    }

    private static void overwrite(Path movie, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(movie, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1}), at);
        }
    }

    /** A gibibyte and more, of which nothing but the samples is kept. */
    @Test
    void shouldReadATrackOfMoreThanAGibibyte() throws IOException {
        Path movie = DataMovie.write(folder.resolve("a.mp4"), "rtmd", 1100, MEBIBYTE, LongDataTracksTest::sony);
        assertTrue(movie.toFile().length() > 1L << 30);
        MotionLog log = read(movie, new FfmpegDataTracks());
        assertEquals(1100 * SAMPLES, log.gyro().size());
        assertEquals((float) Math.toRadians(1099 / 16.4f), log.gyro().x(1099 * SAMPLES), 1e-6f);
    }
}
