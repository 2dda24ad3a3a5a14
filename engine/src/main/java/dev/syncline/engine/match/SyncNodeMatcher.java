package dev.syncline.engine.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What DepthAI's Sync node sends, message for message: it is greedy, takes the first set that is close enough, and never
 * looks back.
 *
 * <ol>
 *   <li>One message is taken from every input, in the inputs' order, waiting for each.
 *   <li>Where the attempts so far are more than {@code syncAttempts}, and that is not −1, the set is sent as it is.
 *   <li>Where newest − oldest is below the threshold (strictly: a threshold of 0 never matches), it is sent.
 *   <li>Else the oldest message, of equal ones that of the first input, is dropped for its input's next; that is one more
 *       attempt; and on with 2.
 * </ol>
 *
 * So {@code syncAttempts} = 0 still replaces one message, and n replaces up to n + 1. The node itself breaks ties in the
 * order of a hash table; ours is the order of the inputs. A silent input silences the node: that is reported as a stall,
 * and nothing else is done about it, as in the node.
 *
 * @param <M> type of the messages
 */
public final class SyncNodeMatcher<M> implements StreamMatcher<M> {
    /** What {@code syncAttempts} is for "until it fits". */
    public static final int UNLIMITED = -1;

    /** The node warns on every pass above this many attempts. */
    private static final int ATTEMPTS_BEFORE_WARNING = 50;

    /**
     * The node's properties; its own defaults are 10 ms, −1 and queues of 10 that drop their oldest message.
     *
     * @param thresholdNs spread that a set must stay below, ns
     * @param syncAttempts replacements before a set is sent anyway, less one; −1 for no end
     * @param queueSize messages that wait at each input
     * @param stallNs silence after which a stream is reported, ns
     */
    public record Settings(long thresholdNs, int syncAttempts, int queueSize, long stallNs) {
        /**
         * Checks threshold and attempts.
         *
         * @throws IllegalArgumentException when the threshold is negative or the attempts are below −1
         */
        public Settings {
            if (thresholdNs < 0) {
                throw new IllegalArgumentException("threshold " + thresholdNs + " ns, expected 0 or more");
            }
            if (syncAttempts < UNLIMITED) {
                throw new IllegalArgumentException("syncAttempts=" + syncAttempts + ", expected -1 or more");
            }
        }

        /**
         * {@return the node's defaults but for these two}
         *
         * @param thresholdNs spread that a set must stay below, ns, 0 or more
         * @param syncAttempts replacements before a set is sent anyway, less one; −1 for no end
         */
        public static Settings of(long thresholdNs, int syncAttempts) {
            return new Settings(thresholdNs, syncAttempts, 10, MatchRecord.DEFAULT_STALL_NS);
        }
    }

    private final Settings settings;
    private final MessageTimes<M> times;
    private final MatchRecord<M> record;
    private final MessageQueue<M>[] queues;
    private final @Nullable Object[] taken;
    private final long[] takenNs;

    /** First input that the set still lacks a message of; the number of inputs while the set is complete. */
    private int filling;

    private int replacing = -1;
    private int attempts;
    private long warnings;

    /**
     * A matcher that has seen no message.
     *
     * @param streams number of inputs, at least 1
     * @param settings the node's properties
     * @param times when a message happened
     * @param listener takes sets and dropped messages
     * @throws IllegalArgumentException when a number is out of its range
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
    public SyncNodeMatcher(int streams, Settings settings, MessageTimes<M> times, MatchListener<M> listener) {
        this.record = new MatchRecord<>(streams, settings.stallNs, listener);
        this.settings = settings;
        this.times = times;
        this.queues = new MessageQueue[streams];
        for (int s = 0; s < streams; s++) {
            queues[s] = new MessageQueue<>(settings.queueSize);
        }
        this.taken = new Object[streams];
        this.takenNs = new long[streams];
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
        MessageQueue<M> queue = queues[stream];
        if (queue.isFull()) {
            record.drop(stream, queue.poll(), DropReason.OVERFLOW);
        }
        queue.add(timeNs, message);
        record.depth(stream, queue.size());
        run();
        return true;
    }

    @Override
    public void end(int stream) {
        record.end(stream);
    }

    @Override
    public void finish() {
        for (int s = 0; s < queues.length; s++) {
            record.end(s);
            dropTaken(s);
            while (!queues[s].isEmpty()) {
                record.drop(s, queues[s].poll(), DropReason.UNMATCHED);
            }
        }
    }

    @Override
    public MatchStatistics statistics() {
        return record.statistics();
    }

    /** {@return times that the node would have warned of a set that does not come together} */
    public long warnings() {
        return warnings;
    }

    private void run() {
        while (fill()) {
            if (isToBeSent()) {
                send();
            } else {
                replacing = oldest();
                dropTaken(replacing);
            }
        }
    }

    /** Gets what the set lacks. False where that has not come yet. */
    private boolean fill() {
        while (filling < queues.length) {
            if (!take(filling)) {
                return false;
            }
            filling++;
        }
        if (replacing >= 0) {
            if (!take(replacing)) {
                return false;
            }
            replacing = -1;
            attempts++;
        }
        return true;
    }

    private boolean take(int stream) {
        MessageQueue<M> queue = queues[stream];
        if (queue.isEmpty()) {
            return false;
        }
        takenNs[stream] = queue.timeNs(queue.first());
        taken[stream] = queue.poll();
        return true;
    }

    private boolean isToBeSent() {
        warnings += attempts > ATTEMPTS_BEFORE_WARNING ? 1 : 0;
        if (gaveUp()) {
            warnings += settings.syncAttempts == 0 ? 0 : 1;
            return true;
        }
        return agree();
    }

    private boolean gaveUp() {
        return settings.syncAttempts != UNLIMITED && attempts > settings.syncAttempts;
    }

    private boolean agree() {
        long oldestNs = Long.MAX_VALUE;
        long newestNs = Long.MIN_VALUE;
        for (long ns : takenNs) {
            oldestNs = Math.min(oldestNs, ns);
            newestNs = Math.max(newestNs, ns);
        }
        return newestNs - oldestNs < settings.thresholdNs;
    }

    private int oldest() {
        int oldest = 0;
        for (int s = 1; s < takenNs.length; s++) {
            oldest = takenNs[s] < takenNs[oldest] ? s : oldest;
        }
        return oldest;
    }

    private void send() {
        @Nullable Object[] members = Arrays.copyOf(taken, taken.length);
        long[] timesNs = takenNs.clone();
        record.emit(
                gaveUp() && !agree() ? MessageGroup.sentAnyway(members, timesNs) : MessageGroup.of(members, timesNs));
        Arrays.fill(taken, null);
        filling = 0;
        attempts = 0;
    }

    @SuppressWarnings("unchecked") // only messages of this type are ever put in
    private void dropTaken(int stream) {
        Object message = taken[stream];
        if (message != null) {
            taken[stream] = null;
            record.drop(stream, (M) message, DropReason.UNMATCHED);
        }
    }
}
