package dev.syncline.hardware.pulse;

import dev.syncline.engine.clock.Pulse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A pulse line that is being watched. One thread at a time; close when no read is under way. */
public interface PulseSource extends AutoCloseable {
    /** What stamps the pulses. */
    PulseSourceInfo info();

    /**
     * The next rising edge, on the clock that {@link #info} names, less the latency that it expects.
     *
     * @param timeout longest wait
     * @return null where the time ran out
     * @throws IOException if the line is gone, with the device and what to do
     */
    @Nullable
    Pulse next(Duration timeout) throws IOException;

    @Override
    void close();
}
