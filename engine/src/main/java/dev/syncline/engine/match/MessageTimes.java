package dev.syncline.engine.match;

/**
 * When a message happened, on the clock that all streams share. What stands between a device's timestamp and that clock
 * is put together here: {@link ExposureTiming} moves the stamp within the frame, {@link MessageClock} onto the common
 * clock.
 *
 * @param <M> type of the messages
 */
@FunctionalInterface
public interface MessageTimes<M> {
    /**
     * {@return time of a message, ns on the common clock; below 2^61 in magnitude}
     *
     * @param stream number of its stream, from 0
     * @param message the message
     */
    long timeNs(int stream, M message);
}
