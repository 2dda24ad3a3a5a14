package dev.syncline.hardware.pulse;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.engine.clock.TrackerSettings;

/**
 * What stamps the pulses of a source.
 *
 * @param name the line, as "gpio:gpiochip0/17"
 * @param stampedBy who takes the time, in words: "kernel interrupt", "hardware", "program"
 * @param clock which clock it is taken from
 * @param latencyNs how late a stamp usually is, ns; already taken off
 * @param sigmaNs how much stamps are expected to scatter, ns
 * @param noise how their errors lie
 */
public record PulseSourceInfo(
        String name, String stampedBy, ClockDomain clock, double latencyNs, double sigmaNs, StampNoise noise) {
    /** Settings for a tracker of a remote clock by this source's pulses; the latency is known to half of itself. */
    public TrackerSettings trackerSettings(ClockDomain remoteClock) {
        double systematicNs = noise == StampNoise.SYMMETRIC ? latencyNs / 2 : 0;
        return TrackerSettings.of(remoteClock, clock, sigmaNs).withNoise(noise).withSystematicSigmaNs(systematicNs);
    }

    /** The same with its stamps on another clock of the host. */
    PulseSourceInfo on(ClockDomain otherClock, double conversionSigmaNs) {
        return new PulseSourceInfo(
                name, stampedBy, otherClock, latencyNs, Math.hypot(sigmaNs, conversionSigmaNs), noise);
    }
}
