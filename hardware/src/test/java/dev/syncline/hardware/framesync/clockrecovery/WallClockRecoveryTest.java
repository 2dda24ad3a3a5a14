package dev.syncline.hardware.framesync.clockrecovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.clocks.WallReading;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WallClockRecoveryTest {
    private static final long EPOCH_NS = 1_767_225_600_000_000_000L;
    private static final long FRAME_NS = 33_333_333L;
    private static final long WEEK_NS = 7 * 86_400_000_000_000L;

    private final WallClockRecovery recovery = new WallClockRecovery(RecoverySettings.DEFAULT);
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shouldFollowARateToMicrosecondsAfterWeeksOfUptime() {
        double fast = 40e-6;
        long startNs = 9 * WEEK_NS;
        long sensorNs = startNs;
        for (int i = 0; i < 3000; i++, sensorNs += FRAME_NS) {
            recovery.add(sensorNs, wallAt(sensorNs, startNs, fast) + random.nextLong(-2_000, 2_001));
        }
        assertEquals(40, recovery.ratePpm(), 2);
        assertWall(wallAt(sensorNs, startNs, fast), sensorNs, 1_500);
        assertEquals(0, recovery.steps());
    }

    private static long wallAt(long sensorNs, long startNs, double fast) {
        return EPOCH_NS + sensorNs + Math.round((sensorNs - startNs) * fast);
    }

    @Test
    void shouldStayExactOverWeeksOfFrames() {
        // A pair each ten minutes for four weeks: large distances, so a sum of squares in nanoseconds would be lost.
        long sensorNs = 0;
        for (int i = 0; i < 4 * 7 * 144; i++, sensorNs += 600_000_000_000L) {
            recovery.add(sensorNs, EPOCH_NS + sensorNs + random.nextLong(-1_000, 1_001));
        }
        assertWall(EPOCH_NS + sensorNs, sensorNs, 2_000);
    }

    @Test
    void shouldBeginAnewAtAStepAndKeepTheTimesBeforeIt() {
        long sensorNs = feed(0, 300, 0);
        long before = sensorNs - FRAME_NS;
        long after = feed(sensorNs, 1, -3_600_000_000_000L);
        assertEquals(1, recovery.steps());
        assertWall(EPOCH_NS + before, before, 3_000);
        assertWall(EPOCH_NS + after - 3_600_000_000_000L, after, 3_000);
    }

    @Test
    void shouldSurviveSleepWhichTheMonotonicClockDoesNotCount() {
        long sensorNs = feed(0, 300, 0);
        long after = feed(sensorNs, 50, 1_800_000_000_000L);
        assertEquals(1, recovery.steps());
        assertWall(EPOCH_NS + 1_800_000_000_000L + after, after, 3_000);
    }

    @Test
    void shouldBelieveASmallStepWhenItStays() {
        long sensorNs = feed(0, 300, 0);
        long after = feed(sensorNs, 3, 10_000_000);
        assertEquals(1, recovery.steps());
        assertWall(EPOCH_NS + 10_000_000 + after, after, 3_000);
    }

    @Test
    void shouldPassOverASinglePairThatWasReadBadly() {
        long sensorNs = feed(0, 300, 0);
        recovery.add(sensorNs, EPOCH_NS + sensorNs + 20_000_000);
        assertEquals(0, recovery.steps());
        assertWall(EPOCH_NS + sensorNs, sensorNs, 3_000);
    }

    @Test
    void shouldNotTakeAMillisecondOfJitterForSteps() {
        long sensorNs = 0;
        for (int i = 0; i < 2000; i++, sensorNs += FRAME_NS) {
            recovery.add(sensorNs, EPOCH_NS + sensorNs + random.nextLong(-800_000, 800_001));
        }
        assertEquals(0, recovery.steps());
        assertWall(EPOCH_NS + sensorNs, sensorNs, 300_000);
    }

    @Test
    void shouldKnowNothingBeforeTheFirstPair() {
        assertThrows(IllegalStateException.class, () -> recovery.wallNs(1));
    }

    @Test
    void shouldReadTheMachinesClocksTogether() {
        WallReading clocks = new WallReading();
        clocks.read();
        long monotonicNs = clocks.monotonicNs();
        long wallNs = clocks.wallNs();
        clocks.read();
        assertTrue(clocks.monotonicNs() > monotonicNs);
        assertTrue(clocks.uncertaintyNs() >= 0);
        assertTrue(wallNs > EPOCH_NS / 2);
    }

    private void assertWall(long expectedNs, long sensorNs, long withinNs) {
        long errorNs = recovery.wallNs(sensorNs) - expectedNs;
        assertTrue(Math.abs(errorNs) <= withinNs, "off by " + errorNs + " ns");
    }

    private long feed(long fromNs, int pairs, long stepNs) {
        long sensorNs = fromNs;
        for (int i = 0; i < pairs; i++, sensorNs += FRAME_NS) {
            recovery.add(sensorNs, EPOCH_NS + sensorNs + stepNs + random.nextLong(-2_000, 2_001));
        }
        return sensorNs;
    }
}
