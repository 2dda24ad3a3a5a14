package dev.syncline.hardware.dji;

/** Gets to know what happens in a session, on the thread that drives it. */
public interface SessionListener {
    /**
     * The session came into a state, or into the same one for another reason.
     *
     * @param reason one line for people
     */
    void onState(SessionState state, String reason, long nowNs);

    /** Something that people should know, and that did not change the state. */
    void onWarning(String warning, long nowNs);

    /**
     * A packet came.
     *
     * @param data valid until this returns
     * @param arrivalNs when its last byte was received
     */
    void onHardSync(HardSyncView data, long arrivalNs);

    /** A single pulse was asked for, which will bear this tag. */
    void onPulseRequested(int tag, long nowNs);

    /** A train so slow that no packet comes later than its next pulse was asked for. */
    void onSlowTrainRequested(int tag, long periodNs, long nowNs);

    /** Whether it is not known which pulse of a train a packet belongs to, so that pulses that stand alone must tell. */
    boolean needsAnchor();
}
