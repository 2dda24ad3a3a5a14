package dev.syncline.hardware.camera.libcamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.camera.CameraDescription;
import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.PictureSettings;
import dev.syncline.hardware.camera.PixelFormat;
import dev.syncline.hardware.camera.RequiredDevice;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two of libcamera's virtual cameras, as {@code .ci/libcamera.sh} describes them. */
@Tag("libcamera")
class VirtualCamerasTest {
    private static final int FRAMES = 30;

    private LibcameraBackend backend = new LibcameraBackend();

    @BeforeEach
    void findCameras() {
        backend = new LibcameraBackend();
        try {
            if (backend.cameras().size() < 2) {
                RequiredDevice.missing("libcamera", "two virtual cameras");
            }
        } catch (IOException e) {
            RequiredDevice.missing("libcamera", String.valueOf(e.getMessage()));
        }
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private CameraSession open(int index, int widthPx, int heightPx) throws IOException {
        return backend.open(backend.cameras().get(index).id(), CameraRequest.of(widthPx, heightPx, 30));
    }

    @Test
    void shouldDescribeBothCameras() throws IOException {
        List<CameraDescription> cameras = backend.cameras();

        assertEquals("Virtual0", cameras.get(0).id());
        assertEquals("Virtual1", cameras.get(1).id());
        assertEquals("Virtual Video Device 1", cameras.get(1).model());
        CameraDescription.Mode mode = cameras.get(0).modes().getFirst();
        assertEquals("NV12", mode.pixels());
        assertEquals(640, mode.widthPx());
        assertEquals(480, mode.heightPx());
    }

    private IOException refused(PictureSettings picture) {
        return assertThrows(IOException.class, () -> {
            CameraRequest request =
                    new CameraRequest(640, 480, 30, 0, 0, CameraRequest.BUFFERS, CameraRequest.OwnSync.OFF, picture);
            try (CameraSession camera = backend.open("Virtual0", request)) {
                camera.start();
            }
        });
    }

    @Test
    void shouldRefusePicturesThatTheCameraCannotMake() {
        PictureSettings none = PictureSettings.DEFAULT;
        // Flips are not tried: these cameras take every orientation without a word, and do not turn the picture.
        IOException colours = refused(new PictureSettings(
                false,
                false,
                PictureSettings.WhiteBalance.DAYLIGHT,
                0,
                0,
                none.focus(),
                none.focusRange(),
                none.focusSpeed(),
                -1));
        assertTrue(String.valueOf(colours.getMessage()).contains("white balance cannot be set"), colours.getMessage());
        IOException focus = refused(new PictureSettings(
                false, false, none.whiteBalance(), 0, 0, none.focus(), none.focusRange(), none.focusSpeed(), 0));
        assertTrue(String.valueOf(focus.getMessage()).contains("focus cannot be set"), focus.getMessage());
    }

    @Test
    void shouldCaptureFromTwoCamerasAtOnce() throws IOException {
        try (CameraSession first = open(0, 640, 480);
                CameraSession second = open(1, 320, 240)) {
            assertEquals(PixelFormat.NV12, first.format().pixels());
            assertEquals(640, first.format().widthPx());
            assertEquals(320, second.format().widthPx());
            first.start();
            second.start();
            long lastFirst = -1;
            long lastSecond = -1;
            CameraFrame frame = new CameraFrame();
            for (int i = 0; i < FRAMES; i++) {
                lastFirst = checkFrame(first, frame, lastFirst);
                lastSecond = checkFrame(second, frame, lastSecond);
            }
        }
    }

    /** @return its sequence number */
    private static long checkFrame(CameraSession camera, CameraFrame frame, long lastSequence) throws IOException {
        long beforeNs = System.nanoTime();
        assertTrue(camera.next(frame, 5000), "a frame within 5 s");
        assertTrue(frame.sequence() > lastSequence, frame.sequence() + " after " + lastSequence);
        assertFalse(frame.isDamaged());
        assertTrue(frame.sensorNs() > 0 && frame.sensorNs() <= System.nanoTime(), "a time of the monotonic clock");
        assertTrue(frame.arrivedNs() <= System.nanoTime() && frame.arrivedNs() > beforeNs - 60_000_000_000L);
        assertTrue(frame.pixels().byteSize() >= camera.format().frameBytes());
        assertTrue(differentBytes(frame.pixels()) > 1, "a test pattern has more than one brightness");
        camera.release(frame);
        return frame.sequence();
    }

    private static long differentBytes(MemorySegment pixels) {
        long different = 0;
        byte first = pixels.get(ValueLayout.JAVA_BYTE, 0);
        for (long at = 0; at < Math.min(pixels.byteSize(), 640L * 480); at++) {
            if (pixels.get(ValueLayout.JAVA_BYTE, at) != first) {
                different++;
            }
        }
        return different + 1;
    }

    @Test
    void shouldGiveTheDriversOwnMemoryAgainAndAgain() throws IOException {
        try (CameraSession camera = open(1, 320, 240)) {
            camera.start();
            CameraFrame frame = new CameraFrame();
            MemorySegment[] seen = new MemorySegment[64];
            for (int i = 0; i < FRAMES; i++) {
                assertTrue(camera.next(frame, 5000));
                MemorySegment pixels = frame.pixels();
                assertTrue(pixels.isReadOnly());
                if (seen[frame.buffer()] != null) {
                    assertEquals(seen[frame.buffer()].address(), pixels.address(), "mapped once, never copied");
                }
                seen[frame.buffer()] = pixels;
                camera.release(frame);
            }
        }
    }

    @Test
    void shouldLendEachBufferOnceUntilReleased() throws IOException {
        try (CameraSession camera = open(1, 320, 240)) {
            camera.start();
            CameraFrame first = new CameraFrame();
            CameraFrame second = new CameraFrame();
            assertTrue(camera.next(first, 5000));
            assertTrue(camera.next(second, 5000));
            assertNotEquals(first.buffer(), second.buffer());
            camera.release(first);
            IOException error = assertThrows(IOException.class, () -> camera.release(first));
            assertTrue(String.valueOf(error.getMessage()).contains("not the caller's to release"), error.getMessage());
            camera.release(second);
        }
    }

    @Test
    void shouldSayThatNoFrameCameWhenAllBuffersAreHeld() throws IOException {
        try (CameraSession camera = open(1, 320, 240)) {
            camera.start();
            CameraFrame frame = new CameraFrame();
            int taken = 0;
            while (taken < 64 && camera.next(frame, 500)) {
                taken++;
            }
            assertTrue(taken >= 2 && taken < 64, taken + " buffers");
        }
    }

    @Test
    void shouldRefuseACameraThatIsInUse() throws IOException {
        try (CameraSession camera = open(0, 640, 480)) {
            IOException error = assertThrows(IOException.class, () -> open(0, 640, 480));
            assertTrue(String.valueOf(error.getMessage()).startsWith("camera Virtual0: "), error.getMessage());
            assertTrue(camera.format().frameBytes() > 0);
        }
    }

    @Test
    void shouldNameACameraThatIsNotThere() {
        IOException error =
                assertThrows(IOException.class, () -> backend.open("Virtual9", CameraRequest.of(640, 480, 30)));
        assertEquals("libcamera has no camera Virtual9: see syncline cameras", error.getMessage());
    }

    @Test
    void shouldStartAgainAfterItWasClosed() throws IOException {
        for (int round = 0; round < 3; round++) {
            try (CameraSession camera = open(0, 640, 480)) {
                camera.start();
                CameraFrame frame = new CameraFrame();
                assertTrue(camera.next(frame, 5000));
                camera.release(frame);
            }
        }
    }
}
