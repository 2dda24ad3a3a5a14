package dev.syncline.hardware.dji.simulated;

import dev.syncline.hardware.serial.SerialLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A simulated controller on a real serial line, in real time. Its pulses go to the pulse line with the times that they
 * should have had, however late this program is.
 */
public final class FlightControllerPort {
    private static final int BUFFER_BYTES = 4096;
    private static final long LONGEST_PAUSE_NS = 2_000_000L;

    private final SerialLink link;
    private final SimulatedFlightController controller;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** Where edges go. */
    @FunctionalInterface
    public interface PulseLine {
        void edge(long monotonicNs) throws IOException;
    }

    /** Gets the truth about each sample. */
    @FunctionalInterface
    public interface Sampled {
        /**
         * A sample was taken.
         *
         * @param hostNs when, of {@code System.nanoTime}
         * @param ticks of 2.5 ms on the controller's clock then
         */
        void sampled(long hostNs, long ticks);
    }

    /**
     * @param startNs of {@code System.nanoTime}, when it is switched on
     * @param pulses takes the edges as the host would stamp them
     * @param sampled takes when each packet's sample was taken
     */
    public FlightControllerPort(
            SerialLink link,
            FlightControllerSpec spec,
            MotionSource motion,
            PulseStamps stamps,
            long startNs,
            PulseLine pulses,
            Sampled sampled) {
        this.link = link;
        SplittableRandom random = new SplittableRandom(~spec.seed());
        this.controller = new SimulatedFlightController(spec, motion, startNs, new SimulationOutput() {
            @Override
            public void bytes(long hostNs, byte[] data, int length) {
                try {
                    link.write(data, 0, length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void edge(long hostNs) {
                try {
                    pulses.edge(hostNs + stamps.errorNs(random));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void sampled(long hostNs, long ticks, long ns) {
                sampled.sampled(hostNs, ticks);
            }
        });
    }

    /**
     * Works until a time.
     *
     * @param untilNs of {@code System.nanoTime}
     * @throws IOException if the line is lost or the pulse line cannot be written
     * @throws java.io.InterruptedIOException if the thread is interrupted
     */
    public void workUntil(long untilNs) throws IOException {
        try {
            while (System.nanoTime() - untilNs < 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new java.io.InterruptedIOException("interrupted");
                }
                int count = link.read(buffer, 0, BUFFER_BYTES, 0);
                long nowNs = System.nanoTime();
                if (count > 0) {
                    controller.received(buffer, 0, count, nowNs);
                }
                controller.advanceTo(nowNs);
                LockSupport.parkNanos(Math.clamp(controller.nextNs() - nowNs, 0, LONGEST_PAUSE_NS));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The controller, to make it fail. Only from the thread that works. */
    public SimulatedFlightController controller() {
        return controller;
    }
}
