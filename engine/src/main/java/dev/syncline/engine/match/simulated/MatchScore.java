package dev.syncline.engine.match.simulated;

import dev.syncline.engine.match.MatchListener;
import dev.syncline.engine.match.MessageGroup;
import dev.syncline.engine.match.MessageTimes;
import dev.syncline.engine.match.StreamMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How many of a simulated rig's true groups a matcher finds.
 *
 * @param complete events of which every camera's message arrived
 * @param decidable those of them that the times can tell: the spread is within the threshold, and of every two messages
 *     each is the other stream's nearest to it
 * @param right decidable events that were found as a group of their own
 * @param groups groups that were found
 * @param mixed groups whose cameras show different events
 * @param medianSpreadNs median spread of the cameras in the groups, ns
 * @param largestSpreadNs the largest, ns
 * @param motionDistanceNs distance from the middle of the cameras to the motion sample that 99 % of the groups keep
 *     below, ns; 0 without a motion sensor
 */
public record MatchScore(
        long complete,
        long decidable,
        long right,
        long groups,
        long mixed,
        long medianSpreadNs,
        long largestSpreadNs,
        long motionDistanceNs) {
    /** Share of the decidable events that were found, 0 to 1. */
    public double share() {
        return decidable == 0 ? 0 : (double) right / decidable;
    }

    /**
     * Runs a matcher over a rig.
     *
     * @param streams how many of the rig's streams take part, cameras first
     * @param thresholdNs what counts as decidable, ns
     * @param matcher makes the matcher for a listener
     */
    public static MatchScore of(
            SimulatedMessages rig,
            int streams,
            long thresholdNs,
            Function<MatchListener<SimulatedMessage>, StreamMatcher<SimulatedMessage>> matcher) {
        int cameras = rig.settings().cameras();
        List<MessageGroup<SimulatedMessage>> groups = new ArrayList<>();
        offerAll(rig, streams, matcher.apply(groups::add));
        Set<Long> found = new HashSet<>();
        long mixed = 0;
        long[] spreads = new long[groups.size()];
        long[] motion = new long[groups.size()];
        for (int i = 0; i < spreads.length; i++) {
            MessageGroup<SimulatedMessage> group = groups.get(i);
            long event = event(group, cameras);
            if (event < 0) {
                mixed++;
            } else {
                found.add(event);
            }
            spreads[i] = spread(group, cameras);
            motion[i] = streams > cameras ? motionDistance(group, cameras) : 0;
        }
        Arrays.sort(spreads);
        Arrays.sort(motion);
        Truth truth = new Truth(rig, thresholdNs);
        long right = truth.decidable().stream().filter(found::contains).count();
        int n = spreads.length;
        return new MatchScore(
                truth.complete(),
                truth.decidable().size(),
                right,
                n,
                mixed,
                n == 0 ? 0 : spreads[n / 2],
                n == 0 ? 0 : spreads[n - 1],
                n == 0 ? 0 : motion[(int) (n * 0.99)]);
    }

    /** Offers every message in the order of the common clock, as they came when they were live. */
    private static void offerAll(SimulatedMessages rig, int streams, StreamMatcher<SimulatedMessage> matcher) {
        MessageTimes<SimulatedMessage> times = rig.times();
        int[] next = new int[streams];
        while (true) {
            int first = -1;
            long firstNs = Long.MAX_VALUE;
            for (int s = 0; s < streams; s++) {
                List<SimulatedMessage> stream = rig.streams().get(s);
                if (next[s] < stream.size()) {
                    long ns = times.timeNs(s, stream.get(next[s]));
                    if (ns < firstNs) {
                        first = s;
                        firstNs = ns;
                    }
                }
            }
            if (first < 0) {
                matcher.finish();
                return;
            }
            if (!matcher.offer(first, rig.streams().get(first).get(next[first]))) {
                throw new IllegalStateException("stream " + first + " was refused at message " + next[first]);
            }
            next[first]++;
        }
    }

    /** The event that all cameras show, −1 where they do not agree. */
    private static long event(MessageGroup<SimulatedMessage> group, int cameras) {
        long event = -1;
        for (int s = 0; s < cameras; s++) {
            SimulatedMessage member = group.member(s);
            if (member == null || (event >= 0 && member.event() != event)) {
                return -1;
            }
            event = member.event();
        }
        return event;
    }

    private static long spread(MessageGroup<SimulatedMessage> group, int cameras) {
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (int s = 0; s < cameras; s++) {
            if (group.member(s) != null) {
                oldest = Math.min(oldest, group.timeNs(s));
                newest = Math.max(newest, group.timeNs(s));
            }
        }
        return newest - oldest;
    }

    private static long motionDistance(MessageGroup<SimulatedMessage> group, int cameras) {
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (int s = 0; s < cameras; s++) {
            oldest = Math.min(oldest, group.timeNs(s));
            newest = Math.max(newest, group.timeNs(s));
        }
        return Math.abs(group.timeNs(cameras) - (oldest + (newest - oldest) / 2));
    }
}
