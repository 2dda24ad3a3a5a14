package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clip whose pictures were written again, or of which few are left, and what --points promises. */
class OddFramesTest {
    private static final double TRUTH_S = -12.3456;

    /** Frames of a list, at a rate of their own. */
    private record ListedFrames(FrameSource of, double fps, List<LumaFrame> frames) implements FrameSource {
        @Override
        public VideoInfo info() {
            VideoInfo i = of.info();
            return new VideoInfo(
                    i.name(),
                    i.widthPx(),
                    i.heightPx(),
                    fps,
                    Math.round(frames.size() * 1e9 / fps),
                    frames.size(),
                    i.codec(),
                    0);
        }

        @Override
        public int workingWidthPx() {
            return of.workingWidthPx();
        }

        @Override
        public int workingHeightPx() {
            return of.workingHeightPx();
        }

        @Override
        public int decode(long fromNs, long toNs, FrameSink sink) {
            int n = 0;
            for (LumaFrame frame : frames) {
                if (frame.timeNs() >= fromNs && frame.timeNs() < toNs) {
                    n++;
                    if (!sink.accept(frame)) {
                        break;
                    }
                }
            }
            return n;
        }

        @Override
        public void close() {}
    }

    private static List<LumaFrame> rendered(FrameSource source) throws IOException {
        List<LumaFrame> frames = new ArrayList<>();
        source.decode(0, Long.MAX_VALUE, frames::add);
        return frames;
    }

    private static LumaFrame at(LumaFrame f, double timeNs) {
        return new LumaFrame(
                Math.round(timeNs), f.widthPx(), f.heightPx(), f.luma(), f.kind(), f.keptAsReference(), f.quantizer());
    }

    private static SyncResult sync(FrameSource frames, ExactFlow flow, SyncRequest request) throws IOException {
        return new SyncPipeline(flow, ProgressListener.NONE, "test", 1)
                .run(frames, KnownClip.log(), KnownClip.lens(KnownClip.SHUTTER), request);
    }

    private static boolean warns(SyncResult result, WarningCode code) {
        return result.warnings().stream().anyMatch(w -> w.code() == code);
    }

    private static void assertWithin(double ms, SyncResult result) {
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        for (var p : result.points()) {
            assertEquals(TRUTH_S * 1e3, p.offsetNs() * 1e-6, ms, () -> "points: " + result.points());
        }
    }

    @Test
    void shouldSyncAClipWhoseEveryFrameIsWrittenTwice() throws IOException {
        RenderedFrames source = RenderedFrames.of(KnownClip.usual());
        double fps = source.info().fps();
        List<LumaFrame> twice = new ArrayList<>();
        for (LumaFrame f : rendered(source)) {
            twice.add(f);
            twice.add(at(f, f.timeNs() + 0.5e9 / fps));
        }
        ExactFlow flow = new ExactFlow(KnownClip.usual(), 0.05);
        SyncResult result = sync(new ListedFrames(source, 2 * fps, twice), flow, SyncRequest.DEFAULT);
        assertWithin(0.2, result);
        assertTrue(warns(result, WarningCode.REPEATED_FRAMES), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldWidenWindowsWhereFramesAreFew() throws IOException {
        RenderedFrames source = RenderedFrames.of(KnownClip.usual());
        double fps = source.info().fps() / 3;
        TreeMap<Long, LumaFrame> few = new TreeMap<>();
        List<LumaFrame> all = rendered(source);
        for (int i = 0; i < all.size(); i += 3) {
            few.put(all.get(i).timeNs(), all.get(i));
        }
        SyncResult result = sync(
                new ListedFrames(source, fps, List.copyOf(few.values())),
                new ExactFlow(KnownClip.usual(), 0.05),
                SyncRequest.DEFAULT);
        assertWithin(0.3, result);
        assertTrue(warns(result, WarningCode.LOW_FRAME_RATE), () -> "warnings: " + result.warnings());
    }

    @ParameterizedTest
    @CsvSource({"13.4, 1500, 0", "13.3, 1503, 1", "5, 4000, 1", "0.1, 60000, 1"})
    void shouldHaveTwentyPairsInAWindow(double fps, long ms, int warnings) {
        assertEquals(ms, Math.floorDiv(WindowLength.ns(SyncRequest.DEFAULT, fps), 1_000_000L));
        assertEquals(warnings, WindowLength.warnings(SyncRequest.DEFAULT, fps).size());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 2, false", "3, 3, false", "4, 4, false", "9, 4, true"})
    void shouldGiveAsManyPointsAsWereAskedForOrSayWhy(int asked, int came, boolean said) throws IOException {
        SyncRequest request =
                SyncRequest.DEFAULT.looking(new SyncRequest.Windows(asked, asked, 1_500_000_000L, List.of()));
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(KnownClip.SHUTTER), request);
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        assertEquals(came, result.points().size(), () -> "points: " + result.points());
        assertEquals(said, warns(result, WarningCode.POINT_COUNT), () -> "warnings: " + result.warnings());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2})
    void shouldSyncAtTheSpeedThatIsSaid(double speed) throws IOException {
        // The log's time goes by as many times faster as the video plays slower than it was filmed.
        GyroTrack own = KnownClip.log().gyro();
        GyroTrack film = new StretchedClock(own.startNs(), speed).of(own);
        SyncRequest request = SyncRequest.DEFAULT.atSpeed(speed);
        RollingShutter filmed = new RollingShutter(KnownClip.READOUT_S * speed, ReadoutDirection.TOP_TO_BOTTOM);
        SyncResult result = KnownClip.sync(KnownClip.log(film), KnownClip.lens(filmed), request);
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        for (var p : result.points()) {
            double logS = (p.videoNs() * 1e-9 - TRUTH_S - own.startNs() * 1e-9) * speed + own.startNs() * 1e-9;
            assertEquals(logS, p.logNs() * 1e-9, 0.2e-3, () -> "points: " + result.points());
        }
        assertTrue(warns(result, WarningCode.VIDEO_SPEED), () -> "warnings: " + result.warnings());
        assertFalse(warns(result, WarningCode.READOUT_DIFFERS), () -> "warnings: " + result.warnings());
    }

    @ParameterizedTest
    @CsvSource({"0.01, true", "0.0099, false", "100, true", "101, false"})
    void shouldTakeSpeedsThatCanBe(double speed, boolean taken) {
        if (taken) {
            assertEquals(speed, at(speed).speed());
        } else {
            assertThrows(IllegalArgumentException.class, () -> at(speed));
        }
    }

    private static SyncRequest at(double speed) {
        return SyncRequest.DEFAULT.atSpeed(speed);
    }
}
