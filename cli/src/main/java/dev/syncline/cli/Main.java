package dev.syncline.cli;

import dev.syncline.cli.align.AlignCommand;
import dev.syncline.cli.archive.ArchiveCommand;
import dev.syncline.cli.archive.ArchiveMergeCommand;
import dev.syncline.cli.capture.CamerasCommand;
import dev.syncline.cli.capture.CaptureCommand;
import dev.syncline.cli.capture.FramesCommand;
import dev.syncline.cli.clock.ClockCommand;
import dev.syncline.cli.console.ErrorLine;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.StandardOutput;
import dev.syncline.cli.console.Unwinding;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.doctor.DoctorCommand;
import dev.syncline.cli.evaluate.EvaluateCommand;
import dev.syncline.cli.evaluate.RenderCommand;
import dev.syncline.cli.inspect.InspectCommand;
import dev.syncline.cli.lens.LensesCommand;
import dev.syncline.cli.match.MatchCommand;
import dev.syncline.cli.points.PointsCommand;
import dev.syncline.cli.preview.CheckCommand;
import dev.syncline.cli.preview.PreviewCommand;
import dev.syncline.cli.rig.RigCommand;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.DemoClip;
import dev.syncline.cli.sync.DemoCommand;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.cli.sync.RenderedDemo;
import dev.syncline.cli.sync.SyncCommand;
import dev.syncline.cli.sync.SyncConverters;
import dev.syncline.cli.worker.WorkerCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code syncline} command. */
@Command(
        name = "syncline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Syncline puts cameras and motion sensors on one timeline.",
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Begin with:  syncline demo",
            "             syncline sync VIDEO --report report.html",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (no answer to trust), 130 interrupted."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Main implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "add the stack trace to an error")
    boolean debug;

    private final ClipSync clipSync;
    private final DemoClip.Renderer demoRenderer;

    public Main(ClipSync clipSync, DemoClip.Renderer demoRenderer) {
        this.clipSync = clipSync;
        this.demoRenderer = demoRenderer;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            // Scripts ask for it all the time; parsing the command line would take longer than starting Java.
            System.out.println(Version.line());
            if (System.out.checkError()) {
                System.err.println("syncline: cannot write to standard output");
                System.exit(ExitCode.FAILED);
            }
            return;
        }
        Unwinding unwinding = Unwinding.of(Thread.currentThread());
        int exitCode = new Main(new EngineSync(), new RenderedDemo()).runOnConsole(args);
        unwinding.done();
        System.exit(exitCode);
    }

    /** Runs a command on the process's own streams. */
    int runOnConsole(String... args) {
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        return run(new StandardOutput(), System.out.charset(), err, args);
    }

    /** Runs a command whose output has to arrive. */
    int run(StandardOutput standardOutput, Charset charset, PrintWriter err, String... args) {
        int exitCode = run(new PrintWriter(standardOutput, false, charset), err, args);
        IOException failure = standardOutput.failure();
        if (failure == null) {
            return exitCode;
        }
        err.println("syncline: cannot write to standard output: " + failure.getMessage());
        err.flush();
        return ExitCode.FAILED;
    }

    /** Runs a command. @return its exit code */
    int run(PrintWriter out, PrintWriter err, String... args) {
        ErrorLine errors = new ErrorLine(() -> debug);
        CommandLine command = new CommandLine(this);
        // Before the rest: converters and settings go to the commands that are there.
        addCommands(command, args.length > 0 ? args[0] : "");
        SyncConverters.register(command);
        command.setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors);
        try {
            return command.execute(args);
        } catch (Error e) {
            // picocli hands exceptions to the mapper; errors, such as no memory left, come through.
            return errors.report(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Adds the command that is named, or all where none is: setting one up takes longer than most of them run. */
    private void addCommands(CommandLine command, String named) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("sync", () -> new SyncCommand(clipSync));
        commands.put("points", () -> PointsCommand.with(clipSync));
        commands.put("worker", () -> new WorkerCommand(clipSync, System.in));
        commands.put("archive", ArchiveCommand::new);
        commands.put("archive-merge", ArchiveMergeCommand::new);
        commands.put("render", RenderCommand::new);
        commands.put("evaluate", () -> new EvaluateCommand(clipSync));
        commands.put("demo", () -> new DemoCommand(demoRenderer, clipSync));
        commands.put("inspect", InspectCommand::new);
        commands.put("lenses", LensesCommand::new);
        commands.put("align", AlignCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("preview", PreviewCommand::new);
        commands.put("match", MatchCommand::new);
        commands.put("rig", RigCommand::new);
        commands.put("capture", CaptureCommand::new);
        commands.put("cameras", CamerasCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("frames", FramesCommand::new);
        commands.put("clock", ClockCommand::new);
        commands.put("warm-up", WarmUpCommand::new);
        Supplier<Object> one = commands.get(named);
        for (Supplier<Object> each : one == null ? commands.values() : List.of(one)) {
            command.addSubcommand(each.get());
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command, such as sync");
    }
}
