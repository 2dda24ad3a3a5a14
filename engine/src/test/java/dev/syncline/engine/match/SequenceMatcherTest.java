package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.match.SequenceMatcher.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceMatcherTest {
    private static final long PATIENT = 1L << 40;
    private static final long THRESHOLD = 16;

    private final Found found = new Found();

    private SequenceMatcher<Stamp> matcher(int streams, int bits, int least) {
        return new SequenceMatcher<>(
                streams, new Settings(bits, 8, least, THRESHOLD, PATIENT), Stamp.TIMES, Stamp::sequence, found);
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
    void shouldPutAStreamThatRestartedBackInStepByItsTimes() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 100; n < 105; n++) {
            offer(matcher, 0, n, n * 33, 1, n, n * 33 + 2);
        }
        // Stream 1 misses 105 to 107 and comes back with 0 when stream 0 is at 108.
        offer(matcher, 0, 105, 105 * 33, 0, 106, 106 * 33, 0, 107, 107 * 33, 0, 108, 108 * 33);
        offer(matcher, 1, 0, 108 * 33 + 2, 0, 109, 109 * 33, 1, 1, 109 * 33 + 2);
        assertEquals(List.of(), found.events, "two messages are no proof");
        offer(matcher, 0, 110, 110 * 33, 1, 2, 110 * 33 + 2);
        assertEquals(List.of("restarted 1: 104 then 0, shift 108"), found.events);
        assertEquals(List.of("3564 3566", "3597 3599", "3630 3632"), found.groups.subList(5, 8));
    }

    @Test
    void shouldPutAWholeDeviceThatRestartedBackInStep() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 100; n < 120; n++) {
            offer(matcher, 0, n, n * 33, 1, n, n * 33 + 2);
        }
        for (long n = 0; n < 20; n++) {
            offer(matcher, 1, n, 9_000 + n * 33, 0, n, 9_000 + n * 33 + 2);
        }
        assertEquals(40, found.groups.size());
        assertEquals("9000 9002", swapped(found.groups.get(20)));
        assertEquals(2, found.events.size());
    }

    private static String swapped(String pair) {
        return pair.replaceAll("(\\d+) (\\d+)", "$2 $1");
    }

    @Test
    void shouldTakeNumbersThatLeapAheadOfTimeForARestart() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 0; n < 5; n++) {
            offer(matcher, 0, n, n * 33, 1, n, n * 33 + 2);
        }
        for (long n = 5; n < 8; n++) {
            offer(matcher, 1, 4995 + n, n * 33 + 2, 0, n, n * 33);
        }
        assertEquals(List.of("restarted 1: 4 then 5000, shift -4995"), found.events);
        assertEquals(8, found.groups.size());
        assertEquals("231 233", found.groups.getLast());
    }

    @Test
    void shouldNotTakeOneLateStampForARestart() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 0; n < 20; n++) {
            if (n == 11) {
                offer(matcher, 0, 11, 11 * 33, 1, 11, 11 * 33 + 2, 1, 10, 11 * 33 + 9);
            } else if (n == 10) {
                offer(matcher, 0, 10, 10 * 33);
            } else {
                offer(matcher, 0, n, n * 33, 1, n, n * 33 + 2);
            }
        }
        assertEquals(19, found.groups.size());
        assertEquals("627 629", found.groups.getLast());
        assertEquals(List.of("strayed 1: 10 at 372"), found.events);
        assertEquals(List.of("0:330 UNMATCHED", "1:372 LATE"), found.dropped);
    }

    @Test
    void shouldLeaveOutANumberThatFitsNowhere() {
        for (long wrong : new long[] {0, 5_000, 40}) {
            Found heard = new Found();
            SequenceMatcher<Stamp> matcher = new SequenceMatcher<>(
                    2, new Settings(64, 64, 2, THRESHOLD, PATIENT), Stamp.TIMES, Stamp::sequence, heard);
            for (long n = 0; n < 60; n++) {
                offer(matcher, 0, n, n * 33, 1, n == 30 ? wrong : n, n * 33 + 2);
            }
            matcher.finish();
            assertEquals(59, heard.groups.size(), () -> wrong + ": " + heard.events + heard.dropped);
            assertEquals(List.of("strayed 1: " + wrong + " at 992"), heard.events);
        }
    }

    @Test
    void shouldComeBackAfterANumberThatLeaptALittle() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        for (long n = 0; n < 40; n++) {
            offer(matcher, 0, n, n * 33, 1, n == 20 ? 25 : n, n * 33 + 2);
        }
        matcher.finish();
        // Number 25 was taken at 20's time: 20 has no partner, 25's do not agree. Others may have come too late.
        assertEquals("1287 1289", found.groups.getLast());
        assertEquals(0, matcher.statistics().streams().get(1).restarts());
        for (String group : found.groups) {
            String[] times = group.split(" ", -1);
            assertEquals(2, Long.parseLong(times[1]) - Long.parseLong(times[0]));
        }
    }

    @Test
    void shouldNotGroupEqualNumbersFurtherApartThanTheThreshold() {
        SequenceMatcher<Stamp> matcher = matcher(2, 64, 2);
        offer(matcher, 0, 1, 0, 1, 1, THRESHOLD, 0, 2, 100, 1, 2, 101 + THRESHOLD);
        assertEquals(List.of("0 16"), found.groups);
        assertEquals(List.of("contradicted 2 over 17"), found.events);
        assertEquals(List.of("0:100 CONTRADICTED", "1:117 CONTRADICTED"), found.dropped);
        assertEquals(1, matcher.statistics().contradictions());
        assertEquals(0, matcher.statistics().streams().get(0).waiting());
    }

    /** One stamp in a thousand is 50 ms late, three cameras at 30 frames a second. */
    @Test
    void shouldMixNoGroupWhereStampsAreLate() {
        SplittableRandom random = new SplittableRandom(7);
        SequenceMatcher<Stamp> matcher =
                new SequenceMatcher<>(3, new Settings(64, 64, 3, 16_667, PATIENT), Stamp.TIMES, Stamp::sequence, found);
        List<long[]> messages = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            for (int s = 0; s < 3; s++) {
                long late = random.nextInt(1000) == 0 ? 50_000 : 0;
                messages.add(new long[] {s, 1000 + n, n * 33_333L + 300L * s + random.nextInt(200) + late});
            }
        }
        messages.sort(Comparator.comparingLong(m -> m[2]));
        messages.forEach(m -> offer(matcher, m));
        matcher.finish();
        assertEquals(
                0,
                matcher.statistics().streams().stream()
                        .mapToLong(MatchStatistics.Stream::restarts)
                        .sum());
        assertTrue(found.groups.size() >= 20_000 - 70, () -> found.groups.size() + " groups");
        for (String group : found.groups) {
            String[] times = group.split(" ", -1);
            assertTrue(Long.parseLong(times[2]) - Long.parseLong(times[0]) < 800, group);
        }
    }

    /** Frames at 5 to 200 a second, some lost, 1 stamp in 1000 late by 50 ms, all cameras or one of them restarted. */
    @Test
    void shouldMixNoGroupWhereStampsAreLateAndStreamsRestart() {
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < 60; run++) {
            long periodNs = new long[] {200_000_000, 100_000_000, 33_366_700, 16_666_667, 5_000_000}[run % 5];
            int restartAt = 100 + random.nextInt(200);
            int pause = run % 3 == 0 ? 0 : random.nextInt(100);
            boolean all = run % 2 == 0;
            double lost = run % 4 < 2 ? 0 : 0.03;
            List<long[]> messages = new ArrayList<>(); // (stream, number, time, frame)
            int whole = 0;
            for (int frame = 0; frame < 600; frame++) {
                int here = 0;
                for (int s = 0; s < 3; s++) {
                    boolean restarted = frame >= restartAt && (all || s == 2);
                    if (random.nextDouble() < lost || (restarted && frame < restartAt + pause)) {
                        continue;
                    }
                    long number = restarted ? frame - restartAt - pause : 1000 + frame;
                    long late = random.nextInt(1000) == 0 ? 50_000_000 : 0;
                    long jitter = random.nextLong(periodNs / 20);
                    messages.add(new long[] {s, number, frame * periodNs + s * periodNs / 10 + jitter + late, frame});
                    here++;
                }
                whole += here == 3 ? 1 : 0;
            }
            messages.sort(Comparator.comparingLong(m -> m[2]));
            int[] groups = new int[2];
            SequenceMatcher<long[]> matcher = new SequenceMatcher<>(
                    3,
                    new Settings(64, 64, 3, Math.max(10_000_000, periodNs / 2), 4 * periodNs + 1_000_000_000),
                    (stream, m) -> m[2],
                    m -> m[1],
                    group -> {
                        long[] first = Objects.requireNonNull(group.member(0));
                        boolean same = IntStream.range(1, 3)
                                .allMatch(s -> Objects.requireNonNull(group.member(s))[3] == first[3]);
                        groups[same ? 0 : 1]++;
                    });
            messages.forEach(m -> matcher.offer((int) m[0], m));
            matcher.finish();
            assertEquals(0, groups[1], "mixed in run " + run);
            assertTrue(groups[0] > whole - 20, groups[0] + " groups of " + whole + " in run " + run);
        }
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
                new SequenceMatcher<>(3, new Settings(64, 100, 2, THRESHOLD, 100), Stamp.TIMES, Stamp::sequence, found);
        offer(matcher, 0, 1, 0, 1, 1, 0, 2, 1, 0, 0, 2, 50, 1, 2, 50, 0, 3, 101, 1, 3, 101);
        assertEquals(List.of("0 0 0", "50 50 -", "101 101 -"), found.groups);
        assertEquals(List.of("stalled 2 at 0, now 101"), found.events);
    }
}
