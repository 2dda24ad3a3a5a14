package dev.syncline.cli.points;

import dev.syncline.cli.console.Version;
import dev.syncline.cli.sync.ClipSync;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline points}: the group of commands that list and edit sync points. */
@Command(
        name = "points",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "List and edit the sync points of a result (--json) or a Gyroflow project.",
        description = {
            "",
            "Files are edited in place. The file as it was is kept beside it as FILE.bak, and undo brings it back. All that"
                    + " is no point stays as it is.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            PointsListCommand.class,
            PointsAddCommand.class,
            PointsSetCommand.class,
            PointsRemoveCommand.class,
            PointsClearCommand.class,
            PointsSettingsCommand.class,
            PointsExportCommand.class,
            PointsUndoCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PointsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    private PointsCommand() {}

    /** The group, with the command that syncs. */
    public static CommandLine with(ClipSync clipSync) {
        return new CommandLine(new PointsCommand()).addSubcommand(new PointsAutoCommand(clipSync));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "name a command: list, add, set, remove, clear, settings, export, auto or undo");
    }
}
