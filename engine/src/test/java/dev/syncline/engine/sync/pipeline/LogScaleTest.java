package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs whose rates are too large or too small by some per cent, and a lens that is too long or too short. */
class LogScaleTest {
    private static boolean warns(SyncResult result) {
        return result.warnings().stream().anyMatch(w -> w.code() == WarningCode.LOG_SCALE);
    }

    @ParameterizedTest
    @CsvSource({"0.93, true", "1, false", "1.02, false", "1.07, true", "1.2, true"})
    void shouldPutTheScaleOfALogRight(float factor, boolean said) throws IOException {
        SyncResult result =
                KnownClip.sync(KnownClip.log(KnownClip.log().gyro().scaled(factor)), KnownClip.lens(KnownClip.SHUTTER));
        KnownClip.assertRight(result);
        assertEquals(said, warns(result), () -> "warnings: " + result.warnings());
    }

    @ParameterizedTest
    @CsvSource({"216", "264"})
    void shouldNotTakeAWrongLensForAWrongScale(double focal) throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(KnownClip.SHUTTER, focal));
        KnownClip.assertRight(result);
        assertEquals(false, warns(result), () -> "warnings: " + result.warnings());
    }
}
