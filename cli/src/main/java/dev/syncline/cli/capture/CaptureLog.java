package dev.syncline.cli.capture;

import dev.syncline.hardware.framesync.FrameSyncStatus;
import dev.syncline.hardware.framesync.FrameSyncVerdict;
import dev.syncline.hardware.recorder.run.CaptureStatus;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object a line, ten a second at most, with the same as {@link CaptureLine}. */
final class CaptureLog implements CaptureDisplay {
    private final JsonMapper json = JsonMapper.builder().build();
    private final PrintWriter err;

    CaptureLog(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(CaptureStatus status) {
        err.println(json.writeValueAsString(fields(status)));
        err.flush();
    }

    private static Map<String, Object> fields(CaptureStatus status) {
        FrameSyncStatus sync = status.sync();
        FrameSyncVerdict verdict = status.verdict();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", sync.role().name().toLowerCase(Locale.ROOT));
        fields.put("state", verdict.state().name().toLowerCase(Locale.ROOT));
        fields.put("ready", verdict.ready());
        fields.put("aligned", verdict.aligned());
        put(fields, "network", sync.network());
        put(fields, "server", sync.server());
        time(fields, "ready_in_ms", verdict.timerNs(), 1e-6);
        time(fields, "offset_us", verdict.offsetNs(), 1e-3);
        fields.put("corrections", sync.corrections());
        time(fields, "last_correction_us", sync.lastCorrectionNs(), 1e-3);
        fields.put("packets_sent", sync.packetsSent());
        fields.put("packets_used", sync.packetsUsed());
        fields.put("packets_lost", sync.packetsLost());
        fields.put("packets_refused", sync.packetsRefused());
        put(fields, "last_refusal", sync.lastRefusal());
        fields.put("network_failures", sync.networkFailures());
        put(fields, "last_network_failure", sync.lastNetworkFailure());
        fields.put("clock_steps", sync.clockSteps());
        fields.put("server_restarts", sync.serverRestarts());
        fields.put("server_changes", sync.serverChanges());
        fields.put("rate_changes", sync.rateChanges());
        put(fields, "note", sync.note());
        fields.put("frames_seen", status.seen());
        fields.put("frames_recorded", status.recorded());
        fields.put("frames_missed", status.missed());
        fields.put("frames_missed_recording", status.missedRecording());
        fields.put("frames_encoder_dropped", status.encoderDropped());
        fields.put("frames_damaged", status.damaged());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static void time(Map<String, Object> fields, String name, long ns, double unit) {
        if (ns != FrameSyncVerdict.UNKNOWN) {
            fields.put(name, Math.round(ns * unit * 1000) / 1000.0);
        }
    }
}
