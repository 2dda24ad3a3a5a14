package dev.syncline.hardware.camera.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.camera.CameraDescription;
import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.PictureSettings;
import dev.syncline.hardware.camera.RequiredDevice;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's virtual video camera, as {@code .ci/guest.sh} has it. */
@Tag("guest")
class VividCameraTest {
    private final V4l2Backend backend = new V4l2Backend();
    private String device = "";

    @BeforeEach
    void findVivid() throws IOException {
        for (CameraDescription camera : backend.cameras()) {
            if (camera.note().equals("driver vivid")
                    && camera.model().equals("vivid")
                    && !camera.modes().isEmpty()) {
                device = camera.id();
                return;
            }
        }
        RequiredDevice.missing("guest", "a vivid camera");
    }

    @Test
    void shouldListItsModes() throws IOException {
        CameraDescription camera = backend.cameras().stream()
                .filter(one -> one.id().equals(device))
                .findFirst()
                .orElseThrow();
        assertFalse(camera.isSteerable(), "vivid has no sensor behind it");
        assertTrue(
                camera.modes().stream()
                        .anyMatch(mode ->
                                mode.pixels().equals("YUYV") && mode.widthPx() == 640 && mode.shortestFrameNs() > 0),
                camera.modes().toString());
    }

    @Test
    void shouldStreamFramesWithTimesAndNumbers() throws IOException {
        try (CameraSession camera = backend.open(device, CameraRequest.of(320, 180, 10))) {
            assertEquals(320, camera.format().widthPx());
            assertEquals(180, camera.format().heightPx());
            camera.start();
            CameraFrame frame = new CameraFrame();
            long lastNs = 0;
            long lastSequence = -1;
            for (int i = 0; i < 12; i++) {
                assertTrue(next(camera, frame), "frame " + i);
                assertTrue(frame.sequence() > lastSequence, frame.sequence() + " after " + lastSequence);
                assertTrue(frame.sensorNs() > lastNs, frame.sensorNs() + " after " + lastNs);
                // vivid stamps frames with when they were due, which may be a little ahead.
                assertTrue(
                        Math.abs(frame.sensorNs() - System.nanoTime()) < 60_000_000_000L,
                        frame.sensorNs() + " on the monotonic clock, which shows " + System.nanoTime());
                assertFalse(frame.isDamaged());
                assertTrue(isPattern(frame.pixels()), "more than one colour");
                lastNs = frame.sensorNs();
                lastSequence = frame.sequence();
                camera.release(frame);
            }
            assertEquals(ClockDomain.MONOTONIC, camera.timing().clock());
            assertEquals(lastSequence + 1 - 12, camera.missedFrames());
        }
    }

    @Test
    void shouldCountFramesThatFoundNoBuffer() throws IOException {
        CameraRequest request =
                new CameraRequest(320, 180, 10, 0, 0, 2, CameraRequest.OwnSync.OFF, PictureSettings.DEFAULT);
        try (CameraSession camera = backend.open(device, request)) {
            camera.start();
            CameraFrame[] held = new CameraFrame[32];
            int taken = 0;
            while (taken < held.length) {
                held[taken] = new CameraFrame();
                if (!camera.next(held[taken], 1000)) {
                    break;
                }
                taken++;
            }
            assertTrue(taken >= 2 && taken < held.length, taken + " buffers, then none");
            for (int i = 0; i < taken; i++) {
                camera.release(held[i]);
            }
            assertTrue(next(camera, held[0]));
            assertTrue(camera.missedFrames() > 0, "frames were made while all buffers were held");
        }
    }

    private static boolean next(CameraSession camera, CameraFrame frame) throws IOException {
        for (int i = 0; i < 20; i++) {
            if (camera.next(frame, 1000)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPattern(MemorySegment pixels) {
        byte first = pixels.get(ValueLayout.JAVA_BYTE, 0);
        for (long at = 0; at < pixels.byteSize(); at += 2) {
            if (pixels.get(ValueLayout.JAVA_BYTE, at) != first) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldRefuseADeviceThatIsInUse() throws IOException {
        try (CameraSession camera = backend.open(device, CameraRequest.of(320, 180, 10))) {
            camera.start();
            IOException error =
                    assertThrows(IOException.class, () -> backend.open(device, CameraRequest.of(320, 180, 10)));
            assertEquals(device + ": another program is capturing from it; end that first", error.getMessage());
        }
    }

    @Test
    void shouldSayThatADeviceHasNoExposure() {
        CameraRequest request =
                new CameraRequest(320, 180, 10, 10_000, 0, 4, CameraRequest.OwnSync.OFF, PictureSettings.DEFAULT);
        IOException error = assertThrows(IOException.class, () -> backend.open(device, request));
        assertEquals(device + " has no exposure to set: leave it to the camera", error.getMessage());
    }
}
