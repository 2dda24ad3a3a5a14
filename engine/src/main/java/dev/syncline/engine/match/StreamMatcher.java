package dev.syncline.engine.match;

/**
 * Finds the messages of several streams that belong together, as they come. Streams are numbered from 0; each offers its
 * messages in the order in which they were made. Not thread-safe.
 */
public interface StreamMatcher<M> {
    /** Number of streams. */
    int streams();

    /**
     * Takes a message.
     *
     * @return false where there is no room until another stream goes on: offer it again after that. Nothing is kept of
     *     it then but its time, so that a stalled stream is noticed and not waited for forever
     * @throws IllegalStateException when the stream was ended
     */
    boolean offer(int stream, M message);

    /** Says that a stream has no more messages; the others no longer wait for it. */
    void end(int stream);

    /** Ends all streams: what can still be matched goes to the listener, the rest is dropped. */
    void finish();

    /** What happened so far. */
    MatchStatistics statistics();
}
