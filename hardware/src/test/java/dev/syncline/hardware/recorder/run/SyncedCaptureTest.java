package dev.syncline.hardware.recorder.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.hardware.camera.CameraFrame;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.FrameFormat;
import dev.syncline.hardware.camera.FrameTiming;
import dev.syncline.hardware.camera.simulated.SimulatedBackend;
import dev.syncline.hardware.framesync.FrameSync;
import dev.syncline.hardware.framesync.FrameSyncSession;
import dev.syncline.hardware.recorder.Recording;
import dev.syncline.hardware.recorder.RecordingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SyncedCaptureTest {
    private static final CaptureLimits NO_LIMIT = new CaptureLimits(0, 0, 0);

    @TempDir
    Path folder;

    private RecordingFiles files() {
        return new RecordingFiles(folder.resolve("clip.mp4"), folder.resolve("clip.json"), folder.resolve("clip.pts"));
    }

    private static CameraSession camera(int framesPerSecond) throws IOException {
        return new SimulatedBackend().open("sim0", CameraRequest.of(64, 64, framesPerSecond));
    }

    private CaptureStatus capture(CameraSession camera, CaptureLimits limits) throws IOException, InterruptedException {
        try (camera;
                FrameSync sync = FrameSyncSession.off(camera);
                Recording recording = Recording.create(files(), camera.format(), 50, VideoEncoding.h264(30, 50))) {
            return new SyncedCapture(camera, sync, recording, limits, status -> {}).run();
        }
    }

    private List<String> left() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldRecordAsManyFramesAsFitTheLength() throws IOException, InterruptedException {
        CaptureStatus status = capture(camera(50), new CaptureLimits(400_000_000L, 0, 0));

        assertEquals(20, status.recorded());
        assertEquals(0, status.lost());
        assertEquals(List.of("clip.json", "clip.mp4", "clip.pts"), left());
        assertTrue(Files.size(folder.resolve("clip.mp4")) > 500);
    }

    @Test
    void shouldListEachRecordedFrameUnderLibcamerasNames() throws IOException, InterruptedException {
        capture(camera(100), new CaptureLimits(0, 5, 0));

        JsonNode all = JsonMapper.builder()
                .build()
                .readTree(folder.resolve("clip.json").toFile());
        List<String> times = Files.readAllLines(folder.resolve("clip.pts"));
        assertEquals(5, all.size());
        assertEquals("# timecode format v2", times.getFirst());
        assertEquals("0.000", times.get(1));
        assertEquals(6, times.size());
        long firstNs = all.get(0).get("SensorTimestamp").asLong();
        for (int i = 0; i < 5; i++) {
            JsonNode frame = all.get(i);
            assertEquals(10_000.0, frame.get("FrameDuration").asDouble(), 20);
            assertTrue(frame.get("SyncReady").asBoolean());
            assertTrue(frame.get("FrameWallClock").asLong() > 1_700_000_000_000_000_000L);
            double ms = (frame.get("SensorTimestamp").asLong() - firstNs) * 1e-6;
            assertEquals(ms, Double.parseDouble(times.get(i + 1)), 0.0011);
        }
    }

    @Test
    void shouldFinishTheFilesOfWhatThereIsWhenInterrupted() throws IOException {
        CameraSession camera = camera(100);
        assertThrows(InterruptedException.class, () -> {
            try (camera;
                    FrameSync sync = FrameSyncSession.off(camera);
                    Recording recording = Recording.create(files(), camera.format(), 100, VideoEncoding.h264(30, 50))) {
                new SyncedCapture(camera, sync, recording, NO_LIMIT, status -> {
                            if (status.recorded() >= 3) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .run();
            }
        });
        assertFalse(Thread.interrupted());
        assertEquals(List.of("clip.json", "clip.mp4", "clip.pts"), left());
    }

    @Test
    void shouldKeepWhatWasRecordedWhenTheCameraIsUnplugged() throws IOException {
        IOException error =
                assertThrows(IOException.class, () -> capture(new UnpluggedAfter(camera(100), 4), NO_LIMIT));

        assertEquals("pulled out", error.getMessage());
        assertEquals(List.of("clip.json", "clip.mp4", "clip.pts"), left());
    }

    @Test
    void shouldLeaveNothingWhereNothingWasRecorded() throws IOException {
        assertThrows(IOException.class, () -> capture(new UnpluggedAfter(camera(100), 0), NO_LIMIT));

        assertEquals(List.of(), left());
    }

    @Test
    void shouldSayThatNoServerWasHeard() throws IOException {
        CameraSession camera = camera(100);
        CaptureTimeoutException error = assertThrows(CaptureTimeoutException.class, () -> {
            try (camera;
                    FrameSync sync = new SilentServer();
                    Recording recording = Recording.create(files(), camera.format(), 100, VideoEncoding.h264(30, 50))) {
                new SyncedCapture(camera, sync, recording, new CaptureLimits(0, 0, 50_000_000L), status -> {}).run();
            }
        });
        assertTrue(
                String.valueOf(error.getMessage()).startsWith("no server was heard within 0.1 s"), error.getMessage());
        assertEquals(List.of(), left());
    }

    /** A camera that is gone after some frames. */
    private record UnpluggedAfter(CameraSession camera, int frames) implements CameraSession {
        @Override
        public boolean next(CameraFrame frame, int timeoutMs) throws IOException {
            boolean came = camera.next(frame, timeoutMs);
            if (frame.sequence() >= frames) {
                throw new IOException("pulled out");
            }
            return came;
        }

        @Override
        public String name() {
            return camera.name();
        }

        @Override
        public FrameFormat format() {
            return camera.format();
        }

        @Override
        public FrameTiming timing() {
            return camera.timing();
        }

        @Override
        public boolean isSteerable() {
            return true;
        }

        @Override
        public void start() throws IOException {
            camera.start();
        }

        @Override
        public void release(CameraFrame frame) throws IOException {
            camera.release(frame);
        }

        @Override
        public long shortenNextFrame(long shortenByNs) {
            return camera.shortenNextFrame(shortenByNs);
        }

        @Override
        public long missedFrames() {
            return camera.missedFrames();
        }

        @Override
        public void close() throws IOException {
            camera.close();
        }
    }
}
