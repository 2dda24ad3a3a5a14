package dev.syncline.engine.clock;

/**
 * A pulse and the packet that belongs to it.
 *
 * @param pulse the edge: its local time
 * @param label the packet: its remote time
 * @param verdict what the tracker made of the pair
 * @param residualNs the pair's remote time less the one that the model had predicted, ns; NaN where there was no model
 */
public record PairedPulse(Pulse pulse, PulseLabel label, PairVerdict verdict, double residualNs) {
    /** {@return the instant on both clocks} */
    public ClockPair pair() {
        return new ClockPair(label.remoteNs(), pulse.localNs());
    }

    /** {@return how long after the pulse its packet came, local clock, ns} */
    public long latencyNs() {
        return label.arrivalNs() - pulse.localNs();
    }
}
