package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StreamTicksTest {
    @Test
    void shouldCountFromItsZeroInWholeNumbers() throws IOException {
        StreamTicks clock = new StreamTicks("clip", 1, 90_000, 6006);
        assertEquals(0, clock.toNs(6006));
        assertEquals(33_366_667, clock.toNs(9009)); // 33 366 666.67
        assertEquals(-33_366_667, clock.toNs(3003));
        assertEquals(1_000_000_000L * 86_400, clock.toNs(6006 + 90_000L * 86_400));
    }

    @Test
    void shouldRefuseTimesBeyondBelief() {
        StreamTicks clock = new StreamTicks("clip.mp4", 1001, 30_000, 0);
        for (long ticks : new long[] {Long.MAX_VALUE, Long.MIN_VALUE + 1, 1L << 60, 200_000_000_000L}) {
            IOException error = assertThrows(IOException.class, () -> clock.toNs(ticks));
            assertEquals(true, String.valueOf(error.getMessage()).startsWith("clip.mp4: timestamp " + ticks));
        }
    }

    @Property
    void shouldFindTheTickAtOrBeforeATime(
            @ForAll @IntRange(min = 1, max = 100_000) int num,
            @ForAll @IntRange(min = 1, max = 1_000_000) int den,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long zero,
            @ForAll @LongRange(min = 0, max = 100_000_000_000_000L) long timeNs)
            throws IOException {
        StreamTicks clock = new StreamTicks("clip", num, den, zero);
        long tick = clock.floorTicks(timeNs);
        // Half a nanosecond of rounding is allowed for.
        assertEquals(true, clock.toNs(tick) <= timeNs + 1 && clock.toNs(tick + 1) >= timeNs);
    }
}
