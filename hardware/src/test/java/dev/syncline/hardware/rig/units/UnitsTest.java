package dev.syncline.hardware.rig.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @Test
    void shouldReadRatesAsExactFractions() {
        assertEquals(new FrameRate(30, 1), FrameRate.parse("30"));
        assertEquals(new FrameRate(2997, 100), FrameRate.parse("29.97"));
        assertEquals(new FrameRate(30000, 1001), FrameRate.parse("30000/1001 fps"));
        assertEquals(new FrameRate(60, 1), FrameRate.parse("60Hz"));
        assertEquals("29.97", FrameRate.parse("29.97").toString());
        assertEquals("30000/1001", FrameRate.parse("30000/1001").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "thirty", "-30", "0", "0/1", "30/0", "1e3", "30 bpm", "99999999999"})
    void shouldRefuseWhatIsNoRate(String text) {
        assertThrows(IllegalArgumentException.class, () -> FrameRate.parse(text));
    }

    @Property(tries = 300)
    void shouldPutEachEdgeIntoItsOwnSlot(
            @ForAll @LongRange(min = 0, max = 9_000_000_000L) long k,
            @ForAll @IntRange(min = 1, max = 120_000) int numerator,
            @ForAll @IntRange(min = 1, max = 1001) int denominator) {
        Assume.that(numerator >= denominator); // slower than once a second, the last edges are centuries away
        FrameRate rate = new FrameRate(numerator, denominator);
        long edge = rate.edgeNs(k);
        // Rounded down to whole ns, an edge may lie up to 1 ns before its slot, never further.
        assertEquals(k, rate.slotAt(edge + 1));
        assertTrue(rate.edgeNs(k + 1) - edge <= Math.ceil(rate.periodNs()));
        assertTrue(rate.edgeNs(k + 1) - edge >= Math.floor(rate.periodNs()));
    }

    @Test
    void shouldCountSlotsFarFromTheEpochWithoutOverflow() {
        FrameRate rate = FrameRate.parse("120000/1001");
        long taiNowNs = 1_800_000_037_000_000_000L;
        long slot = rate.slotAt(taiNowNs);
        assertTrue(rate.edgeNs(slot) <= taiNowNs && rate.edgeNs(slot + 1) > taiNowNs);
        assertEquals(-1, rate.slotAt(-1));
    }

    @Test
    void shouldReadVoltagesAndJudgeLevels() {
        VoltageRange oldM8 = VoltageRange.parse("10-24V");
        assertEquals(new VoltageRange(10, 24), oldM8);
        assertTrue(oldM8.accepts(VoltageRange.parse("12V")));
        assertFalse(oldM8.accepts(VoltageRange.parse("5 V")));
        assertFalse(VoltageRange.parse("5V").exceeds(oldM8));
        assertTrue(VoltageRange.parse("3.3V").exceeds(VoltageRange.parse("1.8V")));
        assertEquals("10–24 V", oldM8.toString());
        assertThrows(IllegalArgumentException.class, () -> VoltageRange.parse("5"));
    }

    @Test
    void shouldReadTimesWithTheirUnit() {
        assertEquals(16_540_000, Times.parseNs("16.54ms"));
        assertEquals(14_260, Times.parseNs("14.26us"));
        assertEquals(2_000_000_000, Times.parseNs("2 s"));
        assertThrows(IllegalArgumentException.class, () -> Times.parseNs("5"));
        assertEquals("15.3 µs", Times.text(15_315.0));
        assertEquals("16.54 ms", Times.text(16_540_000));
        assertEquals("37 s", Times.text(37_000_000_000L));
    }
}
