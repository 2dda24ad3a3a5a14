package dev.syncline.engine.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Groups by sequence number: messages with the same number belong together, as on a device whose cameras run at one rate
 * and began together. Gaps are seen and not waited for; a counter that wraps counts on. Where a number goes back while
 * time goes on, or leaps by more than time does, the message is held until the next ones say whether the stream
 * restarted: {@value #EVIDENCE} in a row that go on from it. Then it is put back in step by its times; a message alone
 * had a late stamp or a wrong number.
 *
 * <p>A group goes out when it is complete, or when every stream that is waited for has passed its number; then it goes
 * out only if it has enough members. Messages of one number that lie further apart than the threshold contradict each
 * other: they are told to the listener and are no group. At most {@link Settings#window} numbers are open at once.
 *
 * @param <M> type of the messages
 */
public final class SequenceMatcher<M> implements StreamMatcher<M> {
    /**
     * How to match.
     *
     * @param counterBits width of the counter, after which it wraps; 8 to 64
     * @param window most numbers that are open at once, and the largest step back that is still a message out of order
     * @param leastMembers streams that a group needs; as many as there are for complete groups only
     * @param thresholdNs longest spread of a group, ns
     * @param stallNs silence after which the others no longer wait for a stream, ns
     */
    public record Settings(int counterBits, int window, int leastMembers, long thresholdNs, long stallNs) {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException when one is out of its range
         */
        public Settings {
            if (counterBits < 8 || counterBits > 64) {
                throw new IllegalArgumentException("counter of " + counterBits + " bits, expected 8 to 64");
            }
            if (window < 1 || (counterBits < 32 && window > 1 << (counterBits - 2))) {
                throw new IllegalArgumentException(
                        "window=" + window + ", expected 1 to a quarter of the counter's range");
            }
            if (leastMembers < 1) {
                throw new IllegalArgumentException("leastMembers=" + leastMembers + ", expected at least 1");
            }
            if (thresholdNs < 0) {
                throw new IllegalArgumentException("thresholdNs=" + thresholdNs + ", expected 0 or more");
            }
        }

        /**
         * {@return a counter that does not wrap, 64 open numbers, complete groups only, stalled after 1 s of silence}
         *
         * @param streams number of streams
         * @param thresholdNs longest spread of a group, ns, 0 or more
         */
        public static Settings of(int streams, long thresholdNs) {
            return new Settings(64, 64, streams, thresholdNs, MatchRecord.DEFAULT_STALL_NS);
        }
    }

    private static final int EVIDENCE = 3;

    private record Open(@Nullable Object[] members, long[] timesNs) {}

    /** A message whose number and time do not go together. */
    private record Held<M>(long raw, long timeNs, M message) {}

    private final int streams;
    private final Settings settings;
    private final MessageTimes<M> times;
    private final ToLongFunction<M> sequences;
    private final MatchRecord<M> record;
    private final TreeMap<Long, Open> open = new TreeMap<>();
    private final SequenceCounter[] counters;
    private final List<List<Held<M>>> held = new ArrayList<>();
    private final int[] depth;
    private long doneNumber = Long.MIN_VALUE;

    /**
     * A matcher that has seen no message.
     *
     * @param streams number of streams, at least 1
     * @param settings how to match
     * @param times when a message happened
     * @param sequences a message's number, in the counter's range
     * @param listener takes groups, dropped messages, restarts and contradictions
     * @throws IllegalArgumentException when a number is out of its range, or a group needs more members than there are
     *     streams
     */
    public SequenceMatcher(
            int streams,
            Settings settings,
            MessageTimes<M> times,
            ToLongFunction<M> sequences,
            MatchListener<M> listener) {
        if (settings.leastMembers > streams) {
            throw new IllegalArgumentException(
                    "groups of at least " + settings.leastMembers + " of " + streams + " streams");
        }
        this.record = new MatchRecord<>(streams, settings.stallNs, listener);
        this.streams = streams;
        this.settings = settings;
        this.times = times;
        this.sequences = sequences;
        this.counters = new SequenceCounter[streams];
        for (int s = 0; s < streams; s++) {
            counters[s] = new SequenceCounter(settings.counterBits, settings.window);
            held.add(new ArrayList<>(EVIDENCE));
        }
        this.depth = new int[streams];
    }

    @Override
    public int streams() {
        return streams;
    }

    @Override
    public boolean offer(int stream, M message) {
        long timeNs = times.timeNs(stream, message);
        long raw = sequences.applyAsLong(message);
        record.sawTime(stream, timeNs);
        record.received(stream);
        SequenceCounter counter = counters[stream];
        switch (counter.see(raw, timeNs)) {
            case REPEATED -> record.drop(stream, message, DropReason.DUPLICATE);
            case BACK -> put(stream, counter.numberOf(raw), timeNs, message);
            case DOUBTFUL -> hold(stream, new Held<>(raw, timeNs, message));
            case FORWARD -> {
                List<Held<M>> doubtful = held.get(stream);
                if (!doubtful.isEmpty()
                        && counter.followsBetter(doubtful.getLast().raw, doubtful.getLast().timeNs, raw, timeNs)) {
                    hold(stream, new Held<>(raw, timeNs, message));
                } else {
                    release(stream);
                    counter.advance(raw, timeNs);
                    put(stream, counter.lastNumber(), timeNs, message);
                }
            }
        }
        goOn();
        return true;
    }

    private void hold(int stream, Held<M> message) {
        List<Held<M>> doubtful = held.get(stream);
        if (!doubtful.isEmpty()
                && !counters[stream].follows(
                        doubtful.getLast().raw, doubtful.getLast().timeNs, message.raw, message.timeNs)) {
            release(stream);
        }
        doubtful.add(message);
        if (doubtful.size() == EVIDENCE) {
            restart(stream, doubtful);
        }
    }

    private void restart(int stream, List<Held<M>> messages) {
        SequenceCounter counter = counters[stream];
        Held<M> first = messages.getFirst();
        long before = counter.lastRaw();
        long number = numberAt(stream, first.timeNs);
        // Where it counts on as it did before a wrong number, nothing restarted.
        boolean asBefore = number == counter.numberOf(first.raw);
        counter.restart(first.raw, first.timeNs, number);
        if (!asBefore) {
            record.restarted(stream, before, first.raw, number - first.raw);
        }
        put(stream, number, first.timeNs, first.message);
        for (Held<M> next : messages.subList(1, messages.size())) {
            counter.advance(next.raw, next.timeNs);
            put(stream, counter.lastNumber(), next.timeNs, next.message);
        }
        messages.clear();
    }

    /** Messages that were held and that no other followed: their stamps were late, or their numbers wrong. */
    private void release(int stream) {
        SequenceCounter counter = counters[stream];
        for (Held<M> stray : held.get(stream)) {
            record.strayed(stream, stray.raw, stray.timeNs);
            if (counter.isNear(stray.raw)) {
                put(stream, counter.numberOf(stray.raw), stray.timeNs, stray.message);
            } else {
                record.drop(stream, stray.message, DropReason.CONTRADICTED);
            }
        }
        held.get(stream).clear();
    }

    /** The number that the other streams had or will have at a time; for a stream alone, its own next one. */
    private long numberAt(int stream, long timeNs) {
        SequenceCounter nearest = null;
        for (int s = 0; s < streams; s++) {
            SequenceCounter other = counters[s];
            if (s != stream
                    && other.hasRate()
                    && (nearest == null || other.distanceNs(timeNs) < nearest.distanceNs(timeNs))) {
                nearest = other;
            }
        }
        SequenceCounter own = counters[stream];
        return nearest != null ? nearest.numberAt(timeNs) : Math.max(own.lastNumber() + 1, own.numberAt(timeNs));
    }

    private void put(int stream, long number, long timeNs, M message) {
        if (number <= doneNumber) {
            record.drop(stream, message, DropReason.LATE);
            return;
        }
        Open group = open.computeIfAbsent(number, n -> new Open(new Object[streams], new long[streams]));
        if (group.members[stream] != null) {
            record.drop(stream, message, DropReason.DUPLICATE);
            return;
        }
        group.members[stream] = message;
        group.timesNs[stream] = timeNs;
        depth[stream]++;
        record.depth(stream, depth[stream]);
    }

    private void goOn() {
        while (!open.isEmpty()) {
            boolean full = open.size() > settings.window;
            if (!full && !isPassedByAll(open.firstKey())) {
                return;
            }
            close(open.pollFirstEntry(), full ? DropReason.OVERFLOW : DropReason.UNMATCHED);
        }
    }

    /** Whether every stream that is waited for has come to a number or gone past it. */
    private boolean isPassedByAll(long number) {
        for (int s = 0; s < streams; s++) {
            if (record.isAwaited(s) && !(counters[s].hasBegun() && counters[s].lastNumber() >= number)) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked") // only messages of this type are ever put in
    private void close(Map.@Nullable Entry<Long, Open> entry, DropReason reason) {
        if (entry == null) {
            return;
        }
        doneNumber = entry.getKey();
        Open group = entry.getValue();
        int count = 0;
        for (int s = 0; s < streams; s++) {
            if (group.members[s] != null) {
                count++;
                depth[s]--;
            }
        }
        if (count >= settings.leastMembers) {
            MessageGroup<M> found = MessageGroup.of(group.members, group.timesNs);
            if (found.isSynced(settings.thresholdNs)) {
                record.emit(found);
                return;
            }
            record.contradicted(doneNumber, found);
            reason = DropReason.CONTRADICTED;
        }
        for (int s = 0; s < streams; s++) {
            Object member = group.members[s];
            if (member != null) {
                record.drop(s, (M) member, reason);
            }
        }
    }

    @Override
    public void end(int stream) {
        release(stream);
        record.end(stream);
        goOn();
    }

    @Override
    public void finish() {
        for (int s = 0; s < streams; s++) {
            release(s);
            record.end(s);
        }
        goOn();
    }

    @Override
    public MatchStatistics statistics() {
        return record.statistics();
    }
}
