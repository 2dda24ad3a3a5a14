package dev.syncline.engine.match.read;

import dev.syncline.engine.match.ExposurePoint;
import dev.syncline.engine.match.ExposureTiming;
import dev.syncline.engine.match.MatchObjective;
import dev.syncline.engine.match.MessageClock;
import dev.syncline.engine.match.RateMode;
import org.jspecify.annotations.Nullable;

/**
 * How to match a recording.
 *
 * @param policy what makes messages belong together
 * @param thresholdNs longest spread of a group, ns; the Sync node's is exclusive. For the approximate policy its longest
 *     interval
 * @param syncAttempts the Sync node's, −1 for no end
 * @param queueSize messages that wait in each stream with the Sync node's and ROS's policies; 0 for their usual number
 * @param objective what the optimal policy makes best
 * @param rate how streams of different rates come together; null to match all of them with the policy
 * @param reachNs furthest that a message of another rate may lie from a group, ns; with interpolation the longest gap
 * @param keepPartial whether groups that lack a stream go out, where the policy knows such
 * @param counterBits width of the sequence counters
 * @param point the point of the exposure that counts
 */
public record MatchPlan(
        MatchPolicy policy,
        long thresholdNs,
        int syncAttempts,
        int queueSize,
        MatchObjective objective,
        @Nullable RateMode rate,
        long reachNs,
        boolean keepPartial,
        int counterBits,
        ExposurePoint point) {
    /** A policy with this threshold, all else as usual; times count as they are stamped. */
    public static MatchPlan of(MatchPolicy policy, long thresholdNs) {
        return new MatchPlan(
                policy, thresholdNs, -1, 0, MatchObjective.LEAST_COST, null, thresholdNs, false, 64, ExposurePoint.END);
    }

    /**
     * What a stream's stamps mean.
     *
     * @param clock from the device's clock to the common one
     * @param timing where the rows of its frames lie after a stamp
     */
    public record StreamTiming(MessageClock clock, ExposureTiming timing) {
        /** On the common clock, all rows at once. */
        public static final StreamTiming PLAIN = new StreamTiming(MessageClock.COMMON, ExposureTiming.GLOBAL);
    }
}
