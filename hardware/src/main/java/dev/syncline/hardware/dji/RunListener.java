package dev.syncline.hardware.dji;

/** Gets all that a run finds, in order, on the thread that drives it. */
public interface RunListener extends TimebaseListener {
    /**
     * The session came into a state.
     *
     * @param reason one line for people
     */
    void onState(SessionState state, String reason, long nowNs);
}
