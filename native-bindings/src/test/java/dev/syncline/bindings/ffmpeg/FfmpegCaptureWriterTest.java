package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegCaptureWriterTest {
    private static final VideoEncoding ENCODING = VideoEncoding.h264(20, 30);
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    /** Rows of a driver are often longer than the picture is wide. */
    private static final int PADDING = 32;

    private static final int BRIGHT = 180;

    @TempDir
    Path folder;

    private static RawVideoFormat format(RawVideoFormat.Layout layout) {
        boolean packed = layout == RawVideoFormat.Layout.YUYV || layout == RawVideoFormat.Layout.UYVY;
        return new RawVideoFormat(layout, WIDTH, HEIGHT, (packed ? 2 * WIDTH : WIDTH) + PADDING);
    }

    /** Luma all bright, chroma neutral. */
    private static MemorySegment picture(RawVideoFormat format, Arena arena) {
        MemorySegment pixels = arena.allocate(format.frameBytes());
        long luma = (long) format.strideBytes() * HEIGHT;
        pixels.fill((byte) 128);
        switch (format.layout()) {
            case NV12, YUV420, GREY -> pixels.asSlice(0, luma).fill((byte) BRIGHT);
            case YUYV -> {
                for (long at = 0; at < luma; at += 2) {
                    pixels.set(ValueLayout.JAVA_BYTE, at, (byte) BRIGHT);
                }
            }
            case UYVY -> {
                for (long at = 1; at < luma; at += 2) {
                    pixels.set(ValueLayout.JAVA_BYTE, at, (byte) BRIGHT);
                }
            }
        }
        return pixels;
    }

    @ParameterizedTest
    @EnumSource(RawVideoFormat.Layout.class)
    void shouldKeepBrightnessAndTimesOfEveryLayout(RawVideoFormat.Layout layout) throws IOException {
        Path clip = folder.resolve("clip.mp4");
        long[] timesUs = {0, 33_340, 66_701, 133_333};
        try (Arena arena = Arena.ofConfined();
                FfmpegCaptureWriter writer = FfmpegCaptureWriter.create(clip, format(layout), 30, ENCODING, 4)) {
            for (long timeUs : timesUs) {
                CapturedPicture picture = writer.take(picture(format(layout), arena), timeUs);
                assertNotNull(picture);
                writer.write(picture);
            }
            assertFalse(Files.exists(clip), "not under its name before it is whole");
        }
        List<Long> seen = new ArrayList<>();
        try (FfmpegFrameSource source = FfmpegFrameSource.open(clip, HEIGHT, 1)) {
            source.decode(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4, frame -> {
                seen.add(frame.timeNs());
                assertEquals(BRIGHT, middle(frame), layout == RawVideoFormat.Layout.GREY ? 24 : 3);
                return true;
            });
        }
        assertEquals(timesUs.length, seen.size());
        for (int i = 0; i < timesUs.length; i++) {
            assertEquals(timesUs[i] * 1e3, (double) (seen.get(i) - seen.getFirst()), 1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.mp4", "clip.mov", "clip.mkv"})
    void shouldPlayWhatWasFlushedAtAnyMoment(String name) throws IOException {
        Path clip = folder.resolve(name);
        Path snapshot = folder.resolve("snapshot-" + name);
        RawVideoFormat format = format(RawVideoFormat.Layout.NV12);
        try (Arena arena = Arena.ofConfined();
                FfmpegCaptureWriter writer = FfmpegCaptureWriter.create(clip, format, 30, ENCODING, 4)) {
            for (int i = 0; i < 9; i++) {
                CapturedPicture picture = writer.take(picture(format, arena), i * 33_000L);
                assertNotNull(picture);
                writer.write(picture);
                // One fragment has a single frame.
                if (i == 3 || i == 4 || i == 6) {
                    writer.flush();
                    writer.settle();
                }
            }
            // The newest frame waits for the next, which tells how long it lasts.
            assertEquals(6, writer.wholeFrames());
            Files.copy(clip, snapshot);
        }
        assertEquals(6, FfmpegFrameTimes.read(snapshot).length);
        long[] times = FfmpegFrameTimes.read(clip);
        assertEquals(9, times.length);
        for (int i = 0; i < times.length; i++) {
            assertEquals(i * 33e6, (double) times[i], name.endsWith("mkv") ? 500_000 : 1000);
        }
    }

    @Test
    void shouldLeaveAPlainMp4AtACleanEnd() throws IOException {
        Path clip = folder.resolve("clip.mp4");
        RawVideoFormat format = format(RawVideoFormat.Layout.NV12);
        try (Arena arena = Arena.ofConfined();
                FfmpegCaptureWriter writer = FfmpegCaptureWriter.create(clip, format, 30, ENCODING, 4)) {
            for (int i = 0; i < 4; i++) {
                CapturedPicture picture = writer.take(picture(format, arena), i * 33_000L);
                assertNotNull(picture);
                writer.write(picture);
                writer.flush();
            }
        }
        List<String> boxes = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(clip));
        while (file.remaining() >= 8) {
            int at = file.position();
            int bytes = file.getInt();
            byte[] type = new byte[4];
            file.get(type);
            boxes.add(new String(type, StandardCharsets.ISO_8859_1));
            file.position(at + bytes);
        }
        assertEquals(List.of("ftyp", "free", "mdat", "moov"), boxes);
    }

    private static int middle(LumaFrame frame) {
        return frame.luma()[HEIGHT / 2 * WIDTH + WIDTH / 2] & 0xff;
    }

    @Test
    void shouldRefuseMorePicturesThanMayWait() throws IOException {
        RawVideoFormat format = format(RawVideoFormat.Layout.NV12);
        try (Arena arena = Arena.ofConfined();
                FfmpegCaptureWriter writer =
                        FfmpegCaptureWriter.create(folder.resolve("clip.mkv"), format, 30, ENCODING, 2)) {
            MemorySegment pixels = picture(format, arena);
            CapturedPicture first = writer.take(pixels, 0);
            CapturedPicture second = writer.take(pixels, 1);
            assertNull(writer.take(pixels, 2), "both wait");
            assertNotNull(first);
            writer.write(first);
            assertNotNull(writer.take(pixels, 3), "there is room again");
            assertNotNull(second);
            writer.write(second);
        }
    }

    @Test
    void shouldLeaveNothingWhereNothingWasWritten() throws IOException {
        FfmpegCaptureWriter.create(folder.resolve("clip.mp4"), format(RawVideoFormat.Layout.NV12), 30, ENCODING, 2)
                .close();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldRefuseAFrameThatIsTooShort() throws IOException {
        RawVideoFormat format = format(RawVideoFormat.Layout.NV12);
        try (Arena arena = Arena.ofConfined();
                FfmpegCaptureWriter writer =
                        FfmpegCaptureWriter.create(folder.resolve("clip.mp4"), format, 30, ENCODING, 2)) {
            MemorySegment half = arena.allocate(format.frameBytes() / 2);
            IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> writer.take(half, 0));
            String message = String.valueOf(error.getMessage());
            assertTrue(message.startsWith("a frame of "), message);
        }
    }
}
