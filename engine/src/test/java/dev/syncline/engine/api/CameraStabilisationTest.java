package dev.syncline.engine.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraStabilisationTest {
    private static final String SAID = "in the camera: electronic stabilisation 'HS EIS' was on (EISE and EISA)";

    private static SyncResult refused(RefusalCode code) {
        SyncResult refused = SampleResults.refused();
        return refused.worded(r -> new Refusal(code, "as the sync saw it", Map.of("score", 0.4)), w -> w);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_PEAK, true",
        "PICTURE_STABILISED, true",
        "WINDOWS_DISAGREE, true",
        "LOG_SCALE, true",
        "AMBIGUOUS, false",
        "OUTSIDE_SEARCH, false",
        "NO_ROTATION, false",
        "LOG_HARDLY_TURNS, false",
    })
    void shouldNameTheSettingWhereItExplainsARefusal(RefusalCode code, boolean explained) {
        Refusal why = Objects.requireNonNull(
                CameraStabilisation.judged(refused(code), SAID).refusal());
        assertEquals(explained ? RefusalCode.PICTURE_STABILISED : code, why.code());
        assertEquals(explained, why.text().contains("HS EIS"));
        assertEquals(0.4, why.facts().get("score"), "what was measured stays");
        if (explained) {
            assertEquals(new Remedy.FilmUnstabilised(), why.remedy());
            assertTrue(why.tried().getLast().found());
        }
    }

    @Test
    void shouldWarnOfASyncedClipWhoseCameraStabilised() {
        SyncResult synced = CameraStabilisation.judged(SampleResults.synced("clip.mp4"), SAID);
        assertEquals(Status.SYNCED, synced.status());
        assertEquals(WarningCode.CAMERA_STABILISED, synced.warnings().getLast().code());
    }

    @Test
    void shouldLeaveOthersAlone() {
        SyncResult synced = SampleResults.synced("clip.mp4");
        assertSame(synced, CameraStabilisation.judged(synced, null));
    }
}
