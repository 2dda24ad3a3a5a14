package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.match.TimestampMatcher.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class TimestampMatcherTest {
    private static final long PATIENT = 1L << 40;

    /** Each try is a random case of up to four streams; the seed is all that jqwik needs to vary. */
    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    void shouldBeAsGoodAsTheBestOfAllChoices(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[][] times = smallCase(random);
        long threshold = random.nextInt(32);
        MatchObjective objective = random.nextBoolean() ? MatchObjective.LEAST_COST : MatchObjective.MOST_GROUPS;
        long[] value = new long[2];
        long[] last = new long[times.length];
        Arrays.fill(last, -1);
        TimestampMatcher<Stamp> matcher = new TimestampMatcher<>(
                times.length,
                Settings.of(threshold).with(objective).withPatience(PATIENT, PATIENT),
                Stamp.TIMES,
                group -> {
                    check(group, threshold, last);
                    boolean cost = objective == MatchObjective.LEAST_COST;
                    value[0] += cost ? threshold - group.intervalNs() : 1;
                    value[1] += cost ? 1 : -group.intervalNs();
                });
        offerInAnyOrder(matcher, times, random);
        assertEquals(
                Arrays.toString(BruteForce.best(times, threshold, objective)),
                Arrays.toString(value),
                () -> objective + ", threshold " + threshold + ": " + Arrays.deepToString(times));
        assertEquals(0, matcher.statistics().forcedDecisions());
        assertTrue(matcher.statistics().streams().stream().allMatch(s -> s.waiting() == 0));
    }

    private static long[][] smallCase(SplittableRandom random) {
        int streams = 1 + random.nextInt(4);
        int span = 1 + random.nextInt(30);
        long[][] times = new long[streams][];
        for (int s = 0; s < streams; s++) {
            times[s] = random.longs(random.nextInt(streams == 4 ? 5 : 6), 0, span)
                    .sorted()
                    .toArray();
        }
        return times;
    }

    private static void check(MessageGroup<Stamp> group, long threshold, long[] last) {
        assertTrue(group.isComplete() && group.isSynced(threshold));
        for (int s = 0; s < last.length; s++) {
            Stamp member = group.member(s);
            assertTrue(member != null && member.sequence() > last[s], "groups cross or share a message");
            last[s] = member == null ? last[s] : member.sequence();
        }
    }

    private static void offerInAnyOrder(StreamMatcher<Stamp> matcher, long[][] times, SplittableRandom random) {
        List<List<Stamp>> streams = Stamp.streams(times);
        int[] next = new int[times.length];
        int left = Arrays.stream(times).mapToInt(t -> t.length).sum();
        while (left > 0) {
            int s = random.nextInt(times.length);
            if (next[s] < times[s].length) {
                assertTrue(matcher.offer(s, streams.get(s).get(next[s]++)));
                left--;
                if (next[s] == times[s].length && random.nextBoolean()) {
                    matcher.end(s);
                }
            }
        }
        matcher.finish();
    }

    /** Dense streams of unlike rates, a window that forces decisions: still valid, and nearly as good. */
    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void shouldStayValidWhereItMustDecideEarly(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int streams = 2 + random.nextInt(3);
        long threshold = 1L + random.nextInt(60);
        long[] last = new long[streams];
        Arrays.fill(last, -1);
        long[] free = {0};
        long[] bounded = {0};
        long[][] times = new long[streams][];
        for (int s = 0; s < streams; s++) {
            times[s] = random.longs(60, 0, 600).sorted().toArray();
        }
        TimestampMatcher<Stamp> impatient = new TimestampMatcher<>(
                streams,
                Settings.of(threshold).with(8, FullQueue.DROP_OLDEST).withPatience(20, 200),
                Stamp.TIMES,
                group -> {
                    check(group, threshold, last);
                    bounded[0] += threshold - group.intervalNs();
                });
        offerInAnyOrder(impatient, times, random);
        TimestampMatcher<Stamp> patient = new TimestampMatcher<>(
                streams,
                Settings.of(threshold).withPatience(PATIENT, PATIENT),
                Stamp.TIMES,
                group -> free[0] += threshold - group.intervalNs());
        offerInAnyOrder(patient, times, random);
        assertTrue(bounded[0] <= free[0], bounded[0] + " > " + free[0]);
        impatient.statistics().streams().forEach(s -> {
            assertTrue(s.deepestQueue() <= 8);
            assertEquals(s.received(), s.matched() + s.dropped());
        });
    }

    @Test
    void shouldTakeTheClosestPairWhereGreedyTakesTheFirst() {
        // 0 and 9 are close enough, 10 and 9 are closer: greedy would leave 10 alone.
        Found found = new Found();
        TimestampMatcher<Stamp> matcher =
                new TimestampMatcher<>(2, Settings.of(10).withPatience(PATIENT, PATIENT), Stamp.TIMES, found);
        Found.offer(matcher, 0, 0, 1, 9, 0, 10, 1, 30, 0, 31);
        matcher.finish();
        assertEquals(List.of("10 9", "31 30"), found.groups);
        assertEquals(List.of("0:0 UNMATCHED"), found.dropped);
    }

    @Test
    void shouldNotTearGoodGroupsApartForMoreOfThemUnlessAsked() {
        long[] times = {0, 0, 1, 33, 0, 33, 1, 66, 0, 66, 1, 99};
        for (MatchObjective objective : MatchObjective.values()) {
            Found found = new Found();
            TimestampMatcher<Stamp> matcher = new TimestampMatcher<>(
                    2, Settings.of(40).with(objective).withPatience(PATIENT, PATIENT), Stamp.TIMES, found);
            Found.offer(matcher, times);
            matcher.finish();
            assertEquals(
                    objective == MatchObjective.LEAST_COST
                            ? List.of("33 33", "66 66")
                            : List.of("0 33", "33 66", "66 99"),
                    found.groups);
        }
    }

    @Test
    void shouldGiveAGroupAsSoonAsNoOtherIsPossible() {
        Found found = new Found();
        TimestampMatcher<Stamp> matcher =
                new TimestampMatcher<>(2, Settings.of(10).withPatience(PATIENT, PATIENT), Stamp.TIMES, found);
        Found.offer(matcher, 0, 100, 1, 102, 0, 112, 1, 112);
        assertEquals(List.of(), found.groups);
        Found.offer(matcher, 0, 113, 1, 113);
        assertEquals(List.of("100 102"), found.groups);
    }

    @Test
    void shouldReportAStalledStreamAndGoOnWithoutIt() {
        Found found = new Found();
        TimestampMatcher<Stamp> matcher =
                new TimestampMatcher<>(2, Settings.of(5).withPatience(PATIENT, 100), Stamp.TIMES, found);
        Found.offer(matcher, 0, 0, 1, 1, 0, 50, 0, 101, 0, 102, 0, 150);
        assertEquals(List.of("stalled 1 at 1, now 102"), found.events);
        assertEquals(List.of("0 1"), found.groups);
        // Back, but with a message from before what has been passed; then in step again.
        Found.offer(matcher, 1, 40, 1, 151, 0, 200, 1, 200);
        matcher.finish();
        assertEquals(List.of("stalled 1 at 1, now 102", "resumed 1 at 40"), found.events);
        assertEquals(List.of("0 1", "150 151", "200 200"), found.groups);
        assertEquals(1, matcher.statistics().streams().get(1).late());
        assertEquals(1, matcher.statistics().streams().get(1).stalls());
    }

    @Test
    void shouldRefuseOrDropWhenAQueueIsFull() {
        TimestampMatcher<Stamp> refusing = new TimestampMatcher<>(
                2, Settings.of(5).with(3, FullQueue.REFUSE).withPatience(PATIENT, PATIENT), Stamp.TIMES, new Found());
        Found.offer(refusing, 0, 0, 0, 10, 0, 20);
        assertFalse(refusing.offer(0, new Stamp(30, 3)));
        assertEquals(1, refusing.statistics().streams().get(0).refused());
        Found.offer(refusing, 1, 20);
        assertTrue(refusing.offer(0, new Stamp(30, 3)));

        Found found = new Found();
        TimestampMatcher<Stamp> dropping = new TimestampMatcher<>(
                2, Settings.of(5).with(3, FullQueue.DROP_OLDEST).withPatience(PATIENT, PATIENT), Stamp.TIMES, found);
        Found.offer(dropping, 0, 0, 0, 10, 0, 20, 0, 30, 1, 10, 1, 31);
        dropping.finish();
        assertEquals(List.of("10 10", "30 31"), found.groups);
        assertEquals(1, dropping.statistics().streams().get(0).overflowed());
        assertEquals(3, dropping.statistics().streams().get(0).deepestQueue());
    }

    @Test
    void shouldDropWhatComesAfterALaterMessageOfItsStream() {
        Found found = new Found();
        TimestampMatcher<Stamp> matcher =
                new TimestampMatcher<>(2, Settings.of(5).withPatience(PATIENT, PATIENT), Stamp.TIMES, found);
        Found.offer(matcher, 0, 10, 0, 9, 1, 10);
        matcher.finish();
        assertEquals(List.of("0:9 LATE"), found.dropped);
        assertEquals(List.of("10 10"), found.groups);
    }

    @Test
    void shouldRefuseAStreamThatWasEnded() {
        TimestampMatcher<Stamp> matcher = new TimestampMatcher<>(2, Settings.of(5), Stamp.TIMES, new Found());
        matcher.end(1);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> matcher.offer(1, new Stamp(0, 0)));
        assertEquals("stream 1 was ended", e.getMessage());
    }

    @Test
    void shouldCountWhatItDid() {
        Found found = new Found();
        TimestampMatcher<Stamp> matcher =
                new TimestampMatcher<>(2, Settings.of(1_000_000).withPatience(PATIENT, PATIENT), Stamp.TIMES, found);
        for (int i = 0; i < 100; i++) {
            Found.offer(matcher, 0, i * 10_000_000L, 1, i * 10_000_000L + i * 1_000L);
        }
        matcher.finish();
        MatchStatistics statistics = matcher.statistics();
        assertEquals(100, statistics.groups());
        assertTrue(Math.abs(statistics.spread().p50Ns() - 49_000) <= 49_000 / 64 + 1);
        assertTrue(Math.abs(statistics.spread().p99Ns() - 98_000) <= 98_000 / 64 + 1);
        assertEquals(99_000, statistics.spread().largestNs());
    }
}
