package dev.syncline.hardware.dji.simulated;

import dev.syncline.engine.clock.LockEvent;
import dev.syncline.engine.clock.PairedPulse;
import dev.syncline.hardware.dji.HardSyncRun;
import dev.syncline.hardware.dji.MotionSample;
import dev.syncline.hardware.dji.RecordedEvent;
import dev.syncline.hardware.dji.RunListener;
import dev.syncline.hardware.dji.RunSettings;
import dev.syncline.hardware.dji.SessionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A whole session against a simulated controller, in simulated time, with the truth beside it: how far the host times of
 * converted samples are from when they were taken.
 */
public final class SimulatedDjiSession {
    private static final long POLL_NS = 20_000_000L;
    private static final long TICK_NS = 2_500_000L;
    private static final int TRUTH = 1 << 16;

    private final SimulatedFlightController controller;
    private final HardSyncRun run;
    private final Consumer<RecordedEvent> recorder;
    private final SampleErrors errors = new SampleErrors();
    private final long[] truthHostNs = new long[TRUTH];
    private final long[] truthTicks = new long[TRUTH];
    private final long startNs;
    private long nowNs;
    private long nextPollNs;
    private boolean connected = true;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private long pauseNs;
    private long nextLookNs;

    /**
     * @param startNs host time at which all begins, ns
     * @param listener hears what the run finds
     * @param recorder takes every event of the run
     */
    public SimulatedDjiSession(
            FlightControllerSpec spec,
            RunSettings settings,
            PulseStamps stamps,
            long startNs,
            RunListener listener,
            Consumer<RecordedEvent> recorder) {
        this.startNs = startNs;
        this.nowNs = startNs;
        this.nextPollNs = startNs;
        this.recorder = recorder;
        Arrays.fill(truthTicks, -1);
        SplittableRandom random = new SplittableRandom(~spec.seed());
        controller = new SimulatedFlightController(
                spec, MotionSource.sway(), startNs - 1_000_000_000L, new SimulationOutput() {
                    @Override
                    public void bytes(long hostNs, byte[] data, int length) {
                        if (connected && pauseNs > 0) {
                            held.write(data, 0, length);
                        } else if (connected) {
                            happen(new RecordedEvent.Received(hostNs, Arrays.copyOf(data, length)));
                        }
                    }

                    @Override
                    public void edge(long hostNs) {
                        happen(new RecordedEvent.Edge(hostNs, hostNs + stamps.errorNs(random), 0));
                    }

                    @Override
                    public void sampled(long hostNs, long ticks, long ns) {
                        truthTicks[(int) (ticks % TRUTH)] = ticks;
                        truthHostNs[(int) (ticks % TRUTH)] = hostNs;
                    }
                });
        run = new HardSyncRun(
                settings,
                (frame, length) -> {
                    happenSent(frame, length);
                    if (connected) {
                        controller.received(frame, 0, length, nowNs);
                    }
                },
                new Judge(listener));
    }

    /** Begins the session. */
    public void begin() {
        controller.advanceTo(startNs);
        happen(new RecordedEvent.Begun(startNs));
    }

    /** Lets so much time pass, ns. */
    public void runFor(long ns) {
        long untilNs = nowNs + ns;
        while (nowNs < untilNs) {
            nowNs = Math.min(Math.min(untilNs, nextPollNs), controller.nextNs());
            controller.advanceTo(nowNs);
            if (pauseNs > 0 && nowNs >= nextLookNs) {
                nextLookNs = nowNs + pauseNs;
                happen(new RecordedEvent.Received(nowNs, held.toByteArray()));
                held.reset();
            }
            if (nowNs >= nextPollNs) {
                nextPollNs += POLL_NS;
                happen(new RecordedEvent.Tick(nowNs));
            }
        }
    }

    /** Ends the session. */
    public void end() {
        happen(new RecordedEvent.Ended(nowNs));
    }

    /** Pulls the cable, or plugs it in again. */
    public void plug(boolean plugged) {
        connected = plugged;
        happen(plugged ? new RecordedEvent.LineBack(nowNs) : new RecordedEvent.LineLost(nowNs, "unplugged"));
    }

    /** From now on the host is so busy that it takes what was received only every so often, ns; 0: at once. */
    public void hostPauses(long ns) {
        pauseNs = ns;
        nextLookNs = nowNs + ns;
    }

    /** Bytes that no controller sent. */
    public void noise(byte[] bytes) {
        happen(new RecordedEvent.Received(nowNs, bytes));
    }

    public SimulatedFlightController controller() {
        return controller;
    }

    public HardSyncRun run() {
        return run;
    }

    public SampleErrors errors() {
        return errors;
    }

    /** Host time now, ns. */
    public long nowNs() {
        return nowNs;
    }

    private void happen(RecordedEvent event) {
        recorder.accept(event);
        try {
            run.handle(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void happenSent(byte[] frame, int length) {
        recorder.accept(new RecordedEvent.Sent(nowNs, Arrays.copyOf(frame, length)));
    }

    /** Compares each sample with the truth before it goes on. */
    private final class Judge implements RunListener {
        private final RunListener next;

        Judge(RunListener next) {
            this.next = next;
        }

        @Override
        public void onSample(long hostNs, double sigmaNs, long flightNs, MotionSample motion) {
            long ticks = flightNs / TICK_NS;
            int at = (int) (ticks % TRUTH);
            if (truthTicks[at] == (ticks & 0xFFFF_FFFFL)) {
                errors.add(hostNs - truthHostNs[at], sigmaNs, truthHostNs[at] - startNs);
            } else {
                errors.addUnknown();
            }
            next.onSample(hostNs, sigmaNs, flightNs, motion);
        }

        @Override
        public void onPair(PairedPulse pair, long arrivalNs, int epoch) {
            next.onPair(pair, arrivalNs, epoch);
        }

        @Override
        public void onLock(LockEvent event) {
            next.onLock(event);
        }

        @Override
        public void onNotice(String notice, long atNs) {
            next.onNotice(notice, atNs);
        }

        @Override
        public void onState(SessionState state, String reason, long atNs) {
            next.onState(state, reason, atNs);
        }
    }
}
