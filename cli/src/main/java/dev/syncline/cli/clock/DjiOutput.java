package dev.syncline.cli.clock;

import dev.syncline.engine.clock.ClockPair;
import dev.syncline.engine.clock.LockEvent;
import dev.syncline.engine.clock.LockPhase;
import dev.syncline.engine.clock.PairedPulse;
import dev.syncline.engine.file.Growing;
import dev.syncline.engine.file.GrowingLines;
import dev.syncline.engine.file.SettlingThread;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.telemetry.gcsv.GcsvWriter;
import dev.syncline.hardware.dji.MotionSample;
import dev.syncline.hardware.dji.RunListener;
import dev.syncline.hardware.dji.SessionState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what a run finds: samples into a log, pairs into a table, events to people. */
final class DjiOutput implements RunListener, AutoCloseable {
    private static final double NS_TICK_S = 1e-9;
    private static final double RATE_STEP_RAD_S = 1e-5;
    private static final double ACCELERATION_STEP_G = 1e-5;

    private final PrintWriter events;
    private final GcsvWriter.@Nullable Rows samples;
    private final @Nullable GrowingLines pairs;
    private final @Nullable SampleTable table;
    private final @Nullable LiveSamples live;
    private final SettlingThread settling;
    private long beginNs = Long.MIN_VALUE;
    private double lockS = Double.NaN;
    private boolean everStreamed;
    private String lastState = "";

    /**
     * @param events takes a line an event
     * @param log null to write none
     * @param pairsFile null to write none
     * @param tableFile all of each sample as a table; null to write none
     * @param live takes samples as they come; null for none
     */
    DjiOutput(
            PrintWriter events,
            @Nullable Path log,
            @Nullable Path pairsFile,
            @Nullable Path tableFile,
            @Nullable LiveSamples live,
            ImuOrientation orientation)
            throws IOException {
        this.events = events;
        this.live = live;
        List<Growing> growing = new ArrayList<>();
        if (log == null) {
            samples = null;
        } else {
            GcsvWriter.Header header = new GcsvWriter.Header(
                    "dji flight controller",
                    "times are the host's CLOCK_MONOTONIC",
                    "",
                    orientation,
                    null,
                    NS_TICK_S,
                    RATE_STEP_RAD_S);
            samples = new GcsvWriter.Rows(log, header, ACCELERATION_STEP_G);
            growing.add(samples);
        }
        pairs = pairsFile == null ? null : new GrowingLines(pairsFile);
        if (pairs != null) {
            pairs.add("host_ns,device_ns,arrival_ns,latency_ms,tag,verdict,residual_us,epoch\n");
            growing.add(pairs);
        }
        table = tableFile == null ? null : new SampleTable(tableFile);
        if (table != null) {
            growing.add(table);
        }
        settling = new SettlingThread(growing);
    }

    @Override
    public void onState(SessionState state, String reason, long nowNs) {
        everStreamed |= state == SessionState.STREAMING;
        String line = state.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + reason;
        // A controller that is not there is asked every second; that is said once.
        boolean asksAgain = state == SessionState.CONNECTING && !lastState.isEmpty();
        if (!asksAgain && !line.equals(lastState)) {
            // That it was ended in the end is no reason for anything.
            lastState = state == SessionState.CLOSED ? lastState : line;
            say(line, nowNs);
        }
    }

    @Override
    public void onLock(LockEvent event) {
        if (event.phase() == LockPhase.LOCKED && Double.isNaN(lockS)) {
            lockS = seconds(event.localNs());
        }
        say("clock " + event.phase().name().toLowerCase(Locale.ROOT) + ": " + event.reason(), event.localNs());
    }

    @Override
    public void onNotice(String notice, long nowNs) {
        say("warning: " + notice, nowNs);
    }

    @Override
    public void onPair(PairedPulse found, long arrivalNs, int epoch) {
        GrowingLines out = pairs;
        if (out == null) {
            return;
        }
        ClockPair pair = found.pair();
        String residual =
                Double.isNaN(found.residualNs()) ? "" : String.format(Locale.ROOT, "%.3f", found.residualNs() * 1e-3);
        try {
            out.add(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.3f,%d,%s,%s,%d%n",
                    pair.localNs(),
                    pair.remoteNs(),
                    arrivalNs,
                    (arrivalNs - pair.localNs()) * 1e-6,
                    found.label().tag(),
                    found.verdict().name().toLowerCase(Locale.ROOT),
                    residual,
                    epoch));
            out.worthKeeping();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onSample(long hostNs, double sigmaNs, long flightNs, MotionSample motion) {
        if (!motion.isMeasured()) {
            return;
        }
        try {
            if (samples != null) {
                samples.add(
                        hostNs,
                        motion.rateRadS(0),
                        motion.rateRadS(1),
                        motion.rateRadS(2),
                        motion.accelerationG(0),
                        motion.accelerationG(1),
                        motion.accelerationG(2));
            }
            if (table != null) {
                table.add(hostNs, sigmaNs, flightNs, motion);
            }
            if (live != null) {
                live.add(hostNs, sigmaNs, flightNs, motion);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Time zero of the events' times. */
    void beganAt(long nowNs) {
        beginNs = nowNs;
    }

    /** Seconds since the beginning until the first lock; NaN where there was none. */
    double lockS() {
        return lockS;
    }

    /** Whether packets ever came. */
    boolean everStreamed() {
        return everStreamed;
    }

    /** What the session was last, in words. */
    String lastState() {
        return lastState;
    }

    double seconds(long nowNs) {
        return beginNs == Long.MIN_VALUE ? 0 : (nowNs - beginNs) * 1e-9;
    }

    /** Puts the files into their places. A log without two samples is none. */
    void finish() throws IOException {
        settling.close();
        IOException failure = settling.failure();
        if (failure != null) {
            throw failure;
        }
        if (samples != null && samples.count() >= 2) {
            samples.finish();
        }
        if (pairs != null) {
            pairs.finish();
        }
        if (table != null) {
            table.finish();
        }
    }

    /** Keeps what there is, whatever ended the run. */
    @Override
    public void close() throws IOException {
        settling.close();
        try {
            if (samples != null) {
                samples.keep();
            }
        } finally {
            try {
                if (pairs != null) {
                    pairs.keep();
                }
            } finally {
                if (table != null) {
                    table.keep();
                }
            }
        }
    }

    private void say(String line, long nowNs) {
        if (beginNs == Long.MIN_VALUE) {
            beginNs = nowNs;
        }
        events.printf(Locale.ROOT, "%9.3f  %s%n", seconds(nowNs), line);
        events.flush();
    }
}
