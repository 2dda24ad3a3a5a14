package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.video.VideoInfo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers without an index, a list of streams or a length. */
class OddContainersTest {
    private static final int FRAMES = 60;
    private static final double FRAME_NS = 1e9 / 25;

    @TempDir
    Path folder;

    private Path clip(boolean reordered) throws IOException {
        // One keyframe, and where they are reordered, times of decoding that are not those of showing.
        VideoEncoding encoding = reordered
                ? VideoEncoding.mpeg4(5, 250, 2)
                : new VideoEncoding(VideoEncoding.Codec.H264, new RateControl.ConstantQuantizer(24), 250, 0);
        return CountedClip.write(folder.resolve("clip.mp4"), FRAMES, 25, 1, encoding);
    }

    @ParameterizedTest
    @CsvSource({
        "mpegts, out.ts, true, dump_extra, ''",
        "mpegts, out.ts, false, null, ''",
        "flv, out.flv, false, null, ''",
        "matroska, out.mkv, true, null, live=1",
        "matroska, out.mkv, false, null, live=1",
        "avi, out.avi, false, h264_mp4toannexb, ''",
        "nut, out.nut, true, null, ''"
    })
    void shouldDecodeEveryFrameFromAnyPlace(String muxer, String name, boolean reordered, String filter, String option)
            throws IOException {
        Path file = Remuxed.write(clip(reordered), folder.resolve(name), muxer, filter, option);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(file, 480, 2)) {
            VideoInfo info = source.info();
            assertEquals(FRAMES * FRAME_NS, (double) info.durationNs(), 2 * FRAME_NS, "its length");
            for (int first : new int[] {0, 1, 30, FRAMES - 5}) {
                int[] next = {first};
                int delivered = source.decode(
                        Math.round((first - 0.5) * FRAME_NS), Math.round((FRAMES + 0.5) * FRAME_NS), frame -> {
                            assertEquals(next[0], CountedClip.numberIn(frame));
                            assertEquals(next[0] * FRAME_NS, (double) frame.timeNs(), 2e6);
                            next[0]++;
                            return true;
                        });
                assertEquals(FRAMES - first, delivered, "from frame " + first);
            }
        }
        if (!muxer.equals("avi")) { // which tells no times of frames
            assertEquals(FRAMES, FfmpegFrameTimes.read(file).length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.5, 1500", "7.24, 7240"})
    void shouldTellWhenTheFirstFrameIsShown(String laterS, long laterMs) throws IOException {
        Path file = Remuxed.write(
                clip(false), folder.resolve("later.mkv"), "matroska", "null", "output_ts_offset=" + laterS);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(file, 480, 1)) {
            assertEquals(laterMs * 1_000_000, source.firstFrameNs());
            source.decode(0, 1, frame -> {
                assertEquals(0, frame.timeNs(), "frames count from the first");
                return true;
            });
        }
    }

    /** It tells a time for each packet, not for each frame: frames without one are left out, and no time is wrong. */
    @Test
    void shouldReadAProgrammeStream() throws IOException {
        Path file = Remuxed.write(clip(false), folder.resolve("out.mpg"), "mpeg", "h264_mp4toannexb", "");
        try (FfmpegFrameSource source = FfmpegFrameSource.open(file, 480, 1)) {
            for (int first : new int[] {0, 30}) {
                int delivered =
                        source.decode(Math.round((first - 0.5) * FRAME_NS), Math.round(FRAMES * FRAME_NS), frame -> {
                            assertEquals(CountedClip.numberIn(frame) * FRAME_NS, (double) frame.timeNs(), 2e6);
                            return true;
                        });
                assertTrue(delivered >= 5, delivered + " frames");
            }
        }
    }

    @Test
    void shouldRefuseAPipeInsteadOfWaitingForIt() throws IOException, InterruptedException {
        Assumptions.assumeTrue(new File("/usr/bin/mkfifo").exists(), "no mkfifo here");
        Path pipe = folder.resolve("pipe.mp4");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        IOException refused = assertThrows(IOException.class, () -> FfmpegFrameSource.open(pipe, 480, 1));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith(pipe + ": is a pipe or a device"),
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"bframes.ts, 60", "g250.ts, 180"})
    void shouldDecodePublicTransportStreams(String name, int frames) throws IOException {
        Path file = SharedData.require("data/cases/20-odd-videos/" + name);
        try (FfmpegFrameSource source = FfmpegFrameSource.open(file, 64, 2)) {
            assertEquals(frames, source.decode(0, Long.MAX_VALUE / 4, frame -> true));
        }
    }

    @Test
    void shouldTellTheLengthOfACutMatroska() throws IOException {
        Path file = SharedData.require("data/cases/20-odd-videos/no-duration.mkv");
        try (FfmpegFrameSource source = FfmpegFrameSource.open(file, 64, 1)) {
            assertTrue(source.info().durationNs() > 0, String.valueOf(source.info()));
            assertTrue(Files.size(file) > 0);
        }
    }
}
