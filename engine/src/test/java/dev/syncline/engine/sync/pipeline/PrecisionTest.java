package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.result.TrackBand;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** As much video is looked at as an error bar needs. */
class PrecisionTest {
    private static final long REACHED_NS = 2_000_000;
    private static final long BEYOND_REACH_NS = 1_000;

    /** Frames on their way, by their times, and how many went by. */
    private static final class Counted implements FrameSource {
        private final FrameSource frames;
        private final Set<Long> seenNs = new HashSet<>();
        private int delivered;

        Counted(FrameSource frames) {
            this.frames = frames;
        }

        @Override
        public int decode(long fromNs, long toNs, FrameSink sink) throws IOException {
            return frames.decode(fromNs, toNs, frame -> {
                delivered++;
                seenNs.add(frame.timeNs());
                return sink.accept(frame);
            });
        }

        @Override
        public VideoInfo info() {
            return frames.info();
        }

        @Override
        public int workingWidthPx() {
            return frames.workingWidthPx();
        }

        @Override
        public int workingHeightPx() {
            return frames.workingHeightPx();
        }

        @Override
        public void close() {
            frames.close();
        }
    }

    private record Looked(SyncResult result, int frames, int different) {}

    private static SyncRequest asking(@Nullable Long precisionNs, List<Long> atNs) {
        return SyncRequest.DEFAULT.looking(new SyncRequest.Windows(3, 3, 1_500_000_000L, atNs, precisionNs));
    }

    private static Looked look(@Nullable Long precisionNs) throws IOException {
        return look(asking(precisionNs, List.of()));
    }

    private static Looked look(SyncRequest request) throws IOException {
        Counted[] counted = new Counted[1];
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(KnownClip.SHUTTER), request, frames -> {
            counted[0] = new Counted(frames);
            return counted[0];
        });
        return new Looked(result, counted[0].delivered, counted[0].seenNs.size());
    }

    private static double middleNs(SyncResult result) {
        return TrackBand.sigmaNsAt(result, result.inputs().durationNs() / 2);
    }

    @Test
    void shouldLookAtLessVideoWhereThatSuffices() throws IOException {
        Looked all = look((Long) null);
        Looked enough = look(REACHED_NS);
        KnownClip.assertRight(enough.result());
        assertTrue(enough.frames() < 0.6 * all.frames(), () -> enough.frames() + " frames of " + all.frames());
        assertTrue(middleNs(enough.result()) <= REACHED_NS, () -> "" + middleNs(enough.result()));
        assertFalse(warns(enough.result()));
    }

    @Test
    void shouldGoOnToTheWholeWindowsAndSayThatTheyDoNotSuffice() throws IOException {
        Looked all = look((Long) null);
        Looked best = look(BEYOND_REACH_NS);
        KnownClip.assertRight(best.result());
        assertTrue(middleNs(best.result()) < 1.5 * middleNs(all.result()), () -> "" + middleNs(best.result()));
        assertTrue(warns(best.result()));
        // The beginning of a window is not followed twice: three frames stand on either side.
        assertTrue(best.frames() <= best.different() + 3, () -> best.frames() + " of " + best.different());
    }

    @Test
    void shouldTakeTheTimesThatAreGiven() throws IOException {
        List<Long> atNs = List.of(1_500_000_000L, 4_500_000_000L);
        for (long precisionNs : new long[] {REACHED_NS, BEYOND_REACH_NS}) {
            SyncResult result = look(asking(precisionNs, atNs)).result();
            KnownClip.assertRight(result);
            assertEquals(2, result.points().size());
        }
    }

    @Test
    void shouldRefuseAnotherClipsLog() throws IOException {
        SyncResult result = KnownClip.sync(
                KnownClip.log(KnownClip.foreignLog()),
                KnownClip.lens(KnownClip.SHUTTER),
                asking(REACHED_NS, List.of()));
        assertEquals(Status.REFUSED, result.status());
    }

    @Test
    void shouldTakePrecisionsFromAMicrosecondToATenthOfASecond() {
        SyncOptions options = SyncOptions.defaults();
        assertEquals(
                Duration.ofNanos(1_000),
                options.precision(Duration.ofNanos(1_000)).precision());
        assertEquals(
                Duration.ofMillis(100),
                options.precision(Duration.ofMillis(100)).precision());
        assertThrows(IllegalArgumentException.class, () -> options.precision(Duration.ofNanos(999)));
        assertThrows(IllegalArgumentException.class, () -> options.precision(Duration.ofNanos(100_000_001)));
    }

    private static boolean warns(SyncResult result) {
        return result.warnings().stream().anyMatch(w -> w.code() == WarningCode.LESS_PRECISE);
    }
}
