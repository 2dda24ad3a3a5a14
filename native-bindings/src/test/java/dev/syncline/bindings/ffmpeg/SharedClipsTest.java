package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The clips of the shared data set, where that is at hand. */
class SharedClipsTest {
    @Test
    void shouldDecodeARenderedClip() throws IOException {
        List<LumaFrame> frames = frames(clip("truth/handheld.mp4"), 0, Long.MAX_VALUE);
        assertEquals(239, frames.size());
        assertEquals(0, frames.getFirst().timeNs());
        assertEquals(238 / 29.97, frames.getLast().timeNs() * 1e-9, 1e-9);
        assertEquals(FrameKind.INTRA, frames.getFirst().kind());
    }

    @Test
    void shouldReadAGoProWithAllItsDataTracks() throws IOException {
        Path karma = clip("real/gopro/karma.mp4");
        assertEquals(362, frames(karma, 0, Long.MAX_VALUE).size());
        List<TimedPayload> payloads = new FfmpegDataTracks().payloads(karma, "gpmd");
        assertEquals(13, payloads.size());
        assertEquals(0, payloads.getFirst().timeNs());
        assertEquals(1_001_000_000, payloads.getFirst().durationNs());
        assertEquals("DEVC", new String(payloads.getFirst().bytes(), 0, 4, StandardCharsets.US_ASCII));
    }

    @Test
    void shouldTellReferencesFromThrowawayFrames() throws IOException {
        List<LumaFrame> frames = frames(clip("real/phone/phone.mp4"), 0, Long.MAX_VALUE);
        assertEquals(103, frames.size());
        assertEquals(
                51, frames.stream().filter(frame -> !frame.keptAsReference()).count());
        assertEquals(
                76,
                frames.stream()
                        .filter(frame -> frame.kind() == FrameKind.BIDIRECTIONAL)
                        .count());
    }

    @Test
    void shouldTellTheSameQuantizersOnAnyNumberOfThreads() throws IOException {
        Path clip = clip("truth/walk.mp4");
        List<Double> alone = quantizers(clip, 1);
        for (int repeat = 0; repeat < 10; repeat++) {
            assertEquals(alone, quantizers(clip, 4));
        }
    }

    private static List<Double> quantizers(Path clip, int threads) throws IOException {
        List<Double> quantizers = new ArrayList<>();
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 64, threads)) {
            source.decode(3_000_000_000L, 4_500_000_000L, frame -> quantizers.add(frame.quantizer()));
        }
        return quantizers;
    }

    @Test
    void shouldGiveTheTimesOfFramesWithoutDecoding() throws IOException {
        for (String name : List.of("truth/handheld.mp4", "real/phone/phone.mp4")) {
            long[] decoded = frames(clip(name), 0, Long.MAX_VALUE).stream()
                    .mapToLong(LumaFrame::timeNs)
                    .toArray();
            assertArrayEquals(decoded, FfmpegFrameTimes.read(clip(name)), name);
        }
    }

    @Test
    void shouldTakeTheLargestOfSeveralVideoStreamsUnlessTold() throws IOException {
        Path two = clip("cases/07-two-video-streams/twostreams.mp4");
        try (FfmpegFrameSource largest = FfmpegFrameSource.open(two, 480, 1);
                FfmpegFrameSource first = FfmpegFrameSource.open(two, 0, 480, 1, null);
                FfmpegFrameSource second = FfmpegFrameSource.open(two, 1, 480, 1, null)) {
            assertEquals(848, largest.info().widthPx());
            assertEquals(160, first.info().widthPx());
            assertEquals(848, second.info().widthPx());
        }
        String problem = assertThrows(IOException.class, () -> FfmpegFrameSource.open(two, 2, 480, 1, null))
                .getMessage();
        assertTrue(String.valueOf(problem).contains("no video stream number 2: it holds 2, numbered from 0"), problem);
    }

    @Test
    void shouldReadAFileWithADataTrackAlone() throws IOException {
        List<TimedPayload> payloads =
                new FfmpegDataTracks().payloads(clip("cases/13-gpmf-only-mp4/k_gpmdonly.mp4"), "gpmd");
        assertEquals(13, payloads.size());
        assertEquals(0, payloads.getFirst().timeNs());
    }

    private static List<LumaFrame> frames(Path clip, long fromNs, long toNs) throws IOException {
        List<LumaFrame> frames = new ArrayList<>();
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, 120, 2)) {
            source.decode(fromNs, toNs, frames::add);
        }
        return frames;
    }

    private static Path clip(String name) {
        Path shared = shared();
        assumeTrue(shared != null, "no shared data set beside the sources: set -Dsyncline.shared");
        Path clip = shared == null ? Path.of(name) : shared.resolve("data").resolve(name);
        assumeTrue(Files.exists(clip), "the shared data set has no " + name);
        return clip;
    }

    private static @Nullable Path shared() {
        String named = System.getProperty("syncline.shared");
        if (named != null) {
            return Path.of(named);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path shared = at.resolveSibling("shared");
            if (Files.isDirectory(shared.resolve("data"))) {
                return shared;
            }
        }
        return null;
    }
}
