package dev.syncline.engine.match;

/**
 * Finds the messages of several streams that belong together, as they come. Streams are numbered from 0; each offers its
 * messages in the order in which they were made. Not thread-safe.
 *
 * @param <M> type of the messages
 */
public interface StreamMatcher<M> {
    /** {@return number of streams} */
    int streams();

    /**
     * Takes a message.
     *
     * @param stream number of its stream, from 0
     * @param message the message
     * @return false where there is no room until another stream goes on: offer it again after that. Nothing is kept of
     *     it then but its time, so that a stalled stream is noticed and not waited for forever
     * @throws IllegalStateException when the stream was ended
     */
    boolean offer(int stream, M message);

    /**
     * Says that a stream has no more messages; the others no longer wait for it.
     *
     * @param stream its number, from 0
     */
    void end(int stream);

    /** Ends all streams: what can still be matched goes to the listener, the rest is dropped. */
    void finish();

    /** {@return what happened so far} */
    MatchStatistics statistics();
}
