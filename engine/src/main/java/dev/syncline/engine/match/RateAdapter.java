package dev.syncline.engine.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Streams of different rates. Those of one rate, the base, are matched by a policy; the others follow: to the middle of
 * each group that the policy finds they add the nearest message once, a copy of it, or a value between two.
 *
 * <p>A group waits until every follower has a message at or past its middle, or has ended or stalled. Followers keep at
 * most {@link Settings#capacity} messages; when full, the oldest goes.
 *
 * @param <M> type of the messages
 */
public final class RateAdapter<M> implements StreamMatcher<M> {
    /**
     * How to follow.
     *
     * @param mode what the followers add
     * @param reachNs furthest that a follower's message may lie from the middle of the group, ns; with {@link
     *     RateMode#INTERPOLATE} the longest gap to interpolate across
     * @param keepPartial whether a group goes out that a follower has nothing for
     * @param capacity most messages of a follower that are kept
     * @param stallNs silence after which a follower is no longer waited for, ns
     */
    public record Settings(RateMode mode, long reachNs, boolean keepPartial, int capacity, long stallNs) {
        /**
         * Checks the reach.
         *
         * @throws IllegalArgumentException when it is negative
         */
        public Settings {
            if (reachNs < 0) {
                throw new IllegalArgumentException("reach " + reachNs + " ns, expected 0 or more");
            }
        }

        /**
         * {@return complete groups only, 4096 messages a follower, stalled after 1 s of silence}
         *
         * @param mode what the followers add
         * @param reachNs furthest that a follower's message may lie from the middle of the group, ns, 0 or more
         */
        public static Settings of(RateMode mode, long reachNs) {
            return new Settings(mode, reachNs, false, 4096, MatchRecord.DEFAULT_STALL_NS);
        }
    }

    private final Settings settings;
    private final MessageTimes<M> times;
    private final Interpolator<M> interpolator;
    private final MatchRecord<M> record;
    private final StreamMatcher<M> base;

    /** Number of each stream in the base, −1 for a follower. */
    private final int[] inBase;

    private final int[] baseStreams;
    private final Follower<M>[] followers;
    private final ArrayDeque<MessageGroup<M>> waiting = new ArrayDeque<>();

    /**
     * An adapter that has seen no message.
     *
     * @param streams number of streams, base and followers
     * @param baseStreams streams that the policy matches, in ascending order; all others follow
     * @param policy makes the base's matcher, given its number of streams and its listener; its message times must take
     *     the base's stream numbers for those of {@code baseStreams}
     * @param settings how to follow
     * @param times when a message of any stream happened
     * @param interpolator used with {@link RateMode#INTERPOLATE} only
     * @param listener takes groups and dropped messages
     * @throws IllegalArgumentException when a number is out of its range or there is no base stream
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
    public RateAdapter(
            int streams,
            int[] baseStreams,
            BiFunction<Integer, MatchListener<M>, StreamMatcher<M>> policy,
            Settings settings,
            MessageTimes<M> times,
            Interpolator<M> interpolator,
            MatchListener<M> listener) {
        this.record = new MatchRecord<>(streams, settings.stallNs, listener);
        this.settings = settings;
        this.times = times;
        this.interpolator = interpolator;
        this.baseStreams = baseStreams.clone();
        this.inBase = new int[streams];
        Arrays.fill(inBase, -1);
        if (baseStreams.length == 0) {
            throw new IllegalArgumentException("no stream to match");
        }
        for (int i = 0; i < baseStreams.length; i++) {
            inBase[baseStreams[i]] = i;
        }
        this.followers = new Follower[streams];
        for (int s = 0; s < streams; s++) {
            followers[s] = new Follower<>(inBase[s] >= 0 ? 1 : settings.capacity);
        }
        this.base = policy.apply(baseStreams.length, new FromBase());
    }

    /** What the policy finds. Silence is watched for here, over all streams. */
    private final class FromBase implements MatchListener<M> {
        @Override
        public void group(MessageGroup<M> group) {
            waiting.add(group);
        }

        @Override
        public void dropped(int stream, M message, DropReason reason) {
            record.drop(baseStreams[stream], message, reason);
        }

        @Override
        public void restarted(int stream, long before, long after, long shift) {
            record.restarted(baseStreams[stream], before, after, shift);
        }

        @Override
        public void strayed(int stream, long number, long timeNs) {
            record.strayed(baseStreams[stream], number, timeNs);
        }

        @Override
        public void contradicted(long number, MessageGroup<M> messages) {
            record.contradicted(number, overAll(messages));
        }
    }

    @Override
    public int streams() {
        return inBase.length;
    }

    @Override
    public boolean offer(int stream, M message) {
        long timeNs = times.timeNs(stream, message);
        record.sawTime(stream, timeNs);
        if (inBase[stream] >= 0) {
            if (!base.offer(inBase[stream], message)) {
                record.refused(stream);
                handOn();
                return false;
            }
            record.received(stream);
        } else {
            follow(stream, timeNs, message);
        }
        handOn();
        return true;
    }

    private void follow(int stream, long timeNs, M message) {
        record.received(stream);
        Follower<M> follower = followers[stream];
        if (timeNs < follower.lastNs()) {
            record.drop(stream, message, DropReason.LATE);
            return;
        }
        if (follower.queue().isFull()) {
            dropOldest(stream, DropReason.OVERFLOW);
        }
        follower.add(timeNs, message);
        record.depth(stream, follower.queue().size());
    }

    private void dropOldest(int stream, DropReason reason) {
        Follower<M> follower = followers[stream];
        boolean used = follower.oldestWasUsed();
        M message = follower.queue().poll();
        if (!used) {
            record.drop(stream, message, reason);
        }
    }

    private void handOn() {
        while (!waiting.isEmpty() && allReach(waiting.getFirst().middleNs())) {
            complete(waiting.removeFirst());
        }
    }

    private boolean allReach(long timeNs) {
        for (int s = 0; s < inBase.length; s++) {
            if (inBase[s] < 0 && record.isAwaited(s) && followers[s].lastNs() < timeNs) {
                return false;
            }
        }
        return true;
    }

    private void complete(MessageGroup<M> group) {
        int streams = inBase.length;
        @Nullable Object[] members = new Object[streams];
        long[] timesNs = new long[streams];
        Membership[] memberships = new Membership[streams];
        Arrays.fill(memberships, Membership.ABSENT);
        long middleNs = group.middleNs();
        boolean complete = true;
        for (int s = 0; s < streams; s++) {
            if (inBase[s] < 0) {
                complete &= add(s, middleNs, members, timesNs, memberships);
            } else if (group.member(inBase[s]) != null) {
                members[s] = group.member(inBase[s]);
                timesNs[s] = group.timeNs(inBase[s]);
                memberships[s] = group.membership(inBase[s]);
            }
        }
        if (complete || settings.keepPartial) {
            for (int s = 0; s < streams; s++) {
                if (inBase[s] < 0 && (memberships[s] == Membership.OWN || memberships[s] == Membership.COPY)) {
                    followers[s].use();
                }
            }
            record.emit(MessageGroup.of(members, timesNs, memberships));
        } else {
            dropMembers(group);
        }
        for (int s = 0; s < streams; s++) {
            if (inBase[s] < 0) {
                release(s, middleNs);
            }
        }
    }

    /** Messages of the streams that are matched as messages of all streams. */
    private MessageGroup<M> overAll(MessageGroup<M> group) {
        @Nullable Object[] members = new Object[inBase.length];
        long[] timesNs = new long[inBase.length];
        for (int i = 0; i < baseStreams.length; i++) {
            if (group.member(i) != null) {
                members[baseStreams[i]] = group.member(i);
                timesNs[baseStreams[i]] = group.timeNs(i);
            }
        }
        return MessageGroup.of(members, timesNs);
    }

    private boolean add(int stream, long timeNs, @Nullable Object[] members, long[] timesNs, Membership[] memberships) {
        Follower<M> follower = followers[stream];
        if (settings.mode == RateMode.INTERPOLATE) {
            if (!follower.surrounds(timeNs, settings.reachNs)) {
                return false;
            }
            members[stream] = interpolator.between(
                    stream, follower.before(timeNs), follower.after(timeNs), follower.share(timeNs), timeNs);
            timesNs[stream] = timeNs;
            memberships[stream] = Membership.INTERPOLATED;
            return true;
        }
        long number = follower.nearest(timeNs, settings.reachNs, settings.mode == RateMode.DUPLICATE);
        if (number < 0) {
            return false;
        }
        members[stream] = follower.queue().message(number);
        timesNs[stream] = follower.queue().timeNs(number);
        memberships[stream] = follower.isUsed(number) ? Membership.COPY : Membership.OWN;
        return true;
    }

    private void dropMembers(MessageGroup<M> group) {
        for (int i = 0; i < baseStreams.length; i++) {
            M member = group.member(i);
            if (member != null && group.membership(i) == Membership.OWN) {
                record.drop(baseStreams[i], member, DropReason.UNMATCHED);
            }
        }
    }

    /** Nothing before the last message up to a time can be of use to a later group. */
    private void release(int stream, long timeNs) {
        Follower<M> follower = followers[stream];
        while (follower.queue().first() < follower.atOrBefore(timeNs)) {
            dropOldest(stream, DropReason.UNMATCHED);
        }
    }

    @Override
    public void end(int stream) {
        record.end(stream);
        if (inBase[stream] >= 0) {
            base.end(inBase[stream]);
        }
        handOn();
    }

    @Override
    public void finish() {
        base.finish();
        for (int s = 0; s < inBase.length; s++) {
            record.end(s);
        }
        handOn();
        for (int s = 0; s < inBase.length; s++) {
            while (inBase[s] < 0 && !followers[s].queue().isEmpty()) {
                dropOldest(s, DropReason.UNMATCHED);
            }
        }
    }

    @Override
    public MatchStatistics statistics() {
        MatchStatistics all = record.statistics();
        MatchStatistics policy = base.statistics();
        List<MatchStatistics.Stream> each = new ArrayList<>(all.streams());
        for (int i = 0; i < baseStreams.length; i++) {
            MatchStatistics.Stream own = each.get(baseStreams[i]);
            each.set(
                    baseStreams[i], own.withDeepestQueue(policy.streams().get(i).deepestQueue()));
        }
        return new MatchStatistics(
                all.groups(),
                all.partialGroups(),
                policy.disagreedGroups(),
                all.spread(),
                policy.forcedDecisions(),
                all.contradictions(),
                each);
    }
}
