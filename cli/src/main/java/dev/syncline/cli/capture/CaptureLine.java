package dev.syncline.cli.capture;

import dev.syncline.hardware.framesync.FrameSyncRole;
import dev.syncline.hardware.framesync.FrameSyncState;
import dev.syncline.hardware.framesync.FrameSyncStatus;
import dev.syncline.hardware.framesync.FrameSyncVerdict;
import dev.syncline.hardware.recorder.run.CaptureStatus;
import java.io.PrintWriter;
import java.util.Locale;

/** A line that is written over on a terminal, and a new line a second or at a change elsewhere. */
final class CaptureLine implements CaptureDisplay {
    private static final long EVERY_NS = 1_000_000_000L;
    private static final int WIDTH = 118;

    private final PrintWriter err;
    private final boolean terminal;
    private long nextNs = Long.MIN_VALUE;
    private FrameSyncState lastState = FrameSyncState.FREE;
    private boolean lineOpen;

    CaptureLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void accept(CaptureStatus status) {
        String text = text(status);
        if (terminal) {
            String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
            err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
            err.flush();
            lineOpen = true;
            return;
        }
        long nowNs = System.nanoTime();
        FrameSyncState state = status.verdict().state();
        if (nextNs == Long.MIN_VALUE || nowNs - nextNs >= 0 || state != lastState) {
            nextNs = nowNs + EVERY_NS;
            lastState = state;
            err.println(text);
            err.flush();
        }
    }

    /** Role, server, time to the point, offset, last correction, packets, losses. */
    static String text(CaptureStatus status) {
        FrameSyncStatus sync = status.sync();
        FrameSyncVerdict verdict = status.verdict();
        StringBuilder line = new StringBuilder();
        line.append(sync.role().name().toLowerCase(Locale.ROOT));
        if (sync.role() != FrameSyncRole.OFF) {
            line.append(' ').append(verdict.state().name().toLowerCase(Locale.ROOT));
        }
        if (sync.role() == FrameSyncRole.CLIENT) {
            line.append("  server ").append(sync.server() == null ? "none yet" : sync.server());
        }
        if (verdict.timerNs() != FrameSyncVerdict.UNKNOWN && !verdict.ready()) {
            line.append(String.format(Locale.ROOT, "  ready in %.2f s", verdict.timerNs() * 1e-9));
        }
        if (sync.role() == FrameSyncRole.CLIENT) {
            line.append("  offset ")
                    .append(
                            verdict.offsetNs() == FrameSyncVerdict.UNKNOWN
                                    ? "-"
                                    : String.format(Locale.ROOT, "%+.0f µs", verdict.offsetNs() * 1e-3));
            line.append(String.format(Locale.ROOT, "  corrected %+.0f µs", sync.lastCorrectionNs() * 1e-3));
            line.append("  packets ").append(sync.packetsUsed());
            line.append(" lost ").append(sync.packetsLost());
            if (sync.packetsRefused() > 0) {
                line.append(" refused ").append(sync.packetsRefused());
            }
        } else if (sync.role() == FrameSyncRole.SERVER) {
            line.append("  packets ").append(sync.packetsSent());
        }
        if (sync.networkFailures() > 0) {
            line.append("  network trouble ").append(sync.networkFailures());
        }
        line.append("  recorded ").append(status.recorded());
        line.append("  lost ").append(status.lost());
        return line.toString();
    }

    @Override
    public void close() {
        if (lineOpen) {
            lineOpen = false;
            err.println();
            err.flush();
        }
    }
}
