package dev.syncline.cli.sync;

import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.project.GyroflowProjectReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that a result goes into: claimed before the work begins, written when all of them are ready. */
public final class ResultFiles {
    /** Stands for standard output. */
    public static final Path STANDARD_OUTPUT = Path.of("-");

    private enum Kind {
        JSON,
        CSV,
        GYROFLOW,
        REPORT
    }

    private final Map<Kind, ReplacedFile> files = new LinkedHashMap<>();
    private final Map<Kind, Path> named = new LinkedHashMap<>();
    private final boolean jsonToStandardOutput;
    private @Nullable Path gyroflowFrom;
    private @Nullable ClipCheck check;

    /**
     * Makes sure that each file can be written.
     *
     * @param json null for none, {@link #STANDARD_OUTPUT} for standard output
     * @param guard knows the inputs
     * @throws IOException when one cannot, or would go over an input or over another: one line
     */
    ResultFiles(
            @Nullable Path json, @Nullable Path csv, @Nullable Path gyroflow, @Nullable Path report, OutputGuard guard)
            throws IOException {
        jsonToStandardOutput = STANDARD_OUTPUT.equals(json);
        claim(Kind.JSON, jsonToStandardOutput ? null : json, guard);
        claim(Kind.CSV, csv, guard);
        claim(Kind.GYROFLOW, gyroflow, guard);
        claim(Kind.REPORT, report, guard);
    }

    /**
     * Makes the project from one that is there; it may be the file that is written.
     *
     * @param project null for none
     * @throws IOException when it cannot be read
     */
    ResultFiles from(@Nullable Path project) throws IOException {
        if (project != null) {
            GyroflowProjectReader.read(project);
        }
        gyroflowFrom = project;
        return this;
    }

    /** With what a check of the points saw, for the report. */
    ResultFiles checked(@Nullable ClipCheck seen) {
        check = seen;
        return this;
    }

    private void claim(Kind kind, @Nullable Path path, OutputGuard guard) throws IOException {
        if (path != null) {
            files.put(kind, guard.writes(path));
            named.put(kind, path);
        }
    }

    /** Whether standard output belongs to the JSON. */
    boolean ownStandardOutput() {
        return jsonToStandardOutput;
    }

    /**
     * Makes all texts, then writes all files.
     *
     * @throws IOException when one cannot be written; each that was is whole
     * @throws InterruptedException when the thread was interrupted before the first was written
     */
    void write(SyncOutcome outcome, PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        Map<Kind, byte[]> texts = new LinkedHashMap<>();
        for (Kind kind : files.keySet()) {
            byte[] text = text(kind, outcome);
            if (text == null) {
                err.println("syncline: " + named.get(kind)
                        + " was not written: there is no good point to put into a Gyroflow project");
            } else {
                texts.put(kind, text);
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        for (Map.Entry<Kind, byte[]> entry : texts.entrySet()) {
            ReplacedFile file = files.get(entry.getKey());
            if (file != null) {
                file.replaceWith(entry.getValue());
            }
        }
        if (jsonToStandardOutput) {
            out.print(new String(outcome.json(), StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private byte @Nullable [] text(Kind kind, SyncOutcome outcome) throws IOException {
        return switch (kind) {
            case JSON -> outcome.json();
            case CSV -> outcome.csv();
            case REPORT -> outcome.report(check);
            case GYROFLOW -> gyroflowFrom == null ? outcome.gyroflowProject() : outcome.gyroflowProject(gyroflowFrom);
        };
    }
}
