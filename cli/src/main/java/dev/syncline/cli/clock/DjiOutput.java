package dev.syncline.cli.clock;

import dev.syncline.cli.ReplacedFile;
import dev.syncline.engine.clock.ClockPair;
import dev.syncline.engine.clock.LockEvent;
import dev.syncline.engine.clock.LockPhase;
import dev.syncline.engine.clock.PairedPulse;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.read.gcsv.GcsvWriter;
import dev.syncline.hardware.dji.RunListener;
import dev.syncline.hardware.dji.SessionState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what a run finds: samples into a log, pairs into a table, events to people. */
final class DjiOutput implements RunListener, AutoCloseable {
    private static final double NS_TICK_S = 1e-9;
    private static final double RATE_STEP_RAD_S = 1e-5;

    private final PrintWriter events;
    private final GcsvWriter.@Nullable Rows samples;
    private final @Nullable Path pairsFile;
    private final @Nullable Path pairsPart;
    private final @Nullable BufferedWriter pairs;
    private long beginNs = Long.MIN_VALUE;
    private double lockS = Double.NaN;
    private boolean everStreamed;
    private String lastState = "";

    /**
     * @param events takes a line an event
     * @param log null to write none
     * @param pairsFile null to write none
     */
    DjiOutput(PrintWriter events, @Nullable Path log, @Nullable Path pairsFile, ImuOrientation orientation)
            throws IOException {
        this.events = events;
        Path pairsTarget =
                pairsFile == null ? null : ReplacedFile.claim(pairsFile).target();
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
            samples = new GcsvWriter.Rows(ReplacedFile.claim(log).target(), header);
        }
        this.pairsFile = pairsTarget;
        pairsPart = pairsTarget == null ? null : pairsTarget.resolveSibling(pairsTarget.getFileName() + ".part");
        pairs = pairsPart == null ? null : Files.newBufferedWriter(pairsPart, StandardCharsets.UTF_8);
        if (pairs != null) {
            pairs.write("host_ns,device_ns,arrival_ns,latency_ms,tag,verdict,residual_us,epoch\n");
        }
    }

    @Override
    public void onState(SessionState state, String reason, long nowNs) {
        everStreamed |= state == SessionState.STREAMING;
        String line = state.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + reason;
        // A controller that is not there is asked every second; that is said once.
        boolean asksAgain = state == SessionState.CONNECTING && !lastState.isEmpty();
        if (!asksAgain && !line.equals(lastState)) {
            lastState = line;
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
        BufferedWriter out = pairs;
        if (out == null) {
            return;
        }
        ClockPair pair = found.pair();
        String residual =
                Double.isNaN(found.residualNs()) ? "" : String.format(Locale.ROOT, "%.3f", found.residualNs() * 1e-3);
        try {
            out.write(String.format(
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
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + pairsFile + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void onSample(long hostNs, double sigmaNs, long flightNs, float x, float y, float z) {
        if (samples == null || !(Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(z))) {
            return;
        }
        try {
            samples.add(hostNs, x, y, z);
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
        if (samples != null && samples.count() >= 2) {
            samples.finish();
        }
        if (pairs != null && pairsPart != null && pairsFile != null) {
            pairs.close();
            Files.move(pairsPart, pairsFile, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (samples != null) {
                samples.close();
            }
        } finally {
            if (pairs != null && pairsPart != null) {
                pairs.close();
                Files.deleteIfExists(pairsPart);
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
