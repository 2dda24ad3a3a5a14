package dev.syncline.engine.match;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * ROS's ExactTime policy: messages with the same time belong together. A group goes out when its last message comes; with
 * it everything as old or older is dropped. At most {@code queueSize} times are kept, 0 for no limit; the oldest goes
 * first.
 *
 * @param <M> type of the messages
 */
public final class ExactTimeMatcher<M> implements StreamMatcher<M> {
    private final int queueSize;
    private final MessageTimes<M> times;
    private final MatchRecord<M> record;
    private final TreeMap<Long, @Nullable Object[]> waiting = new TreeMap<>();
    private final int[] depth;

    /**
     * A matcher that has seen no message.
     *
     * @param streams number of streams, at least 1
     * @param queueSize most different times that wait; 0 for no limit
     * @param stallNs silence after which a stream is reported, ns, above 0
     * @param times when a message happened
     * @param listener takes groups and dropped messages
     * @throws IllegalArgumentException when a number is out of its range
     */
    public ExactTimeMatcher(
            int streams, int queueSize, long stallNs, MessageTimes<M> times, MatchListener<M> listener) {
        if (queueSize < 0) {
            throw new IllegalArgumentException("queueSize=" + queueSize + ", expected 0 or more");
        }
        this.record = new MatchRecord<>(streams, stallNs, listener);
        this.queueSize = queueSize;
        this.times = times;
        this.depth = new int[streams];
    }

    @Override
    public int streams() {
        return depth.length;
    }

    @Override
    public boolean offer(int stream, M message) {
        long timeNs = times.timeNs(stream, message);
        record.sawTime(stream, timeNs);
        record.received(stream);
        @Nullable Object[] members = waiting.computeIfAbsent(timeNs, t -> new Object[depth.length]);
        if (members[stream] != null) {
            drop(stream, members[stream], DropReason.DUPLICATE);
        }
        members[stream] = message;
        depth[stream]++;
        record.depth(stream, depth[stream]);
        if (isFull(members)) {
            emit(timeNs, members);
        }
        while (queueSize > 0 && waiting.size() > queueSize) {
            drop(waiting.pollFirstEntry(), DropReason.OVERFLOW);
        }
        return true;
    }

    private static boolean isFull(@Nullable Object[] members) {
        for (Object member : members) {
            if (member == null) {
                return false;
            }
        }
        return true;
    }

    private void emit(long timeNs, @Nullable Object[] members) {
        long[] timesNs = new long[members.length];
        java.util.Arrays.fill(timesNs, timeNs);
        waiting.remove(timeNs);
        for (int s = 0; s < depth.length; s++) {
            depth[s]--;
        }
        record.emit(MessageGroup.of(members, timesNs));
        while (!waiting.isEmpty() && waiting.firstKey() <= timeNs) {
            drop(waiting.pollFirstEntry(), DropReason.UNMATCHED);
        }
    }

    private void drop(Map.@Nullable Entry<Long, @Nullable Object[]> entry, DropReason reason) {
        if (entry == null) {
            return;
        }
        @Nullable Object[] members = entry.getValue();
        for (int s = 0; s < members.length; s++) {
            drop(s, members[s], reason);
        }
    }

    @SuppressWarnings("unchecked") // only messages of this type are ever put in
    private void drop(int stream, @Nullable Object message, DropReason reason) {
        if (message != null) {
            depth[stream]--;
            record.drop(stream, (M) message, reason);
        }
    }

    @Override
    public void end(int stream) {
        record.end(stream);
    }

    @Override
    public void finish() {
        for (int s = 0; s < depth.length; s++) {
            record.end(s);
        }
        while (!waiting.isEmpty()) {
            drop(waiting.pollFirstEntry(), DropReason.UNMATCHED);
        }
    }

    @Override
    public MatchStatistics statistics() {
        return record.statistics();
    }
}
