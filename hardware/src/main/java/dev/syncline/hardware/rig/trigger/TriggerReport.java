package dev.syncline.hardware.rig.trigger;

/**
 * What a run of pulses was like.
 *
 * @param sent pulses that were put on the line
 * @param skipped pulses left out since their time had passed by more than half a period
 * @param lateness how late the leading edges were against their exact times
 * @param lengthError how far the pulses were longer than asked for
 */
public record TriggerReport(long sent, long skipped, Lateness lateness, Lateness lengthError) {}
