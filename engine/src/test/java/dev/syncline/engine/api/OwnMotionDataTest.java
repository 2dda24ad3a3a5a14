package dev.syncline.engine.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.video.VideoInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnMotionDataTest {
    private static ClipOrigin origin(String log) {
        return new ClipOrigin(
                new VideoInfo("clip.mp4", 640, 360, 30, 10_000_000_000L, 300, "h264", 0),
                Path.of("clip.mp4"),
                Path.of(log),
                LogInterval.NONE,
                null);
    }

    private static SyncResult from(double firstMs, double lastMs) {
        return SampleResults.withTrack(
                SampleResults.synced("clip.mp4"),
                new SyncTrack(List.of(
                        new SyncTrack.Knot(0, firstMs * 1e6), new SyncTrack.Knot(10_000_000_000L, lastMs * 1e6))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1000.1, -1000.1, 5300})
    void shouldSayWhereACamerasOwnDataLiesTooFarAway(double ms) {
        for (SyncResult far : List.of(from(0, ms), from(ms, 0))) {
            Warning said =
                    OwnMotionData.judged(far, origin("clip.mp4")).warnings().getLast();
            assertEquals(WarningCode.LOG_SHIFTED, said.code());
            assertTrue(said.text().contains(String.format(Locale.ROOT, "fits %.1f s away", ms * 1e-3)), said.text());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 999.9, -999.9, 1000})
    void shouldSayNothingWithinASecond(double ms) {
        SyncResult near = from(ms, -ms);
        assertSame(near, OwnMotionData.judged(near, origin("clip.mp4")));
    }

    @Test
    void shouldSayNothingOfALogOfItsOwnOrWithoutAnAnswer() {
        SyncResult far = from(-12_500, -12_500);
        assertSame(far, OwnMotionData.judged(far, origin("clip.gcsv")));
        SyncResult refused = SampleResults.refused();
        assertSame(refused, OwnMotionData.judged(refused, origin("clip.mp4")));
    }
}
