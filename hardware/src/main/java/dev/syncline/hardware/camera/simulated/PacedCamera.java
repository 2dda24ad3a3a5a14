package dev.syncline.hardware.camera.simulated;

import dev.syncline.hardware.camera.FrameTiming;
import dev.syncline.hardware.camera.SteerableCamera;
import java.util.concurrent.locks.LockSupport;

/**
 * A simulated camera in real time: its frames come when the machine's {@code CLOCK_MONOTONIC} says that they are over,
 * stamped with that clock. Its oscillator is off by what the sensor says, as a real one is.
 */
public final class PacedCamera implements SteerableCamera {
    private final SimulatedCamera camera;

    /** A camera whose first frame begins now. */
    public PacedCamera(SimulatedSensor sensor) {
        this.camera = new SimulatedCamera(sensor, System.nanoTime());
    }

    @Override
    public FrameTiming timing() {
        return camera.timing();
    }

    /**
     * Waits until the next frame has been read out. A caller that came too late gets it at once.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public SimulatedFrame next() throws InterruptedException {
        SimulatedFrame frame = camera.next();
        long endNs = frame.beginNs() + frame.lengthNs();
        for (long leftNs = endNs - System.nanoTime(); leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for a frame");
            }
        }
        return frame;
    }

    @Override
    public long shortenNextFrame(long shortenByNs) {
        return camera.shortenNextFrame(shortenByNs);
    }
}
