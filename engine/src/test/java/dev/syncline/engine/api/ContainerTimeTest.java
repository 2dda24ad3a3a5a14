package dev.syncline.engine.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.SyncPoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times from the container's zero, 1.5 s before the first frame. */
class ContainerTimeTest {
    private static final long LATER_NS = 1_500_000_000L;

    @ParameterizedTest
    @CsvSource({"false, 1500000000", "true, 0"})
    void shouldMoveTheVideoAndALogInsideIt(boolean inside, long offsetNs) {
        SyncResult own = SampleResults.synced("clip.mp4");
        SyncResult moved = new ContainerTime(LATER_NS, inside).of(own);
        for (int i = 0; i < own.points().size(); i++) {
            SyncPoint a = own.points().get(i);
            SyncPoint b = moved.points().get(i);
            assertEquals(a.videoNs() + LATER_NS, b.videoNs());
            assertEquals(a.offsetNs() + offsetNs, b.offsetNs());
            assertEquals(a.logNs() + LATER_NS - offsetNs, b.logNs());
            assertEquals(b.videoNs() - b.logNs(), b.offsetNs());
            assertEquals(a.sigmaNs(), b.sigmaNs());
        }
        for (long at : new long[] {0, 17_000_000_000L, 60_000_000_000L}) {
            assertEquals(
                    own.timeline().track().offsetNsAt(at) + offsetNs,
                    moved.timeline().track().offsetNsAt(at + LATER_NS),
                    1e-3);
        }
        assertEquals(
                own.windows().getFirst().videoS()[3] + 1.5,
                moved.windows().getFirst().videoS()[3],
                1e-9);
        assertEquals(
                own.windows().getFirst().peakMs() + offsetNs * 1e-6,
                moved.windows().getFirst().peakMs(),
                1e-6);
    }

    @ParameterizedTest
    @CsvSource({"false, -14000", "true, -12500"})
    void shouldTakeTimesThatCountFromTheContainersZero(boolean inside, long roughMs) {
        SyncOptions asked = SyncOptions.defaults()
                .at(List.of(Duration.ofMillis(4200)))
                .search(Duration.ofMillis(-12_500), Duration.ofSeconds(2));
        SyncOptions own = new ContainerTime(LATER_NS, inside).fromFirstFrame(asked);
        assertEquals(List.of(Duration.ofMillis(2700)), own.at());
        assertEquals(
                Duration.ofMillis(roughMs), Objects.requireNonNull(own.search()).middle());
        assertEquals(Duration.ofSeconds(2), own.search().reach());
    }
}
