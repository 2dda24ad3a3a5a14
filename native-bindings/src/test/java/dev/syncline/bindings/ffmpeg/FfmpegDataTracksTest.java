package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegDataTracksTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveThePayloadsOfTheTrackWithTheirTimes() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 60, 30, 1, VideoEncoding.mpeg4(5, 30, 2));
        Path withData = folder.resolve("data.mp4");
        addDataTrack(clip, withData, 2, 1000, 0);
        List<TimedPayload> payloads = new FfmpegDataTracks().payloads(withData, "gpmd");
        assertEquals(2, payloads.size());
        for (int k = 0; k < 2; k++) {
            assertEquals(k * 1_000_000_000L, payloads.get(k).timeNs());
            assertEquals(1_000_000_000L, payloads.get(k).durationNs());
            assertArrayEquals(payload(k), payloads.get(k).bytes());
        }
        try (FfmpegFrameSource source = FfmpegFrameSource.open(withData, 480, 1)) {
            assertEquals(60, source.decode(0, Long.MAX_VALUE, frame -> true));
        }
    }

    @Test
    void shouldCountFromTheFirstFrameEvenWhereTheVideoBeginsLate() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 60, 30, 1, VideoEncoding.mpeg4(5, 30, 2));
        Path late = folder.resolve("late.mp4");
        addDataTrack(clip, late, 3, 1000, 500);
        List<TimedPayload> payloads = new FfmpegDataTracks().payloads(late, "gpmd");
        assertEquals(-500_000_000L, payloads.get(0).timeNs());
        assertEquals(500_000_000L, payloads.get(1).timeNs());
        try (FfmpegFrameSource source = FfmpegFrameSource.open(late, 480, 1)) {
            int[] next = {0};
            source.decode(0, Long.MAX_VALUE, frame -> {
                assertEquals(CountedClip.timeNs(next[0]++, 30, 1), frame.timeNs());
                return true;
            });
            assertEquals(60, next[0]);
        }
    }

    @Test
    void shouldGiveNothingWhereThereIsNoSuchTrack() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 10, 30, 1, VideoEncoding.h264(26, 30));
        assertTrue(new FfmpegDataTracks().payloads(clip, "gpmd").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new FfmpegDataTracks().payloads(clip, "gpm"));
    }

    @Test
    void shouldRefuseWhatCannotBeOpened() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "words");
        assertThrows(IOException.class, () -> new FfmpegDataTracks().payloads(text, "gpmd"));
        assertThrows(IOException.class, () -> new FfmpegDataTracks().payloads(folder.resolve("gone.mp4"), "gpmd"));
    }

    @Test
    void shouldRefuseSizesBeyondBelief() throws IOException {
        FfmpegDataTracks.SizeGuard guard = new FfmpegDataTracks.SizeGuard("clip.mp4", "gpmd", 1L << 40);
        guard.take(FfmpegDataTracks.MAX_PACKET_BYTES);
        IOException error = assertThrows(IOException.class, () -> guard.take(FfmpegDataTracks.MAX_PACKET_BYTES + 1));
        assertTrue(
                String.valueOf(error.getMessage()).startsWith("clip.mp4, packet 1 of the gpmd track: holds 16777217"));
        FfmpegDataTracks.SizeGuard sum = new FfmpegDataTracks.SizeGuard("clip.mp4", "gpmd", 10_000);
        sum.take(4_000);
        sum.take(6_000);
        IOException beyond = assertThrows(IOException.class, () -> sum.take(1), "more than its file has");
        assertEquals(
                "clip.mp4, packet 2 of the gpmd track: holds 1 bytes, 10001 with those before it; expected at most"
                        + " 16777216 in a packet and 10000, which the file has, in all: the file is damaged; copy it"
                        + " again, or give its log in a file of its own with --gyro",
                beyond.getMessage());
    }

    /** Bytes that this process has asked the system for. */
    private static long bytesRead() throws IOException {
        Path counters = Path.of("/proc/self/io");
        Assumptions.assumeTrue(Files.isReadable(counters), "no count of the bytes that are read: skipped");
        return Files.readAllLines(counters).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring(7)))
                .findFirst()
                .orElseThrow();
    }

    /** What looking at a file costs: its motion data, its settings, its picture's size. */
    private static long bytesToInspect(Path file) throws IOException {
        long before = bytesRead();
        TelemetryReaders.Found found = TelemetryReaders.describe(file, new FfmpegDataTracks(), ReadOptions.PLAIN);
        assertEquals(600, found.log().gyro().size());
        try (FfmpegFrameSource source = FfmpegFrameSource.open(file, 64, 1)) {
            assertEquals(CountedClip.WIDTH_PX, source.info().widthPx());
        }
        return bytesRead() - before;
    }

    /** Four gigabytes, its index at the end and its motion data between the pictures: neither they nor what is between is read. */
    @Test
    void shouldReadTheIndexAndTheDataTrackOfALargeVideoOnly() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 60, 30, 1, VideoEncoding.mpeg4(5, 30, 2));
        Path small = folder.resolve("small.mp4");
        addDataTrack(clip, small, 60, 33, 0);
        Path large = PaddedMovie.write(small, folder.resolve("large.mp4"), 5, 75_000_000);
        assertTrue(
                Files.size(large) > 4_000_000_000L,
                () -> "only " + large.toFile().length() + " bytes");
        bytesToInspect(small); // classes and libraries are loaded
        long ofSmall = bytesToInspect(small);
        long ofLarge = bytesToInspect(large);
        assertTrue(ofLarge < 1 << 23, ofLarge + " bytes were read, of the same video without holes " + ofSmall);
        assertTrue(ofLarge > 60 * 30, ofLarge + " bytes: the motion data must be among them");
        long before = bytesRead();
        try (FfmpegFrameSource source = FfmpegFrameSource.open(large, 64, 1)) {
            source.decode(0, 300_000_000L, frame -> true);
        }
        assertTrue(bytesRead() - before > 1 << 23, "one picture with its hole is more than the limit");
    }

    /** Ten samples of a gyro. */
    static byte[] payload(int k) {
        byte[] samples = new byte[60];
        samples[1] = (byte) (k % 3);
        byte[] stream = item("GYRO", 's', 6, samples);
        return item("DEVC", (char) 0, 4, item("STRM", (char) 0, 4, stream));
    }

    private static byte[] item(String key, char type, int struct, byte[] value) {
        return ByteBuffer.allocate(8 + value.length)
                .put(key.getBytes(StandardCharsets.US_ASCII))
                .put((byte) type)
                .put((byte) struct)
                .putShort((short) (value.length / struct))
                .put(value)
                .array();
    }

    /** Copies the clip's video, shown {@code videoDelayMs} later, and puts a gpmd track beside it, one payload a second. */
    private static void addDataTrack(Path clip, Path out, int payloads, int payloadMs, int videoDelayMs)
            throws IOException {
        List<byte[]> packets = IntStream.range(0, payloads)
                .mapToObj(FfmpegDataTracksTest::payload)
                .toList();
        DataTrackClip.write(clip, out, videoDelayMs, List.of(new DataTrackClip.Track("gpmd", packets, payloadMs)));
    }
}
