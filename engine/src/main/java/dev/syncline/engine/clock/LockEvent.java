package dev.syncline.engine.clock;

/**
 * A change of the lock, for a log.
 *
 * @param localNs local time of the change, ns
 * @param phase phase since then
 * @param reason why, in words for a person
 */
public record LockEvent(long localNs, LockPhase phase, String reason) {}
