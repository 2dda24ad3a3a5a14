package dev.syncline.engine.clock;

/** How far a clock can be trusted at the moment. */
public enum LockPhase {
    /** No pair yet. */
    WAITING,
    /** Pairs, and not enough of them agree. No model. */
    ACQUIRING,
    /** Pairs come and agree with the model. */
    LOCKED,
    /** No pair of late: the model runs on alone, and its error bar grows. */
    HOLDOVER,
    /** Pairs come and disagree with the model, which is not to be trusted. */
    RELOCKING;

    /** {@return whether times may be converted by the model} */
    public boolean isUsable() {
        return this == LOCKED || this == HOLDOVER;
    }
}
