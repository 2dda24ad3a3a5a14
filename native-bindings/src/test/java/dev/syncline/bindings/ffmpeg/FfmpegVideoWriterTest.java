package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegVideoWriterTest {
    private static final VideoEncoding H264 = VideoEncoding.h264(26, 30);

    @TempDir
    Path folder;

    @Test
    void shouldHaveBothEncoders() {
        assertTrue(FfmpegVideoWriter.hasEncoder(VideoEncoding.Codec.H264));
        assertTrue(FfmpegVideoWriter.hasEncoder(VideoEncoding.Codec.MPEG4));
    }

    @Test
    void shouldNameTheFileOnlyWhenItIsWhole() throws IOException {
        Path clip = folder.resolve("clip.mp4");
        try (FfmpegVideoWriter writer = writer(clip, H264)) {
            writer.write(CountedClip.picture(0));
            assertFalse(Files.exists(clip));
        }
        assertTrue(Files.size(clip) > 0);
        assertOnlyFile(clip);
    }

    @Test
    void shouldLeaveNothingBehindWhenAborted() throws IOException {
        Path clip = Files.writeString(folder.resolve("clip.mp4"), "an older file");
        try (FfmpegVideoWriter writer = writer(clip, H264)) {
            writer.write(CountedClip.picture(0));
            writer.abort();
            assertThrows(IllegalStateException.class, () -> writer.write(CountedClip.picture(1)));
        }
        assertEquals("an older file", Files.readString(clip));
        assertOnlyFile(clip);
    }

    @Test
    void shouldRefuseAClipWithoutFrames() throws IOException {
        FfmpegVideoWriter writer = writer(folder.resolve("clip.mp4"), H264);
        assertThrows(IOException.class, writer::close);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldHoldTheBitRate() throws IOException {
        VideoEncoding encoding =
                new VideoEncoding(VideoEncoding.Codec.MPEG4, new RateControl.AverageBitRate(200_000), 30, 1);
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 100, 25, 1, encoding);
        assertEquals(200_000 * 4 / 8.0, (double) Files.size(clip), 60_000);
    }

    @Test
    void shouldSpendMoreBitsOnAFinerQuantizer() throws IOException {
        Path fine = CountedClip.write(folder.resolve("fine.mp4"), 30, 25, 1, VideoEncoding.h264(18, 30));
        Path coarse = CountedClip.write(folder.resolve("coarse.mp4"), 30, 25, 1, VideoEncoding.h264(40, 30));
        assertTrue(Files.size(fine) > 2 * Files.size(coarse), Files.size(fine) + " and " + Files.size(coarse));
    }

    @Test
    void shouldRefuseWhatCannotBeWritten() {
        assertRefused(IOException.class, folder.resolve("clip.avi"), 30, 1, "expected a name that ends in");
        assertRefused(IOException.class, folder.resolve("gone").resolve("clip.mp4"), 30, 1, "cannot be written");
        assertRefused(IOException.class, folder.resolve("clip.mkv"), 30000, 1001, "exactly");
        assertRefused(IllegalArgumentException.class, folder.resolve("clip.mp4"), 0, 1, "positive rate");
        assertThrows(
                IllegalArgumentException.class,
                () -> new VideoEncoding(VideoEncoding.Codec.H264, new RateControl.ConstantQuantizer(20), 30, 2));
        assertThrows(IllegalArgumentException.class, () -> VideoEncoding.h264(52, 30));
        assertThrows(IllegalArgumentException.class, () -> VideoEncoding.mpeg4(0, 30, 0));
    }

    @Test
    void shouldWriteMatroskaWhereItsClockIsExact() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mkv"), 30, 25, 1, VideoEncoding.mpeg4(5, 12, 2));
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 480, 1)) {
            int[] next = {0};
            source.decode(0, Long.MAX_VALUE, frame -> {
                assertEquals(next[0], CountedClip.numberIn(frame));
                assertEquals(next[0]++ * 40_000_000L, frame.timeNs());
                return true;
            });
            assertEquals(30, next[0]);
        }
    }

    @Test
    void shouldShowEachFrameAtItsOwnTime() throws IOException {
        long[] given = {0, 33_333_333, 33_333_334, 30_000_000, 150_000_000};
        long[] shown = {0, 33_333_333, 33_344_444, 33_355_556, 150_000_000};
        for (String name : new String[] {"clip.mp4", "clip.mov", "clip.mkv"}) {
            Path clip = folder.resolve(name);
            try (FfmpegVideoWriter writer =
                    FfmpegVideoWriter.createTimed(clip, CountedClip.WIDTH_PX, CountedClip.HEIGHT_PX, 29.97, H264)) {
                for (int k = 0; k < given.length; k++) {
                    writer.write(CountedClip.picture(k), given[k]);
                }
            }
            long stepNs = name.endsWith(".mkv") ? 2_000_000 : 1;
            int[] next = new int[1];
            try (FfmpegFrameSource frames = FfmpegFrameSource.open(clip, 1000, 1)) {
                frames.decode(0, 1_000_000_000L, frame -> {
                    int k = CountedClip.numberIn(frame);
                    assertEquals(next[0]++, k, name);
                    assertTrue(Math.abs(shown[k] - frame.timeNs()) <= stepNs, name + ", frame " + k);
                    return true;
                });
            }
            assertEquals(given.length, next[0], name);
        }
        assertThrows(IllegalStateException.class, () -> {
            try (FfmpegVideoWriter writer = writer(folder.resolve("even.mp4"), H264)) {
                writer.write(CountedClip.picture(0), 0);
            }
        });
    }

    private static <T extends Exception> void assertRefused(Class<T> kind, Path out, int num, int den, String part) {
        T error = assertThrows(
                kind,
                () -> FfmpegVideoWriter.create(out, CountedClip.WIDTH_PX, CountedClip.HEIGHT_PX, num, den, H264)
                        .abort());
        String message = String.valueOf(error.getMessage());
        assertTrue(message.contains(part) && !message.contains("\n"), message);
    }

    private static FfmpegVideoWriter writer(Path out, VideoEncoding encoding) throws IOException {
        return FfmpegVideoWriter.create(out, CountedClip.WIDTH_PX, CountedClip.HEIGHT_PX, 25, 1, encoding);
    }

    private void assertOnlyFile(Path clip) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(java.util.List.of(clip), files.toList());
        }
    }
}
