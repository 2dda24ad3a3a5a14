package dev.syncline.engine.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ROS's ApproximateTime policy. It looks for the set of least span around a pivot, the newest of the first heads: from
 * candidate to candidate the oldest head is passed over, and a later candidate must be better by an age penalty. A
 * candidate is sent as soon as none that is still possible can beat it. Sets share no message and never cross; but each
 * is chosen for itself, so a set can cost its neighbours theirs.
 *
 * @param <M> type of the messages
 */
public final class ApproximateTimeMatcher<M> implements StreamMatcher<M> {
    private static final int NO_PIVOT = -1;

    /**
     * The policy's parameters.
     *
     * @param queueSize most messages of a stream that are kept; at least 1, better 2
     * @param agePenalty how much better a later set must be: 0.1 asks for a tenth
     * @param longestIntervalNs sets that span more are not looked at, ns
     * @param lowerBoundsNs least time between two messages of each stream, if known, ns; lets sets go out earlier. Empty
     *     for none
     * @param stallNs silence after which a stream is reported, ns
     */
    public record Settings(
            int queueSize, double agePenalty, long longestIntervalNs, long[] lowerBoundsNs, long stallNs) {
        /**
         * Checks the parameters.
         *
         * @throws IllegalArgumentException when one is out of its range
         */
        public Settings {
            if (queueSize < 1) {
                throw new IllegalArgumentException("queueSize=" + queueSize + ", expected at least 1");
            }
            if (!(agePenalty >= 0)) {
                throw new IllegalArgumentException("age penalty " + agePenalty + ", expected 0 or more");
            }
            if (longestIntervalNs < 0) {
                throw new IllegalArgumentException("longest interval " + longestIntervalNs + " ns, expected 0 or more");
            }
            for (long bound : lowerBoundsNs) {
                if (bound < 0) {
                    throw new IllegalArgumentException("lower bound " + bound + " ns, expected 0 or more");
                }
            }
        }

        /**
         * {@return age penalty 0.1, no lower bounds, stalled after 1 s of silence}
         *
         * @param queueSize most messages of a stream that are kept; at least 1, better 2
         * @param longestIntervalNs sets that span more are not looked at, ns, 0 or more
         */
        public static Settings of(int queueSize, long longestIntervalNs) {
            return new Settings(queueSize, 0.1, longestIntervalNs, new long[0], MatchRecord.DEFAULT_STALL_NS);
        }
    }

    private final Settings settings;
    private final MessageTimes<M> times;
    private final MatchRecord<M> record;
    private final MessageQueue<M>[] queues;

    /** Each stream's first message that the search has not passed over; those before it may come back. */
    private final long[] head;

    private final boolean[] hasDropped;
    private int pivot = NO_PIVOT;
    private long pivotNs;
    private long candidateStartNs;
    private long candidateEndNs;

    /**
     * A matcher that has seen no message.
     *
     * @param streams number of streams, at least 1
     * @param settings the policy's parameters; lower bounds for every stream or for none
     * @param times when a message happened
     * @param listener takes groups and dropped messages
     * @throws IllegalArgumentException when a number is out of its range, or the bounds are not as many as the streams
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
    public ApproximateTimeMatcher(int streams, Settings settings, MessageTimes<M> times, MatchListener<M> listener) {
        if (settings.lowerBoundsNs.length != 0 && settings.lowerBoundsNs.length != streams) {
            throw new IllegalArgumentException(
                    settings.lowerBoundsNs.length + " lower bounds for " + streams + " streams");
        }
        this.record = new MatchRecord<>(streams, settings.stallNs, listener);
        this.settings = settings;
        this.times = times;
        this.queues = new MessageQueue[streams];
        for (int s = 0; s < streams; s++) {
            queues[s] = new MessageQueue<>(Math.addExact(settings.queueSize, 1));
        }
        this.head = new long[streams];
        this.hasDropped = new boolean[streams];
    }

    @Override
    public int streams() {
        return queues.length;
    }

    @Override
    public boolean offer(int stream, M message) {
        long timeNs = times.timeNs(stream, message);
        record.sawTime(stream, timeNs);
        record.received(stream);
        boolean hadHead = hasHead(stream);
        queues[stream].add(timeNs, message);
        if (!hadHead && allHaveHeads()) {
            process();
        }
        if (queues[stream].size() > settings.queueSize) {
            overflow(stream);
        }
        record.depth(stream, queues[stream].size());
        return true;
    }

    private void overflow(int stream) {
        recover();
        record.drop(stream, queues[stream].poll(), DropReason.OVERFLOW);
        head[stream] = queues[stream].first();
        hasDropped[stream] = true;
        if (pivot != NO_PIVOT) {
            pivot = NO_PIVOT;
            process();
        }
    }

    private boolean hasHead(int stream) {
        return head[stream] < queues[stream].end();
    }

    private boolean allHaveHeads() {
        for (int s = 0; s < head.length; s++) {
            if (!hasHead(s)) {
                return false;
            }
        }
        return true;
    }

    private long headNs(int stream) {
        return queues[stream].timeNs(head[stream]);
    }

    /** The stream of the newest head, the last of equal ones. */
    private int newest() {
        int newest = 0;
        for (int s = 1; s < head.length; s++) {
            newest = headNs(s) >= headNs(newest) ? s : newest;
        }
        return newest;
    }

    /** The stream of the oldest head, the first of equal ones. */
    private int oldest() {
        int oldest = 0;
        for (int s = 1; s < head.length; s++) {
            oldest = headNs(s) < headNs(oldest) ? s : oldest;
        }
        return oldest;
    }

    private long penalised(long spanNs) {
        return settings.agePenalty == 0 ? spanNs : (long) (spanNs * (1 + settings.agePenalty));
    }

    private void process() {
        while (allHaveHeads()) {
            int end = newest();
            int start = oldest();
            long endNs = headNs(end);
            long startNs = headNs(start);
            for (int s = 0; s < head.length; s++) {
                hasDropped[s] &= s == end;
            }
            if (pivot == NO_PIVOT) {
                if (endNs - startNs > settings.longestIntervalNs || hasDropped[end]) {
                    dropHead(start);
                    continue;
                }
                makeCandidate(startNs, endNs);
                pivot = end;
                pivotNs = endNs;
            } else if (penalised(endNs - candidateEndNs) < startNs - candidateStartNs) {
                makeCandidate(startNs, endNs);
            }
            head[start]++;
            if (start == pivot || penalised(endNs - candidateEndNs) >= pivotNs - candidateStartNs) {
                publish();
            } else if (!allHaveHeads() && isProvenBest()) {
                publish();
            }
        }
    }

    /** Only without a candidate: then nothing is passed over, and the head is the first. */
    private void dropHead(int stream) {
        record.drop(stream, queues[stream].poll(), DropReason.UNMATCHED);
        head[stream] = queues[stream].first();
    }

    /** The heads become the candidate; what was passed over before them can be of no more use. */
    private void makeCandidate(long startNs, long endNs) {
        candidateStartNs = startNs;
        candidateEndNs = endNs;
        for (int s = 0; s < head.length; s++) {
            while (queues[s].first() < head[s]) {
                record.drop(s, queues[s].poll(), DropReason.UNMATCHED);
            }
        }
    }

    /** Goes on with the earliest times at which missing messages could come. Leaves the heads as they were. */
    private boolean isProvenBest() {
        long[] before = head.clone();
        try {
            while (true) {
                long startNs = Long.MAX_VALUE;
                long endNs = Long.MIN_VALUE;
                int start = 0;
                for (int s = 0; s < head.length; s++) {
                    long ns = virtualNs(s);
                    if (ns < startNs) {
                        startNs = ns;
                        start = s;
                    }
                    endNs = Math.max(endNs, ns);
                }
                long later = penalised(endNs - candidateEndNs);
                if (later >= pivotNs - candidateStartNs) {
                    return true;
                }
                if (later < startNs - candidateStartNs) {
                    return false;
                }
                head[start]++;
            }
        } finally {
            System.arraycopy(before, 0, head, 0, head.length);
        }
    }

    private long virtualNs(int stream) {
        if (hasHead(stream)) {
            return headNs(stream);
        }
        long bound = settings.lowerBoundsNs.length == 0 ? 0 : settings.lowerBoundsNs[stream];
        return Math.max(queues[stream].timeNs(queues[stream].end() - 1) + bound, pivotNs);
    }

    private void publish() {
        @Nullable Object[] members = new Object[queues.length];
        long[] timesNs = new long[queues.length];
        for (int s = 0; s < queues.length; s++) {
            timesNs[s] = queues[s].timeNs(queues[s].first());
            members[s] = queues[s].poll();
        }
        pivot = NO_PIVOT;
        recover();
        record.emit(MessageGroup.of(members, timesNs));
    }

    /** What was passed over comes back. */
    private void recover() {
        Arrays.setAll(head, s -> queues[s].first());
    }

    @Override
    public void end(int stream) {
        record.end(stream);
    }

    @Override
    public void finish() {
        for (int s = 0; s < queues.length; s++) {
            record.end(s);
            while (!queues[s].isEmpty()) {
                record.drop(s, queues[s].poll(), DropReason.UNMATCHED);
            }
            head[s] = queues[s].first();
        }
        pivot = NO_PIVOT;
    }

    @Override
    public MatchStatistics statistics() {
        return record.statistics();
    }
}
