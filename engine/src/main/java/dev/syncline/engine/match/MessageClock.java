package dev.syncline.engine.match;

import dev.syncline.engine.clock.ClockModel;

/** How one device's clock becomes the common one. Several devices at once: one of these for each. */
@FunctionalInterface
public interface MessageClock {
    /** A device that is on the common clock already. */
    MessageClock COMMON = ownNs -> ownNs;

    /**
     * {@return a time of the device's own clock, as ns on the common clock}
     *
     * @param ownNs the device's time, ns
     */
    long toCommonNs(long ownNs);

    /**
     * A clock that was set differently and runs at another rate: {@code common = own + offset + skew·(own − reference)}.
     *
     * @param offsetNs added to the device's time at the reference, ns
     * @param skewPpm how much longer than the device counts a span really is, millionths
     * @param referenceNs the device's time at which the offset is just that, ns
     * @return the clock that turns the device's time into common time
     * @throws IllegalArgumentException when the skew is not finite or beyond ±100 000 ppm
     */
    static MessageClock linear(long offsetNs, double skewPpm, long referenceNs) {
        if (!(Math.abs(skewPpm) <= 100_000)) {
            throw new IllegalArgumentException("skew " + skewPpm + " ppm, expected -100000 to 100000");
        }
        double skew = skewPpm * 1e-6;
        return ownNs -> ownNs + offsetNs + Math.round((ownNs - referenceNs) * skew);
    }

    /**
     * {@return a device whose clock is the remote one of a model, and the common clock the local one}
     *
     * @param model how the two clocks run
     */
    static MessageClock of(ClockModel model) {
        return model::toLocal;
    }
}
