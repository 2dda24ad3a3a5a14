package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FfmpegFrameSourceTest {
    private static final int FRAMES = 200;
    private static final int NUM = 30000;
    private static final int DEN = 1001;
    private static final VideoEncoding H264_LONG_GOP = VideoEncoding.h264(24, 60);
    private static final VideoEncoding MPEG4_B_FRAMES = VideoEncoding.mpeg4(4, 48, 2);

    @TempDir
    Path folder;

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("clip.mp4", H264_LONG_GOP, 1),
                Arguments.of("clip.mp4", H264_LONG_GOP, 4),
                Arguments.of("clip.mp4", MPEG4_B_FRAMES, 1),
                Arguments.of("clip.mov", MPEG4_B_FRAMES, 3),
                Arguments.of("clip.mp4", VideoEncoding.mpeg4(4, 400, 3), 2));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void shouldDeliverEachFrameWithItsExactTime(String name, VideoEncoding encoding, int threads) throws IOException {
        Path clip = CountedClip.write(folder.resolve(name), FRAMES, NUM, DEN, encoding);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 480, threads)) {
            assertNumbersAndTimes(frames(source, 0, Long.MAX_VALUE), 0, FRAMES);
            assertEquals(FRAMES, source.info().frameCount());
            assertEquals(29.97, source.info().fps(), 0.001);
            assertEquals(FRAMES * 1001 / 30000.0, source.info().durationNs() * 1e-9, 1e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void shouldDeliverExactlyTheFramesOfAWindow(String name, VideoEncoding encoding, int threads) throws IOException {
        Path clip = CountedClip.write(folder.resolve(name), FRAMES, NUM, DEN, encoding);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 64, threads)) {
            // Out of order, across keyframes, right on frame times, one frame long, the clip's first and last.
            for (int[] span : new int[][] {{150, 190}, {57, 63}, {60, 61}, {0, 5}, {119, 122}, {1, 2}, {199, 200}}) {
                long fromNs = CountedClip.timeNs(span[0], NUM, DEN);
                long toNs = CountedClip.timeNs(span[1], NUM, DEN);
                assertNumbersAndTimes(frames(source, fromNs, toNs), span[0], span[1]);
                assertNumbersAndTimes(frames(source, fromNs - 1_000_000, toNs - 1_000_000), span[0], span[1]);
            }
        }
    }

    @Test
    void shouldGiveTheSameBytesWhereverDecodingBegan() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), FRAMES, NUM, DEN, MPEG4_B_FRAMES);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 96, 2)) {
            List<LumaFrame> all = frames(source, 0, Long.MAX_VALUE);
            List<LumaFrame> window =
                    frames(source, CountedClip.timeNs(100, NUM, DEN), CountedClip.timeNs(110, NUM, DEN));
            for (int i = 0; i < 10; i++) {
                assertArrayEquals(all.get(100 + i).luma(), window.get(i).luma());
                assertEquals(all.get(100 + i).kind(), window.get(i).kind());
                assertEquals(all.get(100 + i).quantizer(), window.get(i).quantizer());
            }
        }
    }

    @Test
    void shouldTellTheSameQuantizersOnAnyNumberOfThreads() throws IOException {
        VideoEncoding byRate =
                new VideoEncoding(VideoEncoding.Codec.MPEG4, new RateControl.AverageBitRate(300_000), 48, 3);
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), FRAMES, NUM, DEN, byRate);
        List<Double> alone = quantizers(clip, 1);
        assertTrue(Set.copyOf(alone).size() > 1, alone::toString);
        for (int repeat = 0; repeat < 10; repeat++) {
            assertEquals(alone, quantizers(clip, 4));
        }
    }

    private static List<Double> quantizers(Path clip, int threads) throws IOException {
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 64, threads)) {
            return frames(source, 0, Long.MAX_VALUE).stream()
                    .map(LumaFrame::quantizer)
                    .toList();
        }
    }

    @Test
    void shouldFindTheKeyframesThatDecodingCanBeginAt() throws IOException {
        for (VideoEncoding encoding : List.of(VideoEncoding.h264(26, 24), VideoEncoding.mpeg4(6, 24, 2))) {
            Path clip = CountedClip.write(folder.resolve(encoding.codec() + ".mp4"), 100, NUM, DEN, encoding);
            try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 64, 1)) {
                List<LumaFrame> all = frames(source, 0, Long.MAX_VALUE);
                LumaFrame keyframe = all.getFirst();
                for (LumaFrame frame : all) {
                    keyframe = frame.kind() == FrameKind.INTRA ? frame : keyframe;
                    long keyframeNs = source.keyframeNs(frame.timeNs());
                    assertEquals(keyframe.timeNs(), keyframeNs, () -> encoding + ": " + frame.timeNs());
                    LumaFrame first = frames(source, keyframeNs, keyframeNs + 1).getFirst();
                    assertEquals(CountedClip.numberIn(keyframe), CountedClip.numberIn(first));
                }
            }
        }
    }

    @Test
    void shouldStopWhenTheSinkHasEnough() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 40, 25, 1, H264_LONG_GOP);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 480, 1)) {
            List<LumaFrame> taken = new ArrayList<>();
            int delivered = source.decode(0, Long.MAX_VALUE, frame -> {
                taken.add(frame);
                return taken.size() < 7;
            });
            assertEquals(7, delivered);
            assertEquals(7, taken.size());
        }
    }

    @Test
    void shouldDeliverNothingOutsideTheClip() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 50, 25, 1, H264_LONG_GOP);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 480, 2)) {
            assertTrue(frames(source, 2_000_000_000L, 3_000_000_000L).isEmpty());
            assertTrue(frames(source, 500_000_000_000L, 501_000_000_000L).isEmpty());
            assertTrue(frames(source, -2_000_000_000L, 0).isEmpty());
            assertTrue(frames(source, 1_000_000_000L, 1_000_000_000L).isEmpty());
            assertEquals(3, frames(source, -1_000_000_000L, 120_000_000L).size());
        }
    }

    @Test
    void shouldReportKindsReferencesAndQuantizer() throws IOException {
        Path mpeg4 = CountedClip.write(folder.resolve("b.mp4"), 60, 25, 1, VideoEncoding.mpeg4(6, 30, 2));
        try (FfmpegFrameSource source = FfmpegFrameSource.open(mpeg4, 480, 1)) {
            List<LumaFrame> frames = frames(source, 0, Long.MAX_VALUE);
            Set<FrameKind> kinds = EnumSet.noneOf(FrameKind.class);
            for (LumaFrame frame : frames) {
                kinds.add(frame.kind());
                assertEquals(frame.kind() != FrameKind.BIDIRECTIONAL, frame.keptAsReference());
            }
            assertEquals(EnumSet.of(FrameKind.INTRA, FrameKind.PREDICTED, FrameKind.BIDIRECTIONAL), kinds);
            assertEquals(FrameKind.INTRA, frames.getFirst().kind());
        }
        Path h264 = CountedClip.write(folder.resolve("p.mp4"), 60, 25, 1, VideoEncoding.h264(31, 30));
        try (FfmpegFrameSource source = FfmpegFrameSource.open(h264, 480, 1)) {
            for (LumaFrame frame : frames(source, 0, Long.MAX_VALUE)) {
                assertTrue(frame.keptAsReference());
                assertEquals(31, frame.quantizer(), 2);
            }
        }
    }

    @Test
    void shouldKeepTheAspectAndNeverUpscale() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 5, 25, 1, H264_LONG_GOP);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 50, 1)) {
            assertEquals(100, source.workingWidthPx());
            assertEquals(50, source.workingHeightPx());
            LumaFrame frame = frames(source, 0, Long.MAX_VALUE).getFirst();
            assertEquals(100, frame.widthPx());
            assertEquals(5000, frame.luma().length);
        }
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 1000, 1)) {
            assertEquals(CountedClip.WIDTH_PX, source.workingWidthPx());
            assertEquals(CountedClip.HEIGHT_PX, source.workingHeightPx());
        }
    }

    @Test
    void shouldDeliverWhatACutOffFileStillHolds() throws IOException {
        Path whole = CountedClip.write(folder.resolve("whole.mp4"), FRAMES, NUM, DEN, H264_LONG_GOP);
        Path cut = folder.resolve("cut.mp4");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2)); // the index is in front, so it opens
        try (FfmpegFrameSource source = FfmpegFrameSource.open(cut, 480, 2)) {
            List<LumaFrame> frames = frames(source, 0, Long.MAX_VALUE);
            assertTrue(frames.size() > 20 && frames.size() < FRAMES, "frames: " + frames.size());
            assertNumbersAndTimes(frames, 0, frames.size());
            IOException beyond = assertThrows(
                    IOException.class,
                    () -> frames(source, CountedClip.timeNs(190, NUM, DEN), CountedClip.timeNs(FRAMES, NUM, DEN)));
            assertOneLine(beyond, "cut.mp4", "cut off or damaged");
        }
    }

    @Test
    void shouldLeaveOutDamagedFramesAndKeepTheTimesOfTheOthers() throws IOException {
        Path whole = CountedClip.write(folder.resolve("whole.mp4"), FRAMES, NUM, DEN, H264_LONG_GOP);
        byte[] bytes = Files.readAllBytes(whole);
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            // The second half lies in the coded frames, the index is in front.
            bytes[bytes.length / 2 + random.nextInt(bytes.length / 2)] ^= (byte) (1 + random.nextInt(255));
        }
        Path damaged = Files.write(folder.resolve("damaged.mp4"), bytes);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(damaged, 480, 2)) {
            List<LumaFrame> frames = frames(source, 0, Long.MAX_VALUE);
            assertTrue(frames.size() > FRAMES / 3 && frames.size() < FRAMES, "frames: " + frames.size());
            long last = -1;
            for (LumaFrame frame : frames) {
                assertTrue(frame.timeNs() > last);
                last = frame.timeNs();
                long k = Math.round(last * 1e-9 * NUM / DEN);
                assertEquals(CountedClip.timeNs(k, NUM, DEN), last);
            }
        }
    }

    @Test
    void shouldRefuseFilesThatAreNoVideoInOneLine() throws IOException {
        Path whole = CountedClip.write(folder.resolve("whole.mp4"), 20, 25, 1, H264_LONG_GOP);
        Path noIndex = folder.resolve("noindex.mp4");
        Files.write(noIndex, Arrays.copyOf(Files.readAllBytes(whole), 40));
        Path halfIndex = folder.resolve("halfindex.mp4");
        Files.write(halfIndex, Arrays.copyOf(Files.readAllBytes(whole), 200));
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        Path text = Files.writeString(folder.resolve("notes.txt"), "just some words\n".repeat(100));
        Path renamed = Files.writeString(folder.resolve("renamed.mp4"), "just some words\n".repeat(100));
        Path playlist = Files.writeString(
                folder.resolve("list.mp4"), "#EXTM3U\n#EXTINF:10,\nhttp://localhost:1/x.ts\n#EXT-X-ENDLIST\n");
        assertOneLine(opening(noIndex), "noindex.mp4", "moov");
        assertOneLine(opening(halfIndex), "halfindex.mp4", "no video stream", "copy it again");
        assertOneLine(opening(empty), "empty.mp4", "empty");
        assertOneLine(opening(text), "notes.txt", "not a video");
        assertOneLine(opening(renamed), "renamed.mp4", "not a video");
        assertOneLine(opening(playlist), "list.mp4", "not a video");
        assertOneLine(opening(folder.resolve("gone.mp4")), "gone.mp4", "no such file");
        assertOneLine(opening(folder), folder.toString(), "folder");
    }

    @Test
    void shouldOpenNamesThatLookLikeProtocols() throws IOException {
        Path clip = CountedClip.write(folder.resolve("concat:a b|c%d.mp4"), 5, 25, 1, H264_LONG_GOP);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 480, 1)) {
            assertEquals(5, frames(source, 0, Long.MAX_VALUE).size());
        }
    }

    @Test
    void shouldRefuseUseAfterClose() throws IOException {
        Path clip = CountedClip.write(folder.resolve("clip.mp4"), 5, 25, 1, H264_LONG_GOP);
        FfmpegFrameSource source = FfmpegFrameSource.open(clip, 480, 1);
        source.close();
        source.close();
        assertThrows(IllegalStateException.class, () -> source.decode(0, 1, frame -> true));
        assertThrows(IllegalArgumentException.class, () -> FfmpegFrameSource.open(clip, 480, 0));
    }

    private static IOException opening(Path file) {
        return assertThrows(
                IOException.class, () -> FfmpegFrameSource.open(file, 480, 1).close());
    }

    private static void assertOneLine(IOException error, String... parts) {
        String message = String.valueOf(error.getMessage());
        assertFalse(message.contains("\n"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private static List<LumaFrame> frames(FfmpegFrameSource source, long fromNs, long toNs) throws IOException {
        List<LumaFrame> frames = new ArrayList<>();
        int delivered = source.decode(fromNs, toNs, frames::add);
        assertEquals(frames.size(), delivered);
        return frames;
    }

    private static void assertNumbersAndTimes(List<LumaFrame> frames, int first, int end) {
        assertEquals(end - first, frames.size());
        for (int k = first; k < end; k++) {
            LumaFrame frame = frames.get(k - first);
            assertEquals(k, CountedClip.numberIn(frame));
            assertEquals(CountedClip.timeNs(k, NUM, DEN), frame.timeNs());
        }
    }
}
