package dev.syncline.cli.worker;

import dev.syncline.engine.api.Refused;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lines that a worker writes: one JSON object each, whole or not at all. Thread-safe. */
final class WorkerEvents {
    /** Version of the lines: counted up where a name changes its meaning or goes. Names may be added at any time. */
    static final int SCHEMA = 1;

    private final JsonMapper mapper;
    private final PrintWriter out;

    WorkerEvents(JsonMapper mapper, PrintWriter out) {
        this.mapper = mapper;
        this.out = out;
    }

    void ready(String version, int jobs) {
        ObjectNode line = event("ready");
        line.put("schema", SCHEMA);
        line.put("version", version);
        line.put("jobs", jobs);
        write(line);
    }

    void progress(String id, SyncProgress progress) {
        ObjectNode line = event("progress");
        line.put("id", id);
        line.put("stage", progress.stage());
        line.put("done", progress.done());
        line.put("total", progress.total());
        write(line);
    }

    /** What cannot be understood or taken. */
    void error(long lineNumber, String reason) {
        ObjectNode line = event("error");
        line.put("line", lineNumber);
        line.put("reason", reason);
        write(line);
    }

    /** A job that was never begun. */
    void unbegun(String id, Ending ending, String reason) {
        ObjectNode line = event("done");
        line.put("id", id);
        line.put("status", ending.word());
        line.put("reason", reason);
        write(line);
    }

    /**
     * A job that has ended.
     *
     * @param outcome null where there is none
     * @param messages what the command said on standard error
     * @param cpuS processor time of the whole process meanwhile, s; NaN where other jobs ran beside it
     */
    void done(
            String id,
            Ending ending,
            int exitCode,
            @Nullable SyncOutcome outcome,
            List<String> messages,
            double wallS,
            double cpuS) {
        ObjectNode line = event("done");
        line.put("id", id);
        line.put("status", ending.word());
        line.put("exit_code", exitCode);
        if (outcome instanceof Refused refused) {
            line.put("reason_code", refused.code().name());
            line.put("reason", refused.reason());
        } else if (outcome == null && !messages.isEmpty()) {
            line.put("reason", messages.getLast());
        }
        ArrayNode said = line.putArray("messages");
        messages.forEach(said::add);
        line.put("wall_s", rounded(wallS));
        if (!Double.isNaN(cpuS)) {
            line.put("cpu_s", rounded(cpuS));
        }
        if (outcome != null) {
            line.set("result", mapper.readTree(outcome.json()));
        }
        write(line);
    }

    /** How a job ended. */
    enum Ending {
        SYNCED,
        REFUSED,
        FAILED,
        WRONG_USAGE,
        CANCELLED,
        NOT_STARTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether nobody reads the lines any more. */
    boolean isBroken() {
        return out.checkError();
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    private ObjectNode event(String name) {
        ObjectNode line = mapper.createObjectNode();
        line.put("event", name);
        return line;
    }

    private synchronized void write(ObjectNode line) {
        out.println(mapper.writeValueAsString(line));
        out.flush();
    }
}
