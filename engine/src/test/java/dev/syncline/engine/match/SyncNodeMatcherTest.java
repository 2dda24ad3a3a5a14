package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.match.SyncNodeMatcher.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces of the node's loop, step by step. */
class SyncNodeMatcherTest {
    private final Found found = new Found();

    private SyncNodeMatcher<Stamp> node(int streams, long thresholdNs, int attempts) {
        return new SyncNodeMatcher<>(streams, Settings.of(thresholdNs, attempts), Stamp.TIMES, found);
    }

    @Test
    void shouldReplaceTheOldestUntilTheSetFits() {
        SyncNodeMatcher<Stamp> node = node(2, 10, -1);
        // 0|25: 25 apart, 0 goes; 10|25: 15, 10 goes; 20|25: fits.
        Found.offer(node, 0, 0, 1, 25, 0, 10, 0, 20);
        assertEquals(List.of("20 25"), found.groups);
        assertEquals(List.of("0:0 UNMATCHED", "0:10 UNMATCHED"), found.dropped);
    }

    @Test
    void shouldAskForLessThanTheThreshold() {
        SyncNodeMatcher<Stamp> node = node(2, 10, -1);
        Found.offer(node, 0, 0, 1, 10);
        assertEquals(List.of(), found.groups);
        Found.offer(node, 0, 1);
        assertEquals(List.of("1 10"), found.groups);
    }

    @Test
    void shouldReplaceOnceWhereNoAttemptsAreAllowed() {
        SyncNodeMatcher<Stamp> node = node(2, 10, 0);
        // 0|100 does not fit, one replacement, then 20|100 goes out as it is, without a warning.
        Found.offer(node, 0, 0, 1, 100);
        assertEquals(List.of(), found.groups);
        Found.offer(node, 0, 20);
        assertEquals(List.of("!20 100"), found.groups);
        assertEquals(0, node.warnings());
        assertEquals(1, node.statistics().disagreedGroups());
    }

    @Test
    void shouldReplaceTwiceWhereOneAttemptIsAllowed() {
        SyncNodeMatcher<Stamp> node = node(2, 10, 1);
        Found.offer(node, 0, 0, 1, 100, 0, 20);
        assertEquals(List.of(), found.groups);
        Found.offer(node, 0, 40);
        assertEquals(List.of("!40 100"), found.groups);
        assertEquals(1, node.warnings());
    }

    @Test
    void shouldNeverSendWithAThresholdOfZero() {
        SyncNodeMatcher<Stamp> node = node(2, 0, -1);
        for (long t = 0; t < 60; t++) {
            Found.offer(node, 0, t, 1, t);
        }
        assertEquals(List.of(), found.groups);
        // The oldest of equal times is the first input's: it gives up its messages in turn with the other.
        assertEquals(List.of("0:0 UNMATCHED", "1:0 UNMATCHED", "0:1 UNMATCHED"), found.dropped.subList(0, 3));
        // 60 messages each: 118 replacements; the node warns on each pass above 50 attempts.
        assertEquals(118 - 50, node.warnings());
    }

    @Test
    void shouldBreakTiesByTheOrderOfTheInputs() {
        SyncNodeMatcher<Stamp> node = node(3, 10, -1);
        Found.offer(node, 0, 50, 1, 0, 2, 0, 1, 45, 2, 46);
        assertEquals(List.of("1:0 UNMATCHED", "2:0 UNMATCHED"), found.dropped);
        assertEquals(List.of("50 45 46"), found.groups);
    }

    @Test
    void shouldTakeNewMessagesFromAllInputsAfterAGroup() {
        SyncNodeMatcher<Stamp> node = node(2, 10, -1);
        Found.offer(node, 0, 0, 1, 1, 0, 2, 1, 33, 0, 34);
        assertEquals(List.of("0 1", "34 33"), found.groups);
    }

    @Test
    void shouldDropTheOldestOfAFullQueue() {
        SyncNodeMatcher<Stamp> node = node(2, 10, -1);
        for (long t = 0; t <= 120; t += 10) {
            Found.offer(node, 0, t);
        }
        // One is taken, ten wait, so of thirteen two went.
        assertEquals(List.of("0:10 OVERFLOW", "0:20 OVERFLOW"), found.dropped);
        Found.offer(node, 1, 120);
        assertEquals(List.of("120 120"), found.groups);
    }

    @Test
    void shouldReportAStalledInputAndWaitAllTheSame() {
        SyncNodeMatcher<Stamp> node = new SyncNodeMatcher<>(2, new Settings(10, -1, 10, 100), Stamp.TIMES, found);
        Found.offer(node, 0, 0, 1, 0, 0, 101);
        assertEquals(List.of("stalled 1 at 0, now 101"), found.events);
        node.finish();
        assertEquals(List.of("0 0"), found.groups);
    }

    @Test
    void shouldGiveTheGroupItsNewestMembersStamp() {
        MessageGroup<Stamp> group =
                MessageGroup.of(new Object[] {new Stamp(5, 1), new Stamp(9, 7), new Stamp(9, 8)}, new long[] {5, 9, 9});
        assertEquals(1, group.newest());
        assertEquals(9, group.newestNs());
        assertEquals(4, group.intervalNs());
    }
}
