package dev.syncline.cli.worker;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Unwinding;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.engine.api.Syncline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code syncline worker}: jobs on standard input, answers on standard output. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Sync the clips that are named on standard input, one JSON line each, in one warm process.",
        description = {
            "",
            "A job: {\"id\":\"7\",\"args\":[\"clip.mp4\",\"--json\",\"clip.json\"]}, where args are those of 'syncline sync'. "
                    + "{\"cancel\":\"7\"} stops one. Answers come as JSON lines in the order in which jobs end. "
                    + "The worker ends when its input does; told to end (SIGTERM), it finishes what runs.",
            ""
        },
        footer = {"", "Exit codes: 0 input ended, 1 nobody reads the answers, 2 wrong usage."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class WorkerCommand implements Callable<Integer> {
    private final ClipSync clipSync;
    private final InputStream in;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "clips at once; they share the processors (default: 1)")
    int jobs;

    @Option(names = "--progress", description = "tell how far each clip is")
    boolean progress;

    public WorkerCommand(ClipSync clipSync, InputStream in) {
        this.clipSync = clipSync;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (jobs < 1 || jobs > 1024) {
            throw new ParameterException(spec.commandLine(), "--jobs must be 1 to 1024: " + jobs);
        }
        JsonMapper mapper = JsonMapper.builder().build();
        WorkerEvents events = new WorkerEvents(mapper, spec.commandLine().getOut());
        JobQueue queue = new JobQueue(clipSync, events, jobs, progress);
        Unwinding.insteadOfInterrupting(queue::drain);
        events.ready(Syncline.version(), jobs);
        RequestLines lines = new RequestLines(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                take(line, lines, queue, events, mapper);
            }
            if (events.isBroken()) {
                queue.drain();
                return ExitCode.FAILED;
            }
        }
        queue.finish();
        return events.isBroken() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void take(String line, RequestLines lines, JobQueue queue, WorkerEvents events, JsonMapper mapper) {
        try {
            if (lines.wasTooLong()) {
                throw new IllegalArgumentException("longer than " + RequestLines.LONGEST + " characters");
            }
            switch (WorkerRequest.parse(mapper, line)) {
                case WorkerRequest.Sync job -> queue.add(job);
                case WorkerRequest.Cancel cancel -> queue.cancel(cancel.id());
            }
        } catch (IllegalArgumentException e) {
            events.error(lines.number(), String.valueOf(e.getMessage()));
        }
    }
}
