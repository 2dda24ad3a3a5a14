package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.Pulse;
import java.io.IOException;

/**
 * A session with a controller and the timebase that comes of it. Everything that happens to it is an event, so that a
 * recording of the events gives the same results again, to the bit.
 */
public final class HardSyncRun {
    private final HardwareSyncSession session;
    private final FlightTimebase timebase;

    public HardSyncRun(RunSettings settings, CommandChannel.Transmitter out, RunListener listener) {
        FlightTimebase made = new FlightTimebase(
                settings.pairing(), settings.formulas(), settings.session().packetHz(), listener);
        timebase = made;
        session = new HardwareSyncSession(settings.session(), out, new SessionListener() {
            @Override
            public void onState(SessionState state, String reason, long nowNs) {
                listener.onState(state, reason, nowNs);
            }

            @Override
            public void onWarning(String warning, long nowNs) {
                listener.onNotice(warning, nowNs);
            }

            @Override
            public void onHardSync(HardSyncView data, long arrivalNs) {
                made.packet(data, arrivalNs);
            }

            @Override
            public void onPulseRequested(int tag, long nowNs) {
                made.expect(tag, nowNs);
            }

            @Override
            public void onSlowTrainRequested(int tag, long periodNs, long nowNs) {
                made.expectSlowTrain(tag, nowNs, periodNs);
            }

            @Override
            public boolean needsAnchor() {
                return made.needsAnchor();
            }
        });
    }

    /** Lets an event happen. */
    public void handle(RecordedEvent event) throws IOException {
        switch (event) {
            case RecordedEvent.Begun e -> session.start(e.hostNs());
            case RecordedEvent.Received e -> session.received(e.bytes(), 0, e.bytes().length, e.hostNs());
            case RecordedEvent.Edge e -> timebase.pulse(new Pulse(e.edgeNs(), e.lostBefore()));
            case RecordedEvent.Tick e -> {
                timebase.advance(e.hostNs());
                session.poll(e.hostNs());
            }
            case RecordedEvent.LineLost e -> session.lineLost(e.reason(), e.hostNs());
            case RecordedEvent.LineBack e -> session.lineBack(e.hostNs());
            case RecordedEvent.Ended e -> {
                session.close(e.hostNs());
                timebase.finish(e.hostNs());
            }
            case RecordedEvent.Sent ignored -> {
                // Of use to people only: this run sends its own.
            }
        }
    }

    /** The timebase now. */
    public TimebaseStatus status() {
        return timebase.status();
    }

    /** What came over the line. */
    public ParserCounts counts() {
        return session.counts();
    }

    public SessionState state() {
        return session.state();
    }
}
