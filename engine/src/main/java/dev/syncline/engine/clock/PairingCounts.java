package dev.syncline.engine.clock;

/**
 * What a {@link PulsePairing} has seen.
 *
 * @param pulses edges in all
 * @param labels packets in all
 * @param paired packets that found their pulse
 * @param labelsWithoutPulse packets whose pulse never came
 * @param pulsesWithoutLabel pulses whose packet never came
 * @param lostPulses pulses that the source itself knew to have lost
 */
public record PairingCounts(
        long pulses, long labels, long paired, long labelsWithoutPulse, long pulsesWithoutLabel, long lostPulses) {}
