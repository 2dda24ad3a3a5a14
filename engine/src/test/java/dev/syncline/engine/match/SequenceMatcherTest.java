package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.match.SequenceMatcher.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceMatcherTest {
    private static final long PATIENT = 1L << 40;

    private final Found found = new Found();

    private SequenceMatcher<Stamp> matcher(int streams, int bits, int least) {
        return new SequenceMatcher<>(
                streams, new Settings(bits, 8, least, PATIENT), Stamp.TIMES, Stamp::sequence, found);
    }

    /** Offers (stream, number, time). */
    private static void offer(StreamMatcher<Stamp> matcher, long... values) {
        for (int i = 0; i < values.length; i += 3) {
            matcher.offer((int) values[i], new Stamp(values[i + 2], values[i + 1]));
        }
    }

    @Test
    void shouldGroupEqualNumbersAndPassGapsAtOnce() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        offer(matcher, 0, 325, 1000, 1, 325, 1001, 0, 326, 1033, 0, 327, 1066, 1, 327, 1067);
        assertEquals(List.of("1000 1001", "1066 1067"), found.groups);
        assertEquals(List.of("0:1033 UNMATCHED"), found.dropped);
    }

    @Test
    void shouldGivePartialGroupsWhereAsked() {
        SequenceMatcher<Stamp> matcher = matcher(3, 64, 2);
        offer(matcher, 0, 1, 10, 1, 1, 11, 2, 1, 12, 0, 2, 20, 1, 2, 21, 0, 3, 30, 1, 3, 31, 2, 3, 32);
        assertEquals(List.of("10 11 12", "20 21 -", "30 31 32"), found.groups);
        assertEquals(1, matcher.statistics().partialGroups());
    }

    @Test
    void shouldCountOnWhenACounterWraps() {
        SequenceMatcher<Stamp> matcher = matcher(2, 8, 2);
        offer(matcher, 0, 254, 0, 1, 254, 1, 0, 255, 10, 0, 0, 20, 1, 255, 11, 1, 0, 21, 0, 1, 30, 1, 1, 31);
        assertEquals(List.of("0 1", "10 11", "20 21", "30 31"), found.groups);
        assertEquals(0, matcher.statistics().streams().get(0).restarts());
    }

    @Test
    void shouldPutAStreamThatBeganAnewBackInStepByItsTimes() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 100; n < 105; n++) {
            offer(matcher, 0, n, n * 33, 1, n, n * 33 + 2);
        }
        // Stream 1 misses 105 to 107 and comes back with 0 when stream 0 is at 108.
        offer(matcher, 0, 105, 105 * 33, 0, 106, 106 * 33, 0, 107, 107 * 33, 0, 108, 108 * 33);
        offer(matcher, 1, 0, 108 * 33 + 2, 0, 109, 109 * 33, 1, 1, 109 * 33 + 2);
        assertEquals(List.of("restarted 1: 104 then 0, shift 108"), found.events);
        assertEquals(List.of("3564 3566", "3597 3599"), found.groups.subList(5, 7));
    }

    @Test
    void shouldTakeANumberThatLeapsAheadOfTimeForANewBegin() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 0; n < 5; n++) {
            offer(matcher, 0, n, n * 33, 1, n, n * 33 + 2);
        }
        offer(matcher, 1, 5000, 5 * 33 + 2, 0, 5, 5 * 33);
        assertEquals(List.of("restarted 1: 4 then 5000, shift -4995"), found.events);
        assertEquals("165 167", found.groups.getLast());
    }

    @Test
    void shouldTakeMessagesOutOfOrderAndDropRepeatedOnes() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        offer(matcher, 0, 1, 10, 0, 3, 30, 0, 2, 20, 0, 3, 30, 1, 1, 11, 1, 2, 21, 1, 3, 31);
        assertEquals(List.of("10 11", "20 21", "30 31"), found.groups);
        assertEquals(List.of("0:30 DUPLICATE"), found.dropped);
    }

    @Test
    void shouldKeepNoMoreNumbersOpenThanTheWindow() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 0; n < 20; n++) {
            offer(matcher, 0, n, n * 33);
        }
        assertEquals(12, matcher.statistics().streams().get(0).overflowed());
        assertEquals(8, matcher.statistics().streams().get(0).waiting());
    }

    @Test
    void shouldNotWaitForAStalledStream() {
        SequenceMatcher<Stamp> matcher =
                new SequenceMatcher<>(3, new Settings(64, 100, 2, 100), Stamp.TIMES, Stamp::sequence, found);
        offer(matcher, 0, 1, 0, 1, 1, 0, 2, 1, 0, 0, 2, 50, 1, 2, 50, 0, 3, 101, 1, 3, 101);
        assertEquals(List.of("0 0 0", "50 50 -", "101 101 -"), found.groups);
        assertEquals(List.of("stalled 2 at 0, now 101"), found.events);
    }
}
