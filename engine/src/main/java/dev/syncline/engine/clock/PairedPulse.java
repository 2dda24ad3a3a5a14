package dev.syncline.engine.clock;

/**
 * A pulse and the packet that belongs to it.
 *
 * @param residualNs the pair's remote time less the one that the model had predicted, ns; NaN where there was no model
 */
public record PairedPulse(Pulse pulse, PulseLabel label, PairVerdict verdict, double residualNs) {
    /** The instant on both clocks. */
    public ClockPair pair() {
        return new ClockPair(label.remoteNs(), pulse.localNs());
    }

    /** How long after the pulse its packet came, ns. */
    public long latencyNs() {
        return label.arrivalNs() - pulse.localNs();
    }
}
