package dev.syncline.engine.match;

/**
 * Makes the message that a stream would have had between two of its own.
 *
 * @param <M> type of the messages
 */
@FunctionalInterface
public interface Interpolator<M> {
    /**
     * Makes the message for one time.
     *
     * @param stream number of the stream
     * @param before the last message at or before the time
     * @param after the first message after it
     * @param share how far the time lies from the one to the other, 0 to 1
     * @param timeNs the time, ns on the common clock
     * @return the message at that time
     */
    M between(int stream, M before, M after, double share, long timeNs);
}
