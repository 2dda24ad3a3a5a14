package dev.syncline.hardware.dji.simulated;

/** Where a simulated controller's signals go. */
public interface SimulationOutput {
    /**
     * Bytes leave, in full, at this host time.
     *
     * @param length bytes from the start of {@code data}
     */
    void bytes(long hostNs, byte[] data, int length);

    /** The pulse line rises, and it is seen. */
    void edge(long hostNs);

    /**
     * The truth of a packet, lost or not.
     *
     * @param hostNs when it was sampled, by the host's clock
     * @param ticks,ns its time fields
     */
    default void sampled(long hostNs, long ticks, long ns) {}
}
