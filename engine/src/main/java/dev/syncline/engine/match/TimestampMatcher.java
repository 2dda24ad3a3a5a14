package dev.syncline.engine.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best groups by time. A group has one message of every stream, {@code newest − oldest <= threshold}; no two groups
 * share a message, and none cross: what is earlier in one stream is earlier in all. Among all such choices it finds one
 * that is best by {@link MatchObjective}, exactly.
 *
 * <p>How: messages are gone through in order of time (of equal times, lower streams first). A best choice can always be
 * had in which a group, begun by its oldest message, takes in every other stream the first message from there on that
 * the group before it left over: any later one could be replaced by it without making the spread larger or taking
 * anything from the groups that follow. So the state after a group is the group alone, and only few states can still
 * win: a state is given up as soon as another has taken no more of any stream and is worth as much. When all that is
 * left agrees, its groups are handed on.
 *
 * <p>A group comes out once every stream has gone on for more than the threshold past its newest message, so the delay
 * is the threshold and a message period of the slowest stream. Where the streams leave more than one possibility open
 * for longer than {@link Settings#longestDelayNs}, or one's queue is full, the best so far is taken and counted in
 * {@link MatchStatistics#forcedDecisions()}. Memory is bounded by the queues' capacity.
 *
 * @param <M> type of the messages
 */
public final class TimestampMatcher<M> implements StreamMatcher<M> {
    /** More open states than this, and the least of them is given up. */
    private static final int MOST_STATES = 512;

    /**
     * How to match.
     *
     * @param thresholdNs longest spread of a group, ns; not negative
     * @param objective what makes a choice the best
     * @param capacity most messages of one stream that are kept
     * @param fullQueue what happens to a message that finds no room
     * @param longestDelayNs span that may stay undecided, ns
     * @param stallNs silence after which the others no longer wait for a stream, ns
     */
    public record Settings(
            long thresholdNs,
            MatchObjective objective,
            int capacity,
            FullQueue fullQueue,
            long longestDelayNs,
            long stallNs) {
        /**
         * Checks threshold and delay.
         *
         * @throws IllegalArgumentException when one is out of its range
         */
        public Settings {
            if (thresholdNs < 0 || thresholdNs > Long.MAX_VALUE >> 4) {
                throw new IllegalArgumentException("threshold " + thresholdNs + " ns, expected 0 to 18 years");
            }
            if (longestDelayNs <= 0 || longestDelayNs > Long.MAX_VALUE >> 2) {
                throw new IllegalArgumentException(
                        "longest delay " + longestDelayNs + " ns, expected more than 0 and at most 73 years");
            }
        }

        /**
         * {@return least cost, 4096 messages a stream, 50 thresholds (at least 1 s) of delay, stalled after 4
         * thresholds (at least 1 s) of silence}
         *
         * @param thresholdNs longest spread of a group, ns, 0 or more
         */
        public static Settings of(long thresholdNs) {
            return new Settings(
                    thresholdNs,
                    MatchObjective.LEAST_COST,
                    4096,
                    FullQueue.REFUSE,
                    Math.max(50 * Math.min(thresholdNs, Long.MAX_VALUE >> 8), 1_000_000_000L),
                    Math.max(MatchRecord.DEFAULT_STALL_NS, 4 * Math.min(thresholdNs, Long.MAX_VALUE / 8)));
        }

        /**
         * {@return the same with another objective}
         *
         * @param other what makes a choice the best
         */
        public Settings with(MatchObjective other) {
            return new Settings(thresholdNs, other, capacity, fullQueue, longestDelayNs, stallNs);
        }

        /**
         * {@return the same with other queues}
         *
         * @param otherCapacity most messages of one stream that are kept
         * @param otherFullQueue what happens to a message that finds no room
         */
        public Settings with(int otherCapacity, FullQueue otherFullQueue) {
            return new Settings(thresholdNs, objective, otherCapacity, otherFullQueue, longestDelayNs, stallNs);
        }

        /**
         * {@return the same with other limits of patience}
         *
         * @param otherDelayNs span that may stay undecided, ns, above 0
         * @param otherStallNs silence after which the others no longer wait for a stream, ns
         */
        public Settings withPatience(long otherDelayNs, long otherStallNs) {
            return new Settings(thresholdNs, objective, capacity, fullQueue, otherDelayNs, otherStallNs);
        }
    }

    private final int streams;
    private final long thresholdNs;
    private final Settings settings;
    private final MessageTimes<M> times;
    private final MatchRecord<M> record;
    private final MessageQueue<M>[] queues;

    /** Number of the first message of each stream that has not been gone through. */
    private final long[] head;

    /** Its time; {@link Long#MAX_VALUE} where it has not come. */
    private final long[] headNs;

    private final long[] lastNs;
    private final MatchStates states;
    private long passedNs = Long.MIN_VALUE;
    private int passedStream;
    private long doneBeforeNs = Long.MIN_VALUE;

    /**
     * A matcher that has seen no message.
     *
     * @param streams number of streams, at least 1
     * @param settings how to match
     * @param times when a message happened
     * @param listener takes groups and dropped messages
     * @throws IllegalArgumentException when a number is out of its range
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
    public TimestampMatcher(int streams, Settings settings, MessageTimes<M> times, MatchListener<M> listener) {
        this.record = new MatchRecord<>(streams, settings.stallNs, listener);
        this.streams = streams;
        this.thresholdNs = settings.thresholdNs;
        this.settings = settings;
        this.times = times;
        this.queues = new MessageQueue[streams];
        for (int s = 0; s < streams; s++) {
            queues[s] = new MessageQueue<>(settings.capacity);
        }
        this.head = new long[streams];
        this.headNs = new long[streams];
        Arrays.fill(headNs, Long.MAX_VALUE);
        this.lastNs = new long[streams];
        Arrays.fill(lastNs, Long.MIN_VALUE);
        this.states = new MatchStates(streams, settings.objective, thresholdNs, MOST_STATES);
    }

    @Override
    public int streams() {
        return streams;
    }

    @Override
    public boolean offer(int stream, M message) {
        long timeNs = times.timeNs(stream, message);
        record.sawTime(stream, timeNs);
        MessageQueue<M> queue = queues[stream];
        if (timeNs < lastNs[stream] || isPassed(timeNs, stream)) {
            record.received(stream);
            record.drop(stream, message, DropReason.LATE);
            return true;
        }
        if (queue.isFull() && !makeRoom(stream)) {
            record.refused(stream);
            return false;
        }
        record.received(stream);
        if (head[stream] == queue.end()) {
            headNs[stream] = timeNs;
        }
        queue.add(timeNs, message);
        record.depth(stream, queue.size());
        lastNs[stream] = timeNs;
        goOn();
        return true;
    }

    private boolean isPassed(long timeNs, int stream) {
        return timeNs < passedNs || (timeNs == passedNs && stream < passedStream);
    }

    private boolean makeRoom(int stream) {
        MessageQueue<M> queue = queues[stream];
        goOn();
        while (queue.isFull() && queue.first() < head[stream]) {
            settleOldest();
        }
        if (queue.isFull() && settings.fullQueue == FullQueue.DROP_OLDEST) {
            // An open choice may have taken the message that is to go.
            while (states.hasPending()) {
                settleOldest();
            }
        }
        if (queue.isFull() && settings.fullQueue == FullQueue.DROP_OLDEST) {
            record.drop(stream, queue.poll(), DropReason.OVERFLOW);
            head[stream] = queue.first();
            refreshHead(stream);
        }
        return !queue.isFull();
    }

    private void refreshHead(int stream) {
        MessageQueue<M> queue = queues[stream];
        headNs[stream] = head[stream] < queue.end() ? queue.timeNs(head[stream]) : Long.MAX_VALUE;
    }

    @Override
    public void end(int stream) {
        record.end(stream);
        goOn();
    }

    @Override
    public void finish() {
        for (int s = 0; s < streams; s++) {
            record.end(s);
        }
        goOn();
        // A queue that was full may have had its groups settled after the last message was gone through.
        handOnWhatIsDecided();
    }

    @Override
    public MatchStatistics statistics() {
        return record.statistics();
    }

    /** Everything up to here, this time not included, has come from every stream that is waited for. */
    private long knownBeforeNs() {
        long known = Long.MAX_VALUE;
        for (int s = 0; s < streams; s++) {
            if (lastNs[s] < known && record.isAwaited(s)) {
                known = lastNs[s];
            }
        }
        return known;
    }

    private void goOn() {
        long knownNs = knownBeforeNs();
        long beforeNs = knownNs == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : knownNs == Long.MIN_VALUE ? Long.MIN_VALUE : knownNs - thresholdNs;
        if (beforeNs <= doneBeforeNs && beforeNs != Long.MAX_VALUE) {
            return;
        }
        doneBeforeNs = beforeNs;
        while (step(beforeNs)) {
            if (!states.isDecided() && states.undecidedSinceNs() < passedNs - settings.longestDelayNs) {
                settleOldest();
            }
            handOnWhatIsDecided();
        }
    }

    private void handOnWhatIsDecided() {
        if (states.isDecided()) {
            handOn(states.takeDecided());
            countForced();
            releaseUpToHeads();
        }
    }

    /** Goes through the oldest message, if it is older than {@code beforeNs}. */
    private boolean step(long beforeNs) {
        long oldestNs = Long.MAX_VALUE;
        long newestNs = Long.MIN_VALUE;
        int oldest = -1;
        for (int s = 0; s < streams; s++) {
            long ns = headNs[s];
            if (ns < oldestNs) {
                oldestNs = ns;
                oldest = s;
            }
            newestNs = Math.max(newestNs, ns);
        }
        if (oldest < 0 || oldestNs >= beforeNs) {
            return false;
        }
        // A head that has not come is at the end of time, so this also asks whether there are all of them.
        if (newestNs != Long.MAX_VALUE && newestNs - oldestNs <= thresholdNs) {
            states.begin(oldest, oldestNs, newestNs, head, queues);
        }
        passedNs = oldestNs;
        passedStream = oldest;
        head[oldest]++;
        refreshHead(oldest);
        states.passed(head);
        return true;
    }

    /** Nothing open can use a message that was gone through: those in no group leave. */
    private void releaseUpToHeads() {
        for (int s = 0; s < streams; s++) {
            dropBefore(s, head[s]);
        }
    }

    private void dropBefore(int stream, long number) {
        MessageQueue<M> queue = queues[stream];
        while (queue.first() < number) {
            record.drop(stream, queue.poll(), DropReason.UNMATCHED);
        }
    }

    /** Hands on groups, the last first in the chain of states. */
    private void handOn(MatchStates.@Nullable State last) {
        if (last == null) {
            return;
        }
        handOn(last.before());
        hand(last);
    }

    private void hand(MatchStates.State state) {
        @Nullable Object[] members = new Object[streams];
        long[] timesNs = new long[streams];
        for (int s = 0; s < streams; s++) {
            dropBefore(s, state.number(s));
            timesNs[s] = queues[s].timeNs(state.number(s));
            members[s] = queues[s].poll();
        }
        record.emit(MessageGroup.of(members, timesNs));
    }

    /** Decides the oldest of what is open: for sure where all agree on it, else for the best so far. */
    private void settleOldest() {
        MatchStates.State oldest = states.takeOldest();
        countForced();
        if (oldest == null) {
            releaseUpToHeads();
            return;
        }
        hand(oldest);
        for (int s = 0; s < streams; s++) {
            if (head[s] < queues[s].first()) {
                head[s] = queues[s].first();
                refreshHead(s);
            }
        }
        states.passed(head);
    }

    private void countForced() {
        if (states.tookByForce()) {
            record.forced();
        }
    }
}
