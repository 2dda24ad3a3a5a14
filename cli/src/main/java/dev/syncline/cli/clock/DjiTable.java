package dev.syncline.cli.clock;

import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.Converted;
import dev.syncline.hardware.dji.ParserCounts;
import dev.syncline.hardware.dji.TimebaseStatus;
import java.io.PrintWriter;
import java.util.Locale;

/** The lines that {@code clock dji} prints while it runs and when it is done. */
final class DjiTable {
    private static final String HEAD = String.format(
            "%9s  %-9s %18s %9s %10s %8s %9s %7s %9s",
            "time s", "state", "offset s", "± us", "skew ppm", "± ppm", "resid us", "pairs", "samples");

    private final PrintWriter out;
    private boolean headed;

    DjiTable(PrintWriter out) {
        this.out = out;
    }

    /**
     * A line of how it stands.
     *
     * @param seconds since the beginning
     */
    void line(TimebaseStatus status, double seconds) {
        if (!headed) {
            headed = true;
            out.println(HEAD);
        }
        String phase = status.lock().phase().name().toLowerCase(Locale.ROOT);
        ClockModel model = status.model();
        if (model == null) {
            out.printf(
                    Locale.ROOT,
                    "%9.3f  %-9s %18s %9s %10s %8s %9s %7d %9d%n",
                    seconds,
                    phase,
                    "-",
                    "-",
                    "-",
                    "-",
                    "-",
                    status.counts().paired(),
                    status.samples());
        } else {
            Converted device = model.remoteAt(status.atHostNs());
            out.printf(
                    Locale.ROOT,
                    "%9.3f  %-9s %18.7f %9.3f %+10.3f %8.3f %9s %7d %9d%n",
                    seconds,
                    phase,
                    (device.timeNs() - status.atHostNs()) * 1e-9,
                    device.sigmaNs() * 1e-3,
                    model.skewPpm(),
                    model.skewSigma() * 1e6,
                    residualUs(status),
                    status.counts().paired(),
                    status.samples());
        }
        out.flush();
    }

    /** The first pairs of a lock have nothing that they could be off from. */
    private static String residualUs(TimebaseStatus status) {
        double ns = status.residualNs();
        return Double.isNaN(ns) ? "-" : String.format(Locale.ROOT, "%.3f", ns * 1e-3);
    }

    /** What there is to say at the end. */
    void summary(TimebaseStatus status, ParserCounts line, double lockS) {
        out.println();
        ClockModel model = status.model();
        if (model != null && !Double.isNaN(lockS)) {
            Converted device = model.remoteAt(status.atHostNs());
            out.printf(
                    Locale.ROOT,
                    "locked       after %.3f s; at the end %s: %s%n",
                    lockS,
                    status.lock().phase().name().toLowerCase(Locale.ROOT),
                    status.lock().reason());
            out.printf(
                    Locale.ROOT,
                    "offset       %.9f s ± %.3f us (controller less host, at host time %.9f s)%n",
                    (device.timeNs() - status.atHostNs()) * 1e-9,
                    device.sigmaNs() * 1e-3,
                    status.atHostNs() * 1e-9);
            out.printf(
                    Locale.ROOT,
                    "skew         %+.3f ± %.3f ppm, residuals %s us%n",
                    model.skewPpm(),
                    model.skewSigma() * 1e6,
                    residualUs(status));
        }
        out.printf(
                Locale.ROOT,
                "pulses       %d seen, %d paired, %d without packet; %d packets without pulse%n",
                status.counts().pulses(),
                status.counts().paired(),
                status.counts().pulsesWithoutLabel(),
                status.counts().labelsWithoutPulse());
        out.printf(
                Locale.ROOT,
                "packets      %d frames of %d bytes, %d bytes of noise, %d packets lost; formula %s%s%n",
                line.frames(),
                line.bytes(),
                line.skippedBytes(),
                status.lostPackets(),
                status.formula().name().toLowerCase(Locale.ROOT),
                status.epoch() > 1 ? "; restarted " + (status.epoch() - 1) + " times" : "");
        out.printf(
                Locale.ROOT,
                "samples      %d in the host's time, %d given up%n",
                status.samples(),
                status.droppedSamples());
        out.flush();
    }
}
