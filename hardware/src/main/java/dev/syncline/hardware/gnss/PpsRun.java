package dev.syncline.hardware.gnss;

import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.hardware.clocks.HostClocks;
import dev.syncline.hardware.pulse.PulseSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PPS line that is watched in real time, with somebody who names the seconds. Pulses are waited for on the thread that
 * calls, in short steps, and names are taken between them.
 */
public final class PpsRun {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int READINGS = 5;
    private static final long SECOND_NS = 1_000_000_000L;
    /** A system clock that is further off a second at a pulse tells nothing. */
    private static final long SURE_NS = 250_000_000L;

    private final PulseSource line;
    private final @Nullable SecondNames names;
    private final PulseSeconds seconds;
    private final Consumer<PulseSeconds.Counted> listener;
    private long unsureNs;

    /** Who says which second a pulse is. */
    public interface SecondNames extends AutoCloseable {
        /** Takes what has come, without waiting. @throws IOException if the line is lost */
        void poll(NmeaReader.Listener listener) throws IOException;

        /** Why there is no name, for a person; empty where nothing can be said. */
        String trouble();

        @Override
        void close();
    }

    /**
     * @param line its stamps on CLOCK_MONOTONIC
     * @param names {@code null} for the system clock, which must be right to a quarter of a second
     */
    public PpsRun(PulseSource line, @Nullable SecondNames names, Consumer<PulseSeconds.Counted> listener) {
        this.line = line;
        this.names = names;
        this.seconds = new PulseSeconds(line.info());
        this.listener = listener;
    }

    /**
     * Works until a time.
     *
     * @param untilNs of {@code System.nanoTime}
     * @throws InterruptedIOException if the thread is interrupted
     * @throws IOException if a line is lost
     */
    public void workUntil(long untilNs) throws IOException {
        while (System.nanoTime() - untilNs < 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            Pulse pulse = line.next(STEP);
            if (pulse != null) {
                nameBySystemClock(pulse);
                listener.accept(seconds.pulse(pulse));
            }
            if (names != null) {
                names.poll(seconds::named);
            }
            seconds.advance(System.nanoTime());
        }
    }

    private void nameBySystemClock(Pulse pulse) throws IOException {
        if (names != null) {
            return;
        }
        BracketedReading now = HostClocks.read(ClockDomain.REALTIME, ClockDomain.MONOTONIC, READINGS);
        long realtimeNs = pulse.localNs() + now.offsetNs();
        long utcNs = Math.floorDiv(realtimeNs + SECOND_NS / 2, SECOND_NS) * SECOND_NS;
        if (Math.abs(realtimeNs - utcNs) < SURE_NS) {
            seconds.named(utcNs, pulse.localNs());
        } else {
            unsureNs = realtimeNs - utcNs;
        }
    }

    /** What is found so far. */
    public PulseSeconds seconds() {
        return seconds;
    }

    /** Why there is no lock, for a person. */
    public String reason() {
        if (unsureNs != 0 && seconds.model() == null) {
            return String.format(
                    Locale.ROOT,
                    "the system clock is %+.3f s off a second at the pulses, so it does not tell which second they are: set it,"
                            + " or name the receiver's port",
                    unsureNs * 1e-9);
        }
        String trouble = names != null && seconds.pulses() > 0 && seconds.model() == null ? names.trouble() : "";
        return trouble.isEmpty() ? seconds.reason() : trouble;
    }
}
