package dev.syncline.cli.rig;

import dev.syncline.cli.console.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline rig}: the group of commands about rigs. */
@Command(
        name = "rig",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Check, plan, trigger and verify rigs of cameras that take their pictures together.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RigCheckCommand.class,
            RigPlanCommand.class,
            RigTriggerCommand.class,
            RigVerifyCommand.class,
            RigSimulateCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RigCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command: check, plan, trigger, verify or simulate");
    }
}
