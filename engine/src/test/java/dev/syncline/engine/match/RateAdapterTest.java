package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RateAdapterTest {
    private static final long PATIENT = 1L << 40;

    private final Found found = new Found();

    private RateAdapter<Stamp> adapter(RateMode mode, long reachNs, boolean partial, int streams, int... base) {
        return new RateAdapter<>(
                streams,
                base,
                (count, listener) -> new TimestampMatcher<>(
                        count, TimestampMatcher.Settings.of(5).withPatience(PATIENT, PATIENT), Stamp.TIMES, listener),
                new RateAdapter.Settings(mode, reachNs, partial, 64, PATIENT),
                Stamp.TIMES,
                (stream, before, after, share, timeNs) -> new Stamp(
                        timeNs, Math.round(1000 * (before.sequence() * (1 - share) + after.sequence() * share))),
                found);
    }

    @Test
    void shouldDropToTheSlowestTakingTheNearestOnce() {
        RateAdapter<Stamp> adapter = adapter(RateMode.DROP, 4, false, 2, 0);
        for (long t = 0; t <= 24; t += 3) {
            Found.offer(adapter, 1, t);
        }
        Found.offer(adapter, 0, 1, 0, 11, 0, 21);
        adapter.finish();
        assertEquals(List.of("1 0", "11 12", "21 21"), found.groups);
        MatchStatistics.Stream fast = adapter.statistics().streams().get(1);
        assertEquals(3, fast.matched());
        assertEquals(6, fast.unmatched());
        assertEquals(0, fast.waiting());
    }

    @Test
    void shouldNotGiveOneMessageToTwoGroupsWhenDropping() {
        RateAdapter<Stamp> adapter = adapter(RateMode.DROP, 20, true, 2, 0);
        Found.offer(adapter, 0, 0, 0, 10, 1, 6, 1, 40);
        adapter.finish();
        assertEquals(List.of("0 6", "10 -"), found.groups);
    }

    @Test
    void shouldDuplicateToTheFastestAndMarkCopiesWhileTheyAreFresh() {
        RateAdapter<Stamp> adapter = adapter(RateMode.DUPLICATE, 30, false, 2, 0);
        for (long t = 0; t <= 100; t += 10) {
            Found.offer(adapter, 0, t);
        }
        Found.offer(adapter, 1, 1, 1, 31);
        adapter.finish();
        // 40 to 60 repeat 31; 70 would be 39 old: stale.
        assertEquals(List.of("0 1", "10 1c", "20 31", "30 31c", "40 31c", "50 31c", "60 31c"), found.groups);
        assertEquals(5, adapter.statistics().streams().get(1).copies());
        assertEquals(2, adapter.statistics().streams().get(1).matched());
    }

    @Test
    void shouldInterpolateAtTheMiddleOfTheGroupButNotAcrossGaps() {
        RateAdapter<Stamp> adapter = adapter(RateMode.INTERPOLATE, 10, false, 3, 0, 1);
        Found.offer(adapter, 2, 0, 2, 4, 2, 8, 2, 100, 2, 104);
        Found.offer(adapter, 0, 4, 1, 6, 0, 50, 1, 50, 0, 101, 1, 101);
        adapter.finish();
        assertEquals(List.of("4 6 5i", "101 101 101i"), found.groups);
        assertEquals(2, adapter.statistics().streams().get(2).interpolated());
        // The group at 50 has nothing to follow it: its members count as unmatched.
        assertEquals(1, adapter.statistics().streams().get(0).unmatched());
    }

    @Test
    void shouldWaitForFollowersAndGoOnWithoutOneThatStalled() {
        RateAdapter<Stamp> adapter = new RateAdapter<>(
                2,
                new int[] {0},
                (count, listener) -> new TimestampMatcher<>(
                        count, TimestampMatcher.Settings.of(5).withPatience(PATIENT, PATIENT), Stamp.TIMES, listener),
                new RateAdapter.Settings(RateMode.DROP, 5, true, 64, 100),
                Stamp.TIMES,
                (stream, before, after, share, timeNs) -> before,
                found);
        Found.offer(adapter, 0, 0, 1, 1, 0, 10, 0, 20);
        assertEquals(List.of("0 1"), found.groups);
        Found.offer(adapter, 0, 102);
        assertEquals(List.of("stalled 1 at 1, now 102"), found.events);
        assertEquals(List.of("0 1", "10 -", "20 -"), found.groups);
    }
}
