package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.framesync.simulated.Soak;
import org.junit.jupiter.api.Test;

/** Some simulated hours of what bench's FrameSyncSoak does for a day. */
class FrameSyncSoakTest {
    @Test
    void shouldNeverBeMoreThanOneFrameWrongWhateverHappensToTheMachines() {
        Soak.Outcome outcome = Soak.run(SyncSettings.DEFAULT, 4 * 3_600_000_000_000L, 11, hour -> {});
        assertTrue(outcome.clockSteps() > 5 && outcome.sleeps() > 2 && outcome.serverStarts() > 2, outcome.toString());
        assertEquals(0, outcome.alignedWrong(), outcome.toString());
        assertTrue(outcome.worstNumber() <= 1, outcome.toString());
        assertTrue(outcome.aligned() > 0.97 * outcome.frames(), outcome.toString());
    }
}
