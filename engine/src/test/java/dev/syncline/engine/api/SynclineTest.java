package dev.syncline.engine.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.telemetry.NoMotionDataException;
import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.engine.telemetry.dvtm.DvtmPacketBuilder;
import dev.syncline.engine.telemetry.rtmd.RtmdPacketBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public face, on videos in which there is nothing to see. */
class SynclineTest {
    private static final SyncOptions OPTIONS = SyncOptions.defaults().tracker("flat");

    @TempDir
    Path folder;

    private final FlatVideos videos = new FlatVideos();

    private Path video = Path.of("");

    @BeforeEach
    void makeClip() throws IOException {
        video = Files.writeString(folder.resolve("clip.mp4"), "not decoded in these tests");
        StringBuilder log =
                new StringBuilder("GYROFLOW IMU LOG\nversion,1.1\ntscale,0.001\ngscale,0.01\n\nt,gx,gy,gz\n");
        for (int ms = 0; ms < 12_000; ms += 10) {
            log.append(ms).append(',').append(ms % 700).append(",0,0\n");
        }
        Files.writeString(folder.resolve("clip.gcsv"), log);
    }

    private Syncline syncline(int threads) {
        return Syncline.of(List.of(videos), List.of(videos), threads);
    }

    @Test
    void shouldRefuseWithACodeAndStillWriteItsResult() throws Exception {
        List<SyncProgress> heard = new ArrayList<>();
        try (Syncline syncline = syncline(2);
                Clip clip = syncline.open(video)) {
            Refused refused = assertInstanceOf(Refused.class, clip.sync(OPTIONS, heard::add));
            assertEquals(RefusalCode.NOTHING_TO_FOLLOW, refused.code());
            assertTrue(refused.facts().isEmpty());
            assertEquals("clip.gcsv", clip.log().name());
            assertEquals(folder.resolve("clip.gcsv"), refused.origin().logFile());
            assertTrue(clip.lens().assumed());
            assertTrue(new String(refused.json(), StandardCharsets.UTF_8).contains("\"NOTHING_TO_FOLLOW\""));
            assertTrue(new String(refused.csv(), StandardCharsets.UTF_8).startsWith("video_s,"));
            assertTrue(new String(refused.report(), StandardCharsets.UTF_8).startsWith("<!DOCTYPE html>"));
            assertNull(refused.gyroflowProject(), "no good point, no project");
        }
        assertTrue(heard.contains(new SyncProgress("decode and track", 0, 3)), heard::toString);
        assertEquals(0, videos.open.get());
    }

    /** A second of gyro, and a stream that has one orientation a frame, or has another name. */
    private static TimedPayload metadata(long second, String orientations) {
        ByteBuffer b = ByteBuffer.allocate(2048);
        b.put("DEVC".getBytes(StandardCharsets.US_ASCII)).putInt(1 << 16);
        b.put("STRM".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) | 608);
        b.put("GYRO".getBytes(StandardCharsets.US_ASCII))
                .putInt(('s' << 24) | (6 << 16) | 100)
                .put(new byte[600]);
        b.put("STRM".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) | 88);
        b.put(orientations.getBytes(StandardCharsets.US_ASCII))
                .putInt(('s' << 24) | (8 << 16) | 10)
                .put(new byte[80]);
        byte[] bytes = Arrays.copyOf(b.array(), b.position());
        ByteBuffer.wrap(bytes).putInt(4, (1 << 16) | (bytes.length - 8));
        return new TimedPayload(second * 1_000_000_000L, 1_000_000_000L, bytes);
    }

    @Test
    void shouldMeasureNothingWhereTheCamerasTimesAreTheVideosUnlessItIsForced() throws Exception {
        videos.metadata = List.of(metadata(0, "CORI"), metadata(1, "CORI"));
        try (Syncline syncline = syncline(1);
                Clip clip = syncline.open(video)) {
            Synced synced = assertInstanceOf(Synced.class, clip.sync(OPTIONS));
            assertEquals(0.0, synced.result().timeline().track().offsetNsAt(5_000_000_000L));
            String json = new String(synced.json(), StandardCharsets.UTF_8);
            assertTrue(
                    json.contains("\"reason\" : \"the camera logs its orientation at each frame (CORI): its times"),
                    json);
            assertTrue(json.contains("\"ACCURATE_TIMES\""), json);
            assertTrue(json.contains("\"status\" : \"synced\""), json);
            assertTrue(new String(synced.report(), StandardCharsets.UTF_8).startsWith("<!DOCTYPE html>"));
            assertInstanceOf(Refused.class, clip.sync(OPTIONS.force(true)));
        }
        videos.metadata = List.of(metadata(0, "GRAV"), metadata(1, "GRAV"));
        try (Syncline syncline = syncline(1);
                Clip clip = syncline.open(video)) {
            assertInstanceOf(Refused.class, clip.sync(OPTIONS));
        }
    }

    /** A Sony's packet of a frame of 40 ms, in which the stabiliser moved the sensor. */
    private static TimedPayload stabilised(int frame) {
        byte[] packet = RtmdPacketBuilder.stamped(-3500, 4000)
                .triples(0xe43b, new int[3 * 80])
                .shifts(0xe40f, 0, frame, 0, 0)
                .packet();
        return new TimedPayload(frame * 40_000_000L, 40_000_000, packet);
    }

    @Test
    void shouldNameTheStabiliserBesideAZeroOffset() throws Exception {
        videos.metadataTrack = "rtmd";
        videos.metadata = List.of(stabilised(0), stabilised(1), stabilised(2));
        try (Syncline syncline = syncline(1);
                Clip clip = syncline.open(video)) {
            String json = new String(
                    assertInstanceOf(Synced.class, clip.sync(OPTIONS)).json(), StandardCharsets.UTF_8);
            assertTrue(
                    json.contains("\"reason\" : \"the camera stamps gyro and frames by one clock (Sony rtmd)"), json);
            assertTrue(json.contains("\"CAMERA_STABILISED\""), json);
            assertTrue(json.contains("the sensor was moved while it filmed"), json);
        }
    }

    /** A DJI's packet of a frame of 40 ms in which the camera turns; the first describes its lens. */
    private static TimedPayload turning(int frame) {
        DvtmPacketBuilder attitude = new DvtmPacketBuilder();
        for (int i = 0; i < 40; i++) {
            double half = (frame * 40 + i) * 1e-3;
            attitude.orientations(3, Math.cos(half), Math.sin(half), 0, 0);
        }
        DvtmPacketBuilder packet = new DvtmPacketBuilder();
        if (frame == 0) {
            DvtmPacketBuilder coefficients = new DvtmPacketBuilder();
            for (float k : new float[] {.1f, .02f, .03f, .004f}) {
                coefficients.real(1, k);
            }
            packet.inside(1, DvtmPacketBuilder.clip(0).inside(3, coefficients))
                    .inside(
                            2,
                            new DvtmPacketBuilder()
                                    .inside(
                                            3,
                                            new DvtmPacketBuilder()
                                                    .whole(1, 3840)
                                                    .whole(2, 2160)));
        }
        packet.inside(3, DvtmPacketBuilder.frame(frame * 40_000L, new DvtmPacketBuilder().inside(2, attitude)));
        return new TimedPayload(frame * 40_000_000L, 40_000_000, packet.packet());
    }

    @Test
    void shouldTakeTheLensThatTheVideosOwnMetadataDescribes() throws Exception {
        videos.metadataTrack = "djmd";
        videos.metadata = List.of(turning(0), turning(1), turning(2));
        Files.delete(folder.resolve("clip.gcsv"));
        try (Syncline syncline = syncline(1);
                Clip clip = syncline.open(ClipInput.of(video).lensLookup(LensLookup.BESIDE))) {
            assertEquals("as clip.mp4 describes it", clip.lens().name());
            assertTrue(clip.lens().assumed());
            CameraModel camera = clip.lens().camera();
            assertEquals(1457.07 / 3840, camera.focalXPx() / camera.widthPx(), 1e-6);
        }
    }

    @Test
    void shouldStopWhereItIsCancelledAndSyncAgain() throws Exception {
        try (Syncline syncline = syncline(2);
                Clip clip = syncline.open(video)) {
            Cancellation token = new Cancellation();
            List<SyncProgress> heard = new ArrayList<>();
            CancellationException cancelled = assertThrows(
                    CancellationException.class,
                    () -> clip.sync(
                            OPTIONS,
                            progress -> {
                                heard.add(progress);
                                Thread other = new Thread(token::cancel);
                                other.start();
                                boolean interrupted = false;
                                while (other.isAlive()) {
                                    try {
                                        other.join();
                                    } catch (InterruptedException e) {
                                        interrupted = true;
                                    }
                                }
                                if (interrupted) {
                                    Thread.currentThread().interrupt();
                                }
                            },
                            token));
            assertEquals("clip.mp4: the sync was cancelled", cancelled.getMessage());
            assertEquals(1, heard.size(), heard::toString);
            assertFalse(Thread.currentThread().isInterrupted());
            assertTrue(token.isCancelled());
            assertThrows(CancellationException.class, () -> clip.sync(OPTIONS, progress -> {}, token));
            assertInstanceOf(Refused.class, clip.sync(OPTIONS));
        }
    }

    @Test
    void shouldSyncManyClipsAtOnceOnABoundedNumberOfThreads() throws Exception {
        byte[] alone;
        try (Syncline syncline = syncline(1);
                Clip clip = syncline.open(video)) {
            alone = clip.sync(OPTIONS).json();
        }
        videos.threads.clear();
        try (Syncline syncline = syncline(3);
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Clip> clips = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                clips.add(syncline.open(video));
            }
            assertEquals(List.of(3, 1, 1, 1, 1, 1), videos.threads, "all to the first, its caller's own to the others");
            List<Future<byte[]>> results = new ArrayList<>();
            for (Clip clip : clips) {
                results.add(callers.submit(() -> clip.sync(OPTIONS).json()));
            }
            for (Future<byte[]> result : results) {
                assertArrayEquals(alone, result.get());
            }
            clips.forEach(Clip::close);
            clips.getFirst().close();
            try (Clip again = syncline.open(video)) {
                assertEquals(3, videos.threads.getLast(), "given back once");
                assertEquals("clip.mp4", again.info().name());
            }
        }
        assertEquals(0, videos.open.get());
    }

    /** A GoPro's settings with one item: whether digital zoom was on. */
    private static byte[] zoomed(char on) {
        ByteBuffer b = ByteBuffer.allocate(64);
        for (String box : List.of("moov", "udta", "GPMF")) {
            b.putInt(64 - b.position()).put(box.getBytes(StandardCharsets.US_ASCII));
        }
        b.put("DEVC".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) | 20);
        b.put("STRM".getBytes(StandardCharsets.US_ASCII)).putInt((1 << 16) | 12);
        b.put("DZOM".getBytes(StandardCharsets.US_ASCII)).putInt(('c' << 24) | (1 << 16) | 1);
        b.put((byte) on);
        return b.array();
    }

    @Test
    void shouldSayThatANamedLensIsTakenAsItIsWhereTheCameraZoomed() throws Exception {
        Path lens = Files.writeString(folder.resolve("lens.json"), """
                {"name": "own", "calib_dimension": {"w": 64, "h": 36},
                 "fisheye_params": {"camera_matrix": [[30, 0, 0], [0, 30, 0], [0, 0, 1]],
                                    "distortion_coeffs": [0, 0, 0, 0]}}""");
        try (Syncline syncline = syncline(1)) {
            for (char on : new char[] {'Y', 'N'}) {
                Files.write(video, zoomed(on));
                try (Clip clip = syncline.open(ClipInput.of(video).lens(lens))) {
                    boolean said = clip.sync(OPTIONS).result().warnings().stream()
                            .anyMatch(w -> w.text().contains("the lens profile own is taken as it is"));
                    assertEquals(on == 'Y', said);
                }
            }
        }
    }

    @Test
    void shouldNameTheFileThatCannotBeReadAndLeaveNothingOpen() throws Exception {
        Path lens = Files.writeString(folder.resolve("lens.json"), "{}");
        Path log = Files.writeString(folder.resolve("log.txt"), "nothing");
        Path alone = Files.writeString(folder.resolve("alone.mp4"), "no log");
        try (Syncline syncline = syncline(2)) {
            for (ClipInput input : List.of(
                    ClipInput.of(folder.resolve("none.mp4")),
                    ClipInput.of(video).log(log),
                    ClipInput.of(video).log(folder.resolve("none.gcsv")),
                    ClipInput.of(video).lens(lens),
                    ClipInput.of(alone))) {
                Path at = input.lens() != null ? input.lens() : input.log() != null ? input.log() : input.video();
                IOException failed = assertThrows(IOException.class, () -> syncline.open(input));
                String said = String.valueOf(failed.getMessage());
                assertTrue(said.contains(at.getFileName().toString()), said);
                assertEquals(1, said.lines().count(), said);
                assertFalse(said.contains("--"), said);
            }
            assertThrows(NoMotionDataException.class, () -> syncline.open(alone));
            assertEquals(0, videos.open.get());
            videos.threads.clear();
            syncline.open(video).close();
            assertEquals(List.of(2), videos.threads, "threads were given back");
        }
    }

    @Test
    void shouldSayWhyAProviderCannotBeUsed() throws Exception {
        FlatVideos broken = new FlatVideos("broken", "its library is missing");
        try (Syncline syncline = Syncline.of(List.of(broken, videos), List.of(broken, videos), 1);
                Clip clip = syncline.open(video)) {
            assertEquals(1, videos.open.get(), "the first that is usable");
            IOException missing = assertThrows(
                    IOException.class, () -> clip.sync(SyncOptions.defaults().tracker("broken")));
            assertEquals("its library is missing", missing.getMessage());
            IllegalArgumentException unknown = assertThrows(
                    IllegalArgumentException.class,
                    () -> clip.sync(SyncOptions.defaults().tracker("lucas")));
            assertEquals("no tracker by the name of 'lucas'; there are: broken, flat", unknown.getMessage());
            IOException decoder = assertThrows(
                    IOException.class, () -> syncline.open(ClipInput.of(video).decoder("broken")));
            assertEquals(video + ": broken: its library is missing", decoder.getMessage());
            IOException none = assertThrows(
                    IOException.class, () -> syncline.open(ClipInput.of(video).decoder("other")));
            assertEquals(
                    video + ": nothing here opens videos by the name of 'other'; there are: broken, flat",
                    none.getMessage());
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheClip() throws Exception {
        try (Syncline syncline = syncline(1);
                Clip clip = syncline.open(video)) {
            SyncOptions past = OPTIONS.at(List.of(Duration.ofSeconds(10)));
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> clip.sync(past));
            assertEquals("a window about 10.000 s was asked for, and clip.mp4 is 10.000 s long", e.getMessage());
            assertInstanceOf(Refused.class, clip.sync(OPTIONS.at(List.of(Duration.ofMillis(9_999)))));
        }
        assertThrows(IllegalArgumentException.class, () -> ClipInput.of(video).heightPx(63));
        assertThrows(IllegalArgumentException.class, () -> ClipInput.of(video).heightPx(8193));
        assertThrows(IllegalArgumentException.class, () -> syncline(0));
    }

    @Test
    void shouldCloseWhatIsStillOpen() throws Exception {
        Syncline syncline = syncline(1);
        Clip clip = syncline.open(video);
        syncline.close();
        assertEquals(0, videos.open.get());
        assertThrows(IllegalStateException.class, () -> clip.sync(OPTIONS));
        assertThrows(IllegalStateException.class, () -> syncline.open(video));
        assertEquals(0, videos.open.get());
    }
}
