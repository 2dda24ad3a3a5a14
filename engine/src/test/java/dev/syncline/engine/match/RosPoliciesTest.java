package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces of ROS's policies, step by step. */
class RosPoliciesTest {
    private static final long PATIENT = 1L << 40;

    private final Found found = new Found();

    @Test
    void shouldMatchEqualTimesOnlyAndDropWhatIsOlder() {
        ExactTimeMatcher<Stamp> matcher = new ExactTimeMatcher<>(2, 10, PATIENT, Stamp.TIMES, found);
        Found.offer(matcher, 0, 1, 0, 2, 1, 2, 1, 1, 0, 3, 1, 3);
        assertEquals(List.of("2 2", "3 3"), found.groups);
        // 1 of stream 0 went with the group at 2; 1 of stream 1 came after it and went with the group at 3.
        assertEquals(List.of("0:1 UNMATCHED", "1:1 UNMATCHED"), found.dropped);
    }

    @Test
    void shouldKeepNoMoreExactTimesThanItsQueue() {
        ExactTimeMatcher<Stamp> matcher = new ExactTimeMatcher<>(2, 2, PATIENT, Stamp.TIMES, found);
        Found.offer(matcher, 0, 1, 0, 2, 0, 3, 1, 1, 1, 3);
        assertEquals(List.of("3 3"), found.groups);
        assertEquals(List.of("0:1 OVERFLOW", "1:1 OVERFLOW", "0:2 UNMATCHED"), found.dropped);
    }

    @Test
    void shouldLookAtHeadsOnlyWithEpsilon() {
        ApproximateEpsilonMatcher<Stamp> matcher =
                new ApproximateEpsilonMatcher<>(3, 10, 10, PATIENT, Stamp.TIMES, found);
        // Oldest 0; 10 is within (inclusive), 11 is not: 0 and 10 go.
        Found.offer(matcher, 0, 0, 1, 10, 2, 11);
        assertEquals(List.of("0:0 UNMATCHED", "1:10 UNMATCHED"), found.dropped);
        Found.offer(matcher, 0, 15, 1, 21);
        assertEquals(List.of("15 21 11"), found.groups);
    }

    private ApproximateTimeMatcher<Stamp> approximate(int streams, int queue, double penalty, long... bounds) {
        return new ApproximateTimeMatcher<>(
                streams,
                new ApproximateTimeMatcher.Settings(queue, penalty, Integer.MAX_VALUE, bounds, PATIENT),
                Stamp.TIMES,
                found);
    }

    @Test
    void shouldSendACandidateWhenItsPivotIsPassed() {
        ApproximateTimeMatcher<Stamp> matcher = approximate(2, 10, 0);
        // Candidate 0|5, pivot 5 of stream 1. 10|5: end 10 − 5 >= start 5 − 0: not better, and
        // the pivot is the start: sent.
        Found.offer(matcher, 0, 0, 1, 5);
        assertEquals(List.of(), found.groups);
        Found.offer(matcher, 0, 10);
        assertEquals(List.of("0 5"), found.groups);
    }

    @Test
    void shouldPreferALaterSetThatIsTighter() {
        ApproximateTimeMatcher<Stamp> matcher = approximate(2, 10, 0.1);
        // 0|5, then 4|5: end 0·1.1 < start 4, better. Then 20|5: the pivot is the oldest, so 4|5 goes.
        Found.offer(matcher, 0, 0, 1, 5, 0, 4, 0, 20);
        assertEquals(List.of("4 5"), found.groups);
        assertEquals(List.of("0:0 UNMATCHED"), found.dropped);
    }

    @Test
    void shouldAskMoreOfALaterSetByTheAgePenalty() {
        // Three streams, pivot 20 of stream 2. First 0|8|20; next 10|8|20: end no later, start 8: better.
        // Then 10|21|20: end 1 later, start 2 later: 1·(1+p) < 2 only below p = 1.
        for (double penalty : new double[] {0.9, 1}) {
            Found each = new Found();
            ApproximateTimeMatcher<Stamp> matcher = new ApproximateTimeMatcher<>(
                    3,
                    new ApproximateTimeMatcher.Settings(10, penalty, Integer.MAX_VALUE, new long[0], PATIENT),
                    Stamp.TIMES,
                    each);
            Found.offer(matcher, 0, 0, 1, 8, 2, 20, 0, 10, 1, 21, 0, 40);
            Found.offer(matcher, 1, 60, 2, 60);
            assertEquals(penalty < 1 ? "10 21 20" : "10 8 20", each.groups.getFirst(), "penalty " + penalty);
        }
    }

    @Test
    void shouldSendAtOnceWhatABoundProves() {
        // Nothing can come in stream 0 before 0 + 100: the first candidate is best without waiting.
        ApproximateTimeMatcher<Stamp> matcher = approximate(2, 10, 0, 100, 100);
        Found.offer(matcher, 0, 0, 1, 5);
        assertEquals(List.of("0 5"), found.groups);
    }

    @Test
    void shouldSendEqualTimesAtOnce() {
        ApproximateTimeMatcher<Stamp> matcher = approximate(2, 10, 0.1);
        Found.offer(matcher, 0, 7, 1, 7);
        assertEquals(List.of("7 7"), found.groups);
    }

    @Test
    void shouldDropSetsThatSpanTooMuch() {
        ApproximateTimeMatcher<Stamp> matcher = new ApproximateTimeMatcher<>(
                2, new ApproximateTimeMatcher.Settings(10, 0.1, 3, new long[0], PATIENT), Stamp.TIMES, found);
        Found.offer(matcher, 0, 0, 1, 5, 0, 4, 0, 20, 1, 20);
        assertEquals("4 5", found.groups.getFirst());
        assertEquals("0:0 UNMATCHED", found.dropped.getFirst());
    }

    @Test
    void shouldVoidTheCandidateWhenAQueueOverflows() {
        ApproximateTimeMatcher<Stamp> matcher = approximate(3, 1, 0);
        // 0|1|9 is the candidate, its pivot 9. Then 10 does not fit into stream 1: 1 goes, and the candidate with it.
        // 0|10|9 would have its pivot in the stream that lost a message: 0 goes. So does 9 in 10|10|9.
        Found.offer(matcher, 0, 0, 1, 1, 2, 9, 1, 10);
        assertEquals(List.of("1:1 OVERFLOW", "0:0 UNMATCHED"), found.dropped);
        Found.offer(matcher, 0, 10);
        assertEquals("2:9 UNMATCHED", found.dropped.getLast());
        // 10|10|11 has its pivot in stream 2, and nothing lost could have been better.
        Found.offer(matcher, 2, 11, 0, 30);
        assertEquals(List.of("10 10 11"), found.groups);
    }

    @Test
    void shouldSendTheLatestWithEachOfTheFastest() {
        LatestTimeMatcher<Stamp> matcher = new LatestTimeMatcher<>(2, PATIENT, Stamp.TIMES, Stamp.TIMES, found);
        long ms = 1_000_000;
        // Stream 0 every 10 ms, stream 1 every 20 ms: both seen twice at 25.
        Found.offer(matcher, 0, 0, 1, 5 * ms, 0, 10 * ms, 0, 20 * ms, 1, 25 * ms, 0, 30 * ms, 0, 40 * ms);
        Found.offer(matcher, 1, 45 * ms, 0, 50 * ms);
        assertEquals(
                List.of(
                        "10000000 5000000",
                        "20000000 5000000c",
                        "30000000 25000000",
                        "40000000 25000000c",
                        "50000000 45000000"),
                found.groups);
        assertEquals(List.of("0:0 UNMATCHED"), found.dropped);
    }

    @Test
    void shouldTakeTheNextFastestWhenTheFastestIsLate() {
        LatestTimeMatcher<Stamp> matcher = new LatestTimeMatcher<>(2, PATIENT, Stamp.TIMES, Stamp.TIMES, found);
        long ms = 1_000_000;
        for (long t = 0; t < 100; t += 10) {
            Found.offer(matcher, 0, t * ms);
            if (t % 20 == 0) {
                Found.offer(matcher, 1, (t + 5) * ms);
            }
        }
        int before = found.groups.size();
        // The fast stream stops: the slow one takes over, with the fast one's last as a copy.
        Found.offer(matcher, 1, 105 * ms, 1, 125 * ms);
        assertEquals(List.of("90000000c 105000000", "90000000c 125000000"), found.groups.subList(before, before + 2));
    }
}
