package dev.syncline.engine.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ClockModelTest {
    private static final long NOW_NS = 1_800_000_000_000_000_003L;
    private static final long DAY_NS = 86_400_000_000_000L;

    @Test
    void shouldBeThePlainFormulaForOnePair() {
        ClockModel model = ClockModel.ofPair(
                ClockDomain.DEVICE, ClockDomain.MONOTONIC, new ClockPair(400_000_000_000L, NOW_NS), 10);

        // t_local = t0_local + t_remote − t0_remote
        assertEquals(NOW_NS + 123_456_789L, model.toLocal(400_000_000_000L + 123_456_789L));
        assertEquals(400_000_000_000L - 5, model.toRemote(NOW_NS - 5));
        assertEquals(10, model.localAt(400_000_000_000L).sigmaNs(), 0.1);
    }

    @Test
    void shouldGrowItsErrorBarAwayFromTheReference() {
        ClockModel model = ClockModel.ofPair(ClockDomain.DEVICE, ClockDomain.MONOTONIC, new ClockPair(0, NOW_NS), 10);

        assertEquals(50_000, model.sigmaNsAtLocal(NOW_NS + 1_000_000_000L), 100);
        assertTrue(model.sigmaNsAtLocal(NOW_NS + 10_000_000_000L) > model.sigmaNsAtLocal(NOW_NS - 1_000_000_000L));
    }

    @Test
    void shouldGrowItsErrorBarByWander() {
        ClockModel model = new ClockModel(ClockDomain.DEVICE, ClockDomain.MONOTONIC, 0, 0, 0, 0, 0, 0, 0, 300);

        // σ² = q·t³/3
        assertEquals(Math.sqrt(100.0 * 1000), model.sigmaNsAtLocal(10_000_000_000L), 0.01);
    }

    @Property
    void shouldConvertThereAndBackToTheNanosecond(
            @ForAll @LongRange(min = -100 * DAY_NS, max = 100 * DAY_NS) long sinceNs,
            @ForAll @Scale(7) @DoubleRange(min = -500e-6, max = 500e-6) double skew,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double offsetNs) {
        ClockModel model =
                new ClockModel(ClockDomain.DEVICE, ClockDomain.MONOTONIC, 77, NOW_NS, offsetNs, skew, 1, 1e-18, 0, 0);
        long localNs = NOW_NS + sinceNs;

        assertTrue(Math.abs(localNs - model.toLocal(model.toRemote(localNs))) <= 1);
        assertTrue(Math.abs(model.toRemote(localNs) - model.inverse().toLocal(localNs)) <= 2);
    }

    @Property
    void shouldChainTwoRelations(
            @ForAll @LongRange(min = -DAY_NS, max = DAY_NS) long sinceNs,
            @ForAll @Scale(7) @DoubleRange(min = -100e-6, max = 100e-6) double first,
            @ForAll @Scale(7) @DoubleRange(min = -100e-6, max = 100e-6) double second) {
        ClockModel toWall =
                new ClockModel(ClockDomain.REALTIME, ClockDomain.MONOTONIC, NOW_NS, 5_000, 0.25, first, 4, 0, 0, 0);
        ClockModel toDevice = new ClockModel(
                ClockDomain.DEVICE, ClockDomain.REALTIME, 9, NOW_NS - 1_000_000, -0.5, second, 9, 0, 0, 0);
        ClockModel chained = toWall.then(toDevice);

        assertTrue(Math.abs(toDevice.toRemote(toWall.toRemote(sinceNs)) - chained.toRemote(sinceNs)) <= 3);
        assertEquals(13, chained.offsetVariance(), 1e-6);
    }

    @Test
    void shouldRefuseToChainClocksThatDoNotMeet() {
        ClockModel model = ClockModel.ofPair(ClockDomain.DEVICE, ClockDomain.MONOTONIC, new ClockPair(0, 0), 1);

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> model.then(model));
        assertTrue(String.valueOf(e.getMessage()).contains("cannot chain"), e.getMessage());
    }
}
