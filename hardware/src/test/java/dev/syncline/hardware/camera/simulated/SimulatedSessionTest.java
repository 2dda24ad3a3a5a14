package dev.syncline.hardware.camera.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.FrameFormat;
import dev.syncline.hardware.camera.PictureSettings;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class SimulatedSessionTest {
    private static final CameraRequest FAST = CameraRequest.of(640, 480, 200);

    @Test
    void shouldShowEachFramesNumberInItsPicture() throws IOException {
        try (CameraSession camera = new SimulatedBackend().open("sim0", FAST)) {
            camera.start();
            CameraFrame frame = new CameraFrame();
            for (int i = 0; i < 20; i++) {
                assertTrue(camera.next(frame, 5000));
                assertEquals(frame.sequence(), number(frame.pixels(), camera.format()));
                assertTrue(frame.sensorNs() < frame.arrivedNs(), "a frame begins before it is read out");
                camera.release(frame);
            }
        }
    }

    private static long number(MemorySegment pixels, FrameFormat format) {
        int block = SimulatedPicture.blockPx(format);
        long number = 0;
        for (int bit = 0; bit < SimulatedPicture.BITS; bit++) {
            int luma = pixels.get(ValueLayout.JAVA_BYTE, (long) bit * block + block / 2) & 0xff;
            number = number << 1 | (luma > 128 ? 1 : 0);
        }
        return number;
    }

    @Test
    void shouldLoseFramesWhileAllBuffersAreHeld() throws IOException {
        CameraRequest request =
                new CameraRequest(64, 64, 500, 0, 0, 2, CameraRequest.OwnSync.OFF, PictureSettings.DEFAULT);
        try (CameraSession camera = new SimulatedBackend().open("sim1", request)) {
            camera.start();
            CameraFrame first = new CameraFrame();
            CameraFrame second = new CameraFrame();
            CameraFrame third = new CameraFrame();
            assertTrue(camera.next(first, 5000));
            assertTrue(camera.next(second, 5000));
            assertFalse(camera.next(third, 20), "no buffer to fill");
            camera.release(first);
            assertTrue(camera.next(third, 5000));
            assertTrue(camera.missedFrames() > 0);
            assertEquals(third.sequence() - second.sequence() - 1, camera.missedFrames());
        }
    }

    @Test
    void shouldRefuseSizesThatItCannotDraw() {
        assertThrows(IOException.class, () -> new SimulatedBackend().open("sim0", CameraRequest.of(641, 480, 30)));
        assertThrows(
                IOException.class, () -> new SimulatedBackend().open("sim0", CameraRequest.of(40_000, 30_000, 30)));
        IOException error = assertThrows(IOException.class, () -> new SimulatedBackend().open("sim8", FAST));
        assertEquals("there is no simulated camera sim8, only sim0 to sim7", error.getMessage());
    }
}
