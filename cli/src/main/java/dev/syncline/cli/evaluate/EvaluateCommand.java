package dev.syncline.cli.evaluate;

import dev.syncline.bindings.ffmpeg.FfmpegVideoProvider;
import dev.syncline.bindings.load.Machine;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputFolder;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.GyroflowOffset;
import dev.syncline.cli.sync.Progress;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.file.PartFile;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline evaluate}: how near methods come to clips whose offset is known. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Compare methods on clips whose offset is known.",
        description = {
            "",
            "DIR holds for each clip NAME.mp4, its log, NAME.lens.json and NAME.truth.json; 'syncline render' makes such "
                    + "clips. Syncline itself is run with --sync-options; answers of other tools are read with --offsets.",
            ""
        },
        footer = {
            "",
            "The offset is video time less log time. docs/evaluating.md describes the files.",
            "Exit codes: 0 done, 1 a clip failed, 2 wrong usage, 130 interrupted."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class EvaluateCommand implements Callable<Integer> {
    private static final String OWN = "syncline";

    private final ClipSync clipSync;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "folder of clips with their truth")
    Path folder;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = OutputFolder.class,
            description = "write evaluation.html and evaluation.json there (default: print the table alone)")
    @Nullable
    Path out;

    @Option(
            names = "--sync-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "options of 'syncline sync' for every clip, such as \"--points 5 --readout auto\"")
    String syncOptions;

    @Option(
            names = "--offsets",
            paramLabel = "TOOL=PATH",
            description =
                    "another tool's answers: a table clip,video_s,offset_ms[,sigma_ms] as CSV, or a folder of Gyroflow "
                            + "projects NAME.gyroflow; may be given several times")
    Map<String, Path> offsets = new LinkedHashMap<>();

    @Option(
            names = "--gyroflow-offset",
            paramLabel = "gyroflow|true",
            defaultValue = "gyroflow",
            description = "what the offsets in projects are: gyroflow has half a log sample added, which is taken away "
                    + "before they are compared (default: gyroflow)")
    GyroflowOffset gyroflowOffset;

    @Option(
            names = "--foreign",
            paramLabel = "N",
            defaultValue = "2",
            description = "try each clip with the logs of N others: none may be accepted (default: 2)")
    int foreign;

    @Option(names = "--no-engine", description = "compare the other tools alone")
    boolean noEngine;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "clips whose names begin like this")
    List<String> only = new ArrayList<>();

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress")
    boolean quiet;

    public EvaluateCommand(ClipSync clipSync) {
        this.clipSync = clipSync;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Usage.require(spec, foreign >= 0 && foreign <= 10_000, "--foreign must be 0 to 10000: " + foreign);
        Usage.require(spec, !noEngine || !offsets.isEmpty(), "--no-engine leaves nothing to compare: give --offsets");
        Usage.require(
                spec,
                !offsets.containsKey(OWN),
                "--offsets: '" + OWN + "' is this program; give the tool another name");
        List<Truth> truths = TruthReader.folder(folder).stream()
                .filter(truth -> only.isEmpty() || only.stream().anyMatch(truth.name()::startsWith))
                .toList();
        Usage.require(
                spec,
                !truths.isEmpty(),
                "--only " + String.join(",", only) + ": no clip in " + folder + " begins like this");
        PrintWriter err = spec.commandLine().getErr();
        if (out != null) {
            Files.createDirectories(out);
        }
        // Read before anything long begins.
        Map<String, OffsetTable> tables = tables(truths, err);
        List<MethodScore> methods = new ArrayList<>();
        ForeignLogs.Tried tried = null;
        try (Progress progress = Progress.shown(quiet, err)) {
            if (!noEngine) {
                ForeignLogs logs = new ForeignLogs();
                methods.add(engine(truths, logs, progress));
                if (foreign > 0) {
                    tried = logs.run(
                            foreign,
                            (done, total) -> progress.accept(new SyncProgress("logs of other clips", done, total)));
                }
            }
            for (Map.Entry<String, Path> tool : offsets.entrySet()) {
                methods.add(tool(tool.getKey(), tool.getValue(), tables.get(tool.getKey()), truths));
            }
        }
        Evaluation evaluation = new Evaluation(folder.toString(), Version.line(), Machine.line(), methods, tried);
        EvaluationText.print(evaluation, spec.commandLine().getOut());
        if (out != null) {
            PartFile.write(out.resolve("evaluation.json"), EvaluationJson.write(evaluation));
            PartFile.write(out.resolve("evaluation.html"), EvaluationPage.render(evaluation));
        }
        boolean failed = methods.stream().anyMatch(method -> method.count(ClipScore.Verdict.FAILED) > 0);
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private Map<String, OffsetTable> tables(List<Truth> truths, PrintWriter err) throws IOException {
        Set<String> names = new HashSet<>();
        truths.forEach(truth -> names.add(truth.name()));
        Map<String, OffsetTable> tables = new LinkedHashMap<>();
        for (Map.Entry<String, Path> tool : offsets.entrySet()) {
            if (!Files.exists(tool.getValue())) {
                throw new NoSuchFileException(tool.getValue().toString());
            }
            if (Files.isDirectory(tool.getValue())) {
                continue;
            }
            OffsetTable table = OffsetTable.read(tool.getValue());
            for (String clip : table.clips()) {
                if (only.isEmpty() && !names.contains(clip)) {
                    err.println("syncline: warning: " + tool.getValue() + ": no clip '" + clip + "' in " + folder);
                }
            }
            tables.put(tool.getKey(), table);
        }
        return tables;
    }

    private MethodScore engine(List<Truth> truths, ForeignLogs logs, Progress progress)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>();
        for (String word : syncOptions.strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                options.add(word);
            }
        }
        for (String own : List.of("--json", "--csv", "--gyroflow", "--report", "--gyro", "--lens", "--search")) {
            Usage.require(
                    spec,
                    options.stream().noneMatch(word -> word.equals(own) || word.startsWith(own + "=")),
                    "--sync-options: " + own + " cannot be given for all clips alike");
        }
        EngineRun run = new EngineRun(clipSync, options);
        List<ClipScore> clips = new ArrayList<>();
        try {
            // Once for nothing, so that the first clip does not pay for compiling.
            run.run(truths.getFirst());
            for (int i = 0; i < truths.size(); i++) {
                progress.accept(new SyncProgress("sync", i, truths.size()));
                EngineRun.Outcome outcome = run.run(truths.get(i));
                clips.add(ClipScore.of(truths.get(i), outcome.answer(), outcome.cost()));
                if (outcome.synced() != null) {
                    logs.add(truths.get(i), outcome.synced());
                }
            }
            progress.accept(new SyncProgress("sync", truths.size(), truths.size()));
        } catch (EngineRun.WrongOptionsException e) {
            throw new ParameterException(spec.commandLine(), "--sync-options: " + e.getMessage(), e);
        }
        return new MethodScore(
                OWN, options.isEmpty() ? "sync with default options" : "sync " + String.join(" ", options), clips);
    }

    private MethodScore tool(String name, Path path, @Nullable OffsetTable table, List<Truth> truths)
            throws IOException {
        List<ClipScore> clips = new ArrayList<>();
        ProjectFolder projects = new ProjectFolder(path, gyroflowOffset);
        for (Truth truth : truths) {
            Answer answer = table != null ? table.answer(truth.name()) : projects.answer(truth.name(), log(truth));
            clips.add(ClipScore.of(truth, answer, null));
        }
        return new MethodScore(name, "offsets of " + path, clips);
    }

    private static MotionLog log(Truth truth) throws IOException {
        return TelemetryReaders.find(truth.video(), truth.log(), new FfmpegVideoProvider().dataTracks())
                .log();
    }
}
