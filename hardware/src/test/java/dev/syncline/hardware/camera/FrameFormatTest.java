package dev.syncline.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameFormatTest {
    @Test
    void shouldKnowTheFourCharactersOfLinux() {
        assertEquals(0x3231564e, PixelFormat.NV12.fourcc());
        assertEquals(Optional.of(PixelFormat.YUYV), PixelFormat.of(0x56595559));
        assertEquals("YU12", PixelFormat.characters(PixelFormat.YUV420.fourcc()));
        assertEquals(Optional.empty(), PixelFormat.of(0x47504a4d));
    }

    @Test
    void shouldCountBytesByTheStride() {
        assertEquals(672 * 480 * 3 / 2, new FrameFormat(PixelFormat.NV12, 640, 480, 672).frameBytes());
        assertEquals(1280 * 480, new FrameFormat(PixelFormat.YUYV, 640, 480, 1280).frameBytes());
        assertEquals(640 * 480, new FrameFormat(PixelFormat.GREY, 640, 480, 640).frameBytes());
    }

    @Test
    void shouldNameAFormatThatItCannotRead() {
        IOException error =
                assertThrows(IOException.class, () -> FrameFormat.ofDriver("/dev/video0", 0x47504a4d, 640, 480, 0));
        assertEquals(
                "/dev/video0 gives frames as MJPG, expected NV12, YU12, YUYV, UYVY or GREY: choose another mode (see"
                        + " syncline cameras)",
                error.getMessage());
    }

    @Test
    void shouldNotBelieveADriversNonsense() {
        IOException rows = assertThrows(
                IOException.class, () -> FrameFormat.ofDriver("cam", PixelFormat.YUYV.fourcc(), 640, 480, 640));
        assertTrue(String.valueOf(rows.getMessage()).startsWith("cam: rows of 640 bytes"), rows.getMessage());
        assertThrows(
                IOException.class, () -> FrameFormat.ofDriver("cam", PixelFormat.GREY.fourcc(), 1 << 20, 2, 1 << 20));
        assertThrows(IOException.class, () -> FrameFormat.ofDriver("cam", PixelFormat.GREY.fourcc(), 641, 480, 641));
    }
}
