package dev.syncline.engine.clock;

/** What became of a pair that a {@link ClockTracker} was given. */
public enum PairVerdict {
    /** Kept until enough pairs agree with each other. */
    ACQUIRING,
    /** It, and those before it that agree, gave the first model. */
    LOCKED,
    /** It agrees with the model and improved it. */
    ACCEPTED,
    /** It disagrees with the model, which was left alone. */
    SUSPECT,
    /** It and others in a row agree on another model: the old one was given up. */
    STEPPED;

    /** {@return whether the pair is part of the model now} */
    public boolean isUsed() {
        return this == LOCKED || this == ACCEPTED || this == STEPPED;
    }
}
