package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.cli.sync.DeviceChoice;
import dev.syncline.cli.sync.OptionHints;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.Refused;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionHintsTest {
    private static SyncOutcome outcome(Refusal refusal, Warning warning) {
        SyncOutcome sample = CommandRun.refused(
                new SyncJob(ClipInput.of(Path.of("clip.mp4")), SyncOptions.defaults(), 1, DeviceChoice.CPU));
        return SyncOutcome.of(sample.result().worded(r -> refusal, w -> warning), sample.origin());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_OVERLAP|false|seen: widen --search or check the files",
                "AMBIGUOUS|false|seen: give --rough-offset and --search to say which",
                "MOTION_TOO_WEAK|false|seen; give livelier places with --at",
                "WINDOWS_DISAGREE|false|seen: give longer windows with --window",
                "WINDOWS_DISAGREE|true|seen: give livelier places with --at",
                "ONE_WINDOW_UNCHECKED|false|seen: give more of them with --points",
                "ONE_WINDOW_UNCHECKED|true|seen: give more places with --at",
                "ONE_WINDOW_TOO_SHORT|false|seen: give more windows with --points, or a longer one with --window",
                "MOUNTED_ASKEW|false|seen; if the sensor is mounted so, say how with --orientation",
                "NO_ROTATION|false|seen",
                "HALVES_DISAGREE|true|seen",
            })
    void shouldNameTheOptionThatHelps(RefusalCode code, boolean placesNamed, String expected) {
        SyncOptions options =
                placesNamed ? SyncOptions.defaults().at(List.of(Duration.ofSeconds(1))) : SyncOptions.defaults();
        Refusal refusal = Refusal.of(code, "seen").with("score", 0.5);
        SyncOutcome hinted = OptionHints.added(outcome(refusal, new Warning(WarningCode.LOG_GAPS, "odd")), options);
        assertEquals(refusal.worded(expected), ((Refused) hinted).refusal());
        assertEquals(
                List.of(new Warning(WarningCode.LOG_GAPS, "odd")),
                hinted.result().warnings());
    }

    @Test
    void shouldNameTheLensOptionWhereOneWasAssumed() {
        SyncOutcome hinted = OptionHints.added(
                outcome(Refusal.of(RefusalCode.NO_PEAK, "seen"), new Warning(WarningCode.LENS_ASSUMED, "no lens")),
                SyncOptions.defaults());
        assertEquals(
                List.of(new Warning(WarningCode.LENS_ASSUMED, "no lens; give one with --lens for the best accuracy")),
                hinted.result().warnings());
    }

    @Test
    void shouldLeaveASyncedOutcomeAsItIs() {
        SyncOutcome sample = CommandRun.synced(
                new SyncJob(ClipInput.of(Path.of("clip.mp4")), SyncOptions.defaults(), 1, DeviceChoice.CPU));
        SyncOutcome hinted = OptionHints.added(sample, SyncOptions.defaults());
        assertEquals(sample.result().warnings(), hinted.result().warnings());
        assertEquals(sample.result().status(), hinted.result().status());
    }
}
