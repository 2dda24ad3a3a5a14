package dev.syncline.engine.match;

/**
 * When a message happened, on the clock that all streams share. What stands between a device's timestamp and that clock
 * is put together here: {@link ExposureTiming} moves the stamp within the frame, {@link MessageClock} onto the common
 * clock.
 */
@FunctionalInterface
public interface MessageTimes<M> {
    /** Time of a message, ns on the common clock; below 2^61 in magnitude. */
    long timeNs(int stream, M message);
}
