package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.LockEvent;
import dev.syncline.engine.clock.PairedPulse;

/** Gets what a {@link FlightTimebase} finds, in order, on the thread that drives it. */
public interface TimebaseListener {
    /**
     * A pulse found its packet, whose arrival in {@code pair} is the earliest possible.
     *
     * @param arrivalNs when the packet really came, ns on the host's clock
     * @param epoch 1, and one more each time that the controller was started again
     */
    void onPair(PairedPulse pair, long arrivalNs, int epoch);

    /** The lock changed. */
    void onLock(LockEvent event);

    /** Something that people should know. */
    void onNotice(String notice, long nowNs);

    /**
     * A motion sample in the host's time; times strictly increase.
     *
     * @param hostNs when it was taken, ns on the host's clock
     * @param sigmaNs standard error of that
     * @param flightNs when it was taken, ns on the controller's clock
     * @param motion what was measured; valid until this returns
     */
    void onSample(long hostNs, double sigmaNs, long flightNs, MotionSample motion);
}
