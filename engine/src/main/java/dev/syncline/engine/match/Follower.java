package dev.syncline.engine.match;

import java.util.ArrayDeque;

/** The messages of a stream that follows others' groups. */
final class Follower<M> {
    private final MessageQueue<M> queue;
    private long lastNs = Long.MIN_VALUE;
    private long lastUsed = -1;
    private long chosen = -1;

    /** Numbers of the messages that groups have had and that are still kept, in ascending order. */
    private final ArrayDeque<Long> used = new ArrayDeque<>();

    Follower(int capacity) {
        this.queue = new MessageQueue<>(capacity);
    }

    MessageQueue<M> queue() {
        return queue;
    }

    /** Time of the last message, ns; the lowest number where there was none. */
    long lastNs() {
        return lastNs;
    }

    void add(long timeNs, M message) {
        queue.add(timeNs, message);
        lastNs = timeNs;
    }

    /** Whether a group has had a message, or one after it, already. */
    boolean isUsed(long number) {
        return number <= lastUsed;
    }

    /** The message that was chosen last goes into a group. */
    void use() {
        if (chosen > lastUsed) {
            lastUsed = chosen;
            used.add(chosen);
        }
    }

    /** Whether a group has had the oldest message that is kept, which is about to leave. */
    boolean oldestWasUsed() {
        Long first = used.peek();
        if (first != null && first == queue.first()) {
            used.remove();
            return true;
        }
        return false;
    }

    /** Number of the last message at or before a time; one less than the first where all are later. */
    long atOrBefore(long timeNs) {
        long low = queue.first() - 1;
        long high = queue.end() - 1;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (queue.timeNs(middle) <= timeNs) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Chooses the message nearest to a time, the earlier of two as near; −1 where none is within reach. */
    long nearest(long timeNs, long reachNs, boolean again) {
        long before = atOrBefore(timeNs);
        long beforeNs =
                before >= queue.first() && (again || !isUsed(before)) ? timeNs - queue.timeNs(before) : Long.MAX_VALUE;
        long after = Math.max(before + 1, again ? 0 : lastUsed + 1);
        long afterNs = after < queue.end() ? queue.timeNs(after) - timeNs : Long.MAX_VALUE;
        chosen = beforeNs <= afterNs ? before : after;
        return Math.min(beforeNs, afterNs) <= reachNs ? chosen : -1;
    }

    /** Whether there are messages on either side of a time, no further apart than a gap may be. */
    boolean surrounds(long timeNs, long longestGapNs) {
        long before = atOrBefore(timeNs);
        if (before < queue.first()) {
            return false;
        }
        if (queue.timeNs(before) == timeNs) {
            return true;
        }
        return before + 1 < queue.end() && queue.timeNs(before + 1) - queue.timeNs(before) <= longestGapNs;
    }

    M before(long timeNs) {
        return queue.message(atOrBefore(timeNs));
    }

    /** The first message after a time; where the one before is at that very time and the last, that one. */
    M after(long timeNs) {
        return queue.message(Math.min(atOrBefore(timeNs) + 1, queue.end() - 1));
    }

    /** How far a time lies between the messages around it, 0 to 1. */
    double share(long timeNs) {
        long before = atOrBefore(timeNs);
        long beforeNs = queue.timeNs(before);
        if (beforeNs == timeNs) {
            return 0;
        }
        return (double) (timeNs - beforeNs) / (queue.timeNs(before + 1) - beforeNs);
    }
}
