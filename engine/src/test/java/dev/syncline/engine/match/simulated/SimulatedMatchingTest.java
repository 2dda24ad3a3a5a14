package dev.syncline.engine.match.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.match.ApproximateTimeMatcher;
import dev.syncline.engine.match.FullQueue;
import dev.syncline.engine.match.RateAdapter;
import dev.syncline.engine.match.RateMode;
import dev.syncline.engine.match.SyncNodeMatcher;
import dev.syncline.engine.match.TimestampMatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three cameras at 30 fps and a motion sensor at 400 Hz, 5 % lost, clocks that drift; MatchTable in bench has more. */
class SimulatedMatchingTest {
    private static final long THRESHOLD_NS = 16_600_000;

    private static SimulatedMessages rig(double jitterMs) {
        return new SimulatedMessages(new SimulatedMessages.Settings(3, 30, 400, 200, jitterMs * 1e6, 0.05, 7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 3, 5})
    void shouldFindTheDecidableGroups(double jitterMs) {
        SimulatedMessages rig = rig(jitterMs);
        MatchScore score = MatchScore.of(
                rig,
                3,
                THRESHOLD_NS,
                listener -> new TimestampMatcher<>(
                        3,
                        TimestampMatcher.Settings.of(THRESHOLD_NS).with(4096, FullQueue.DROP_OLDEST),
                        rig.times(),
                        listener));
        assertTrue(score.decidable() > 4_000, () -> "" + score);
        assertTrue(score.share() >= 0.999, () -> "" + score);
        assertTrue(score.mixed() <= score.groups() / 1000, () -> "" + score);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 5})
    void shouldAddTheNearestMotionSample(double jitterMs) {
        SimulatedMessages rig = rig(jitterMs);
        MatchScore score = MatchScore.of(
                rig,
                4,
                THRESHOLD_NS,
                listener -> new RateAdapter<>(
                        4,
                        new int[] {0, 1, 2},
                        (count, toAdapter) -> new TimestampMatcher<>(
                                count, TimestampMatcher.Settings.of(THRESHOLD_NS), rig.times(), toAdapter),
                        RateAdapter.Settings.of(RateMode.DROP, THRESHOLD_NS),
                        rig.times(),
                        (stream, before, after, share, timeNs) -> before,
                        listener));
        assertTrue(score.share() >= 0.999, () -> "" + score);
        // Half a period, or a whole one where a sample was lost.
        assertTrue(score.motionDistanceNs() < 2_700_000, () -> "" + score);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 5})
    void shouldBeNoWorseThanTheGreedyPolicies(double jitterMs) {
        SimulatedMessages rig = rig(jitterMs);
        MatchScore best = MatchScore.of(
                rig,
                3,
                THRESHOLD_NS,
                listener ->
                        new TimestampMatcher<>(3, TimestampMatcher.Settings.of(THRESHOLD_NS), rig.times(), listener));
        MatchScore node = MatchScore.of(
                rig,
                3,
                THRESHOLD_NS,
                listener ->
                        new SyncNodeMatcher<>(3, SyncNodeMatcher.Settings.of(THRESHOLD_NS, -1), rig.times(), listener));
        MatchScore ros = MatchScore.of(
                rig,
                3,
                THRESHOLD_NS,
                listener -> new ApproximateTimeMatcher<>(
                        3, ApproximateTimeMatcher.Settings.of(10, THRESHOLD_NS), rig.times(), listener));
        assertTrue(best.right() >= node.right() && best.right() >= ros.right(), best + "\n" + node + "\n" + ros);
        assertEquals(best.decidable(), node.decidable());
    }
}
