package dev.syncline.engine.match;

/**
 * Takes what a matcher finds, on the thread that offers the messages.
 *
 * @param <M> type of the messages
 */
@FunctionalInterface
public interface MatchListener<M> {
    /**
     * A group was found. Groups of one matcher come in order of time.
     *
     * @param group the messages that belong together
     */
    void group(MessageGroup<M> group);

    /**
     * A message will be in no group.
     *
     * @param stream number of its stream
     * @param message the message
     * @param reason why
     */
    default void dropped(int stream, M message, DropReason reason) {}

    /**
     * A stream has been silent for too long; the others no longer wait for it.
     *
     * @param stream its number
     * @param lastNs time of its last message, ns; where it never sent one, the time of the first message of any stream
     * @param nowNs time of the newest message of any stream, ns
     */
    default void stalled(int stream, long lastNs, long nowNs) {}

    /**
     * A stream that was called stalled is back.
     *
     * @param stream its number
     * @param timeNs time of the message that it came back with, ns on the common clock
     */
    default void resumed(int stream, long timeNs) {}

    /**
     * A stream's sequence numbers restarted.
     *
     * @param stream its number
     * @param before last number before it
     * @param after first number after it
     * @param shift what is now added to its numbers so that they count on with the other streams'
     */
    default void restarted(int stream, long before, long after, long shift) {}

    /**
     * A message fits neither the numbers before it nor those after it: its stamp was late, or its number is wrong.
     *
     * @param stream number of its stream
     * @param number its sequence number
     * @param timeNs its time, ns on the common clock
     */
    default void strayed(int stream, long number, long timeNs) {}

    /**
     * Messages of one number lie further apart than the threshold: they are dropped, and are no group.
     *
     * @param number the number that they share, as counted on over wraps and restarts
     * @param messages those that share it
     */
    default void contradicted(long number, MessageGroup<M> messages) {}
}
