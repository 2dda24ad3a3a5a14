package dev.syncline.engine.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TickClockTest {
    private static final long WRAP_TICKS = 1L << 32;

    @Test
    void shouldFollowTheDocumentedFormulaWithUnsignedFields() {
        assertEquals(1_000_001_250_000L, TickClock.documentedNs(400_000, 1_250_000));
        assertEquals(1_000_004_999_999L, TickClock.documentedNs(400_001, (int) 3_999_999_999L));
        assertEquals((WRAP_TICKS - 1) * TickClock.TICK_NS, TickClock.documentedNs(-1, 0));
    }

    @Test
    void shouldRunOnOverTheWrapOfTheTicks() {
        TickClock clock = new TickClock(TickFormula.DOCUMENTED);

        assertEquals((WRAP_TICKS - 1) * TickClock.TICK_NS + 7, clock.timeNs(-1, 7));
        assertEquals((WRAP_TICKS + 1) * TickClock.TICK_NS + 7, clock.timeNs(1, 7));
        assertEquals((WRAP_TICKS - 1) * TickClock.TICK_NS + 7, clock.timeNs(-1, 7));
    }

    @Test
    void shouldGoBackWhereTheDeviceRestarted() {
        TickClock clock = new TickClock(TickFormula.DOCUMENTED);
        clock.timeNs(4_000_000, 0);

        assertEquals(10 * TickClock.TICK_NS, clock.timeNs(10, 0));
    }

    @Test
    void shouldLeaveTheNanosecondsOutWhereAskedTo() {
        assertEquals(400_000 * TickClock.TICK_NS, new TickClock(TickFormula.TICKS_ONLY).timeNs(400_000, 1_250_000));
    }

    /** A nanosecond counter that runs freely wraps every 4.29 s, at any place of the tick. */
    @Property(tries = 50)
    void shouldUnwrapACounterThatRunsFreely(
            @ForAll @IntRange(min = 0) int firstNanos, @ForAll @IntRange(min = 1, max = 2_000) int stepMs) {
        TickClock clock = new TickClock(TickFormula.UNWRAPPED);
        long beganNs = 0;
        for (int i = 0; i < 3_000; i++) {
            long elapsedNs = i * (stepMs * 1_000_000L);
            long time = clock.timeNs((int) (1000 + elapsedNs / TickClock.TICK_NS), (int) (firstNanos + elapsedNs));
            if (i == 0) {
                beganNs = time;
            }
            assertEquals(elapsedNs, time - beganNs);
        }
    }
}
