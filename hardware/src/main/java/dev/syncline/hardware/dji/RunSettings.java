package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.PairingSettings;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.engine.clock.TickFormula;
import dev.syncline.engine.clock.TrackerSettings;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * All that a run depends on but for what comes over the lines.
 *
 * @param session what is asked of the controller
 * @param formula how its time fields are put together; null to find out
 * @param stampSigmaNs expected standard deviation of the pulses' stamps, ns
 * @param noise how their errors lie
 * @param systematicSigmaNs error that all stamps have in common, ns
 */
public record RunSettings(
        SessionSettings session,
        @Nullable TickFormula formula,
        double stampSigmaNs,
        StampNoise noise,
        double systematicSigmaNs) {
    /** Of packets that nothing held up: a line that is too slow for them holds them up by more than a pulse. */
    private static final long LATEST_PACKET_NS = 450_000_000L;
    /** A busy host may report a pulse so long after its packet. */
    private static final long LATE_REPORT_NS = 300_000_000L;

    /** Pulses stamped by a kernel or better. */
    public static RunSettings exact(SessionSettings session) {
        return new RunSettings(session, null, 1_000, StampNoise.SYMMETRIC, 0);
    }

    List<TickFormula> formulas() {
        return formula != null
                ? List.of(formula)
                : List.of(TickFormula.DOCUMENTED, TickFormula.TICKS_ONLY, TickFormula.UNWRAPPED);
    }

    PairingSettings pairing() {
        TrackerSettings tracker = TrackerSettings.of(ClockDomain.DEVICE, ClockDomain.MONOTONIC, stampSigmaNs)
                .withNoise(noise)
                .withSystematicSigmaNs(systematicSigmaNs);
        if (session.pulseHz() == 0) {
            return PairingSettings.tagged(tracker);
        }
        long periodNs = 1_000_000_000L / session.pulseHz();
        return new PairingSettings(tracker, periodNs, LATEST_PACKET_NS, LATE_REPORT_NS, false);
    }

    /** Everything but the key as text, a line each. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("pulse_hz=" + session.pulseHz());
        lines.add("tag=" + session.tag());
        lines.add("packet_hz=" + session.packetHz());
        if (session.appId() != null) {
            lines.add("app_id=" + session.appId());
        }
        lines.add("encrypted=" + (session.key() != null));
        lines.add("anchored=" + session.anchored());
        if (formula != null) {
            lines.add("formula=" + formula);
        }
        lines.add("stamp_sigma_ns=" + stampSigmaNs);
        lines.add("stamp_noise=" + noise);
        lines.add("systematic_sigma_ns=" + systematicSigmaNs);
        return String.join("\n", lines) + "\n";
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param key the key that the session was encrypted with, which is never recorded; null where it was not
     * @throws IOException if something is missing or impossible, or the key is
     */
    public static RunSettings parse(String text, @Nullable String key) throws IOException {
        Properties all = new Properties();
        all.load(new StringReader(text));
        if (Boolean.parseBoolean(all.getProperty("encrypted")) && key == null) {
            throw new IOException("the recorded session is encrypted, and keys are not recorded: give its key");
        }
        try {
            String appId = all.getProperty("app_id");
            String formula = all.getProperty("formula");
            SessionSettings session = new SessionSettings(
                    Integer.parseInt(required(all, "pulse_hz")),
                    Integer.parseInt(required(all, "tag")),
                    Integer.parseInt(required(all, "packet_hz")),
                    appId == null ? null : Long.valueOf(appId),
                    Boolean.parseBoolean(all.getProperty("encrypted")) ? key : null,
                    Boolean.parseBoolean(all.getProperty("anchored")));
            return new RunSettings(
                    session,
                    formula == null ? null : TickFormula.valueOf(formula),
                    Double.parseDouble(required(all, "stamp_sigma_ns")),
                    StampNoise.valueOf(required(all, "stamp_noise")),
                    Double.parseDouble(required(all, "systematic_sigma_ns")));
        } catch (IllegalArgumentException e) {
            throw new IOException("the recording's settings cannot be: " + e.getMessage(), e);
        }
    }

    private static String required(Properties all, String name) {
        String value = all.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
