package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.hardware.dji.PacketOrder.Place;
import org.junit.jupiter.api.Test;

class PacketOrderTest {
    private static final long MS = 1_000_000L;
    private static final long PERIOD_NS = 2_500_000L;

    private final PacketOrder order = new PacketOrder();
    private long arrivalNs = 77_000 * MS;

    private Place come(long flightNs) {
        arrivalNs += PERIOD_NS;
        return order.place(flightNs, arrivalNs, false);
    }

    private long run(long flightNs, int count) {
        for (int i = 0; i < count; i++) {
            assertEquals(Place.NEXT, come(flightNs + i * PERIOD_NS));
        }
        return flightNs + count * PERIOD_NS;
    }

    @Test
    void shouldTakeNoRepeatedPacketsForARestart() {
        long next = run(5_000 * MS, 400);
        for (int i = 0; i < 100; i++) {
            assertEquals(Place.USELESS, come(5_000 * MS + i * PERIOD_NS));
        }
        run(next, 10);
    }

    @Test
    void shouldTakeLatePacketsForLateOnes() {
        long next = run(5_000 * MS, 400);
        for (int i = 0; i < 19; i++) {
            assertEquals(Place.NEXT, come(next + (2L * i + 1) * PERIOD_NS));
        }
        // The even ones come after all of the odd ones.
        for (int i = 0; i < 19; i++) {
            assertEquals(Place.LATE, come(next + 2L * i * PERIOD_NS));
        }
    }

    @Test
    void shouldTakeManyInARowOfANearTimeForARestart() {
        run(5_000 * MS, 400);
        for (int i = 0; i < 19; i++) {
            assertEquals(Place.LATE, come(5_500 * MS + MS + i * PERIOD_NS));
        }
        assertEquals(Place.RESTARTED, come(5_500 * MS + MS + 19 * PERIOD_NS));
    }

    @Test
    void shouldTakeThreeInARowOfAnotherTimeForARestart() {
        long next = run(5_000 * MS, 400);
        assertEquals(Place.USELESS, come(MS));
        assertEquals(Place.USELESS, come(MS + PERIOD_NS));
        run(next, 5);
        assertEquals(Place.USELESS, come(MS));
        // Not of the clock that showed the one before it.
        assertEquals(Place.USELESS, come(1_000 * MS));
        assertEquals(Place.USELESS, come(1_000 * MS + PERIOD_NS));
        assertEquals(Place.RESTARTED, come(1_000 * MS + 2 * PERIOD_NS));
    }

    @Test
    void shouldTakeThreeInARowAheadForARestart() {
        run(5_000 * MS, 400);
        for (int i = 0; i < 3; i++) {
            arrivalNs += PERIOD_NS;
            assertEquals(
                    i < 2 ? Place.USELESS : Place.RESTARTED, order.place(99_000 * MS + i * PERIOD_NS, arrivalNs, true));
        }
    }
}
