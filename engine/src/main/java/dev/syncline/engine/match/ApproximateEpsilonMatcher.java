package dev.syncline.engine.match;

import org.jspecify.annotations.Nullable;

/**
 * ROS's ApproximateEpsilonTime policy: it looks at the heads of the queues alone. Where all lie within epsilon of the
 * oldest (inclusive), they are a group; else every head that does is dropped.
 *
 * @param <M> type of the messages
 */
public final class ApproximateEpsilonMatcher<M> implements StreamMatcher<M> {
    private final long epsilonNs;
    private final int queueSize;
    private final MessageTimes<M> times;
    private final MatchRecord<M> record;
    private final MessageQueue<M>[] queues;

    /**
     * A matcher that has seen no message.
     *
     * @param streams number of streams, at least 1
     * @param epsilonNs furthest that a head may lie behind the oldest, ns, 0 or more
     * @param queueSize messages of one stream that wait while another has none
     * @param stallNs silence after which a stream is reported, ns, above 0
     * @param times when a message happened
     * @param listener takes groups and dropped messages
     * @throws IllegalArgumentException when a number is out of its range
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
    public ApproximateEpsilonMatcher(
            int streams,
            long epsilonNs,
            int queueSize,
            long stallNs,
            MessageTimes<M> times,
            MatchListener<M> listener) {
        if (epsilonNs < 0) {
            throw new IllegalArgumentException("epsilon " + epsilonNs + " ns, expected 0 or more");
        }
        this.record = new MatchRecord<>(streams, stallNs, listener);
        this.epsilonNs = epsilonNs;
        this.queueSize = queueSize;
        this.times = times;
        this.queues = new MessageQueue[streams];
        for (int s = 0; s < streams; s++) {
            queues[s] = new MessageQueue<>(Math.addExact(queueSize, 1));
        }
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
        queues[stream].add(timeNs, message);
        if (allHaveHeads()) {
            process();
        } else if (queues[stream].size() > queueSize) {
            record.drop(stream, queues[stream].poll(), DropReason.OVERFLOW);
        }
        record.depth(stream, queues[stream].size());
        return true;
    }

    private boolean allHaveHeads() {
        for (MessageQueue<M> queue : queues) {
            if (queue.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private long headNs(int stream) {
        return queues[stream].timeNs(queues[stream].first());
    }

    private void process() {
        while (allHaveHeads()) {
            long oldestNs = Long.MAX_VALUE;
            long newestNs = Long.MIN_VALUE;
            for (int s = 0; s < queues.length; s++) {
                oldestNs = Math.min(oldestNs, headNs(s));
                newestNs = Math.max(newestNs, headNs(s));
            }
            if (newestNs - oldestNs <= epsilonNs) {
                emitHeads();
            } else {
                dropHeadsUpTo(oldestNs + epsilonNs);
            }
        }
    }

    private void emitHeads() {
        @Nullable Object[] members = new Object[queues.length];
        long[] timesNs = new long[queues.length];
        for (int s = 0; s < queues.length; s++) {
            timesNs[s] = headNs(s);
            members[s] = queues[s].poll();
        }
        record.emit(MessageGroup.of(members, timesNs));
    }

    private void dropHeadsUpTo(long timeNs) {
        for (int s = 0; s < queues.length; s++) {
            if (headNs(s) <= timeNs) {
                record.drop(s, queues[s].poll(), DropReason.UNMATCHED);
            }
        }
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
        }
    }

    @Override
    public MatchStatistics statistics() {
        return record.statistics();
    }
}
