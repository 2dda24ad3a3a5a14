package dev.syncline.engine.clock;

/**
 * The lock at the moment.
 *
 * @param phase how far the clock can be trusted
 * @param reason why it is so, in words for a person
 * @param sinceLocalNs local time since when, ns
 * @param accepted pairs that the model was made from, in all
 * @param rejected pairs that disagreed
 * @param steps times that the remote clock jumped
 * @param lastStepNs how far it jumped the last time, ns
 */
public record LockStatus(
        LockPhase phase, String reason, long sinceLocalNs, long accepted, long rejected, int steps, long lastStepNs) {}
