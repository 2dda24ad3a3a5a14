package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.Pulse;
import dev.syncline.hardware.pulse.PulseSource;
import dev.syncline.hardware.serial.LineErrors;
import dev.syncline.hardware.serial.ReconnectingSerialLink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A run over a real line, timed by {@code System.nanoTime}, which on Linux is CLOCK_MONOTONIC. The line may be lost and
 * come back; all that happens can be recorded on the way.
 */
public final class LiveRun implements AutoCloseable {
    private static final int READ_MS = 5;
    private static final long TICK_NS = 20_000_000L;
    private static final int BUFFER_BYTES = 1 << 16;

    private final ReconnectingSerialLink link;
    private final @Nullable PulseQueue pulses;
    private final SessionRecording.@Nullable Writer recording;
    private final HardSyncRun run;
    private final RunListener listener;
    /** What the line did while another event was handled. */
    private final Deque<RecordedEvent> lineEvents = new ArrayDeque<>();

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long lastTickNs;
    private LineErrors lastErrors = LineErrors.UNTOLD;

    /**
     * Opens the line.
     *
     * @param opener opens the serial line, again where it was lost
     * @param source the pulses, on CLOCK_MONOTONIC; null for none. Closed with this run
     * @param recording null to record nothing; not closed with this run
     * @throws IOException if the line cannot be opened
     */
    public LiveRun(
            RunSettings settings,
            ReconnectingSerialLink.Opener opener,
            @Nullable PulseSource source,
            SessionRecording.@Nullable Writer recording,
            RunListener listener)
            throws IOException {
        this.recording = recording;
        this.listener = listener;
        this.link = new ReconnectingSerialLink(
                opener,
                new ReconnectingSerialLink.Listener() {
                    @Override
                    public void lost(String reason) {
                        lineEvents.add(new RecordedEvent.LineLost(System.nanoTime(), reason));
                    }

                    @Override
                    public void back() {
                        lineEvents.add(new RecordedEvent.LineBack(System.nanoTime()));
                    }
                },
                System::nanoTime);
        this.pulses = source == null ? null : new PulseQueue(source);
        this.run = new HardSyncRun(settings, this::transmit, listener);
    }

    /** Begins the session. */
    public void begin() throws IOException {
        happen(new RecordedEvent.Begun(System.nanoTime()));
    }

    /**
     * Works until a time.
     *
     * @param untilNs of {@code System.nanoTime}
     * @throws java.io.InterruptedIOException if the thread is interrupted
     */
    public void workUntil(long untilNs) throws IOException {
        long nowNs = System.nanoTime();
        while (nowNs - untilNs < 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new java.io.InterruptedIOException("interrupted");
            }
            int count = link.read(buffer, 0, BUFFER_BYTES, READ_MS);
            nowNs = System.nanoTime();
            takeLineEvents();
            takePulses(nowNs);
            if (count > 0) {
                happen(new RecordedEvent.Received(nowNs, Arrays.copyOf(buffer, count)));
            }
            if (nowNs - lastTickNs >= TICK_NS) {
                lastTickNs = nowNs;
                happen(new RecordedEvent.Tick(nowNs));
                watchErrors(nowNs);
            }
        }
    }

    /** Ends the session; the line stays open until {@link #close}. */
    public void end() throws IOException {
        happen(new RecordedEvent.Ended(System.nanoTime()));
    }

    /** What is found so far. */
    public HardSyncRun run() {
        return run;
    }

    /** What went wrong on the wire. */
    public LineErrors lineErrors() {
        return link.errors();
    }

    @Override
    public void close() {
        link.close();
        if (pulses != null) {
            pulses.close();
        }
    }

    private void takePulses(long nowNs) throws IOException {
        if (pulses == null) {
            return;
        }
        for (Pulse pulse = pulses.poll(); pulse != null; pulse = pulses.poll()) {
            happen(new RecordedEvent.Edge(nowNs, pulse.localNs(), pulse.lostBefore()));
        }
        IOException failure = pulses.failure();
        if (failure != null) {
            listener.onNotice("no more pulses: " + failure.getMessage(), nowNs);
        }
    }

    private void watchErrors(long nowNs) {
        LineErrors errors = link.errors();
        if (errors.any() && !errors.equals(lastErrors)) {
            listener.onNotice("on the serial line: " + errors.text(), nowNs);
        }
        lastErrors = errors;
    }

    private void transmit(byte[] frame, int length) throws IOException {
        if (recording != null) {
            recording.write(new RecordedEvent.Sent(System.nanoTime(), Arrays.copyOf(frame, length)));
        }
        link.write(frame, 0, length);
    }

    private void takeLineEvents() throws IOException {
        for (RecordedEvent event = lineEvents.poll(); event != null; event = lineEvents.poll()) {
            record(event);
            run.handle(event);
        }
    }

    private void happen(RecordedEvent event) throws IOException {
        record(event);
        run.handle(event);
        takeLineEvents();
    }

    private void record(RecordedEvent event) throws IOException {
        if (recording != null) {
            recording.write(event);
        }
    }
}
