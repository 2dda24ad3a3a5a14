package dev.syncline.cli.clock;

import dev.syncline.cli.console.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline clock}: the commands that put one clock into another's time. */
@Command(
        name = "clock",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Put one clock into another's time: pulses, serial lines, networks.",
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            // one a line
            ClockStatusCommand.class,
            ClockCompareCommand.class,
            ClockServeCommand.class,
            ClockMeasureCommand.class,
            ClockPpsCommand.class,
            ClockDjiCommand.class,
            ClockSimulateDjiCommand.class,
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ClockCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        String names = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "name one of its commands: " + names);
    }
}
