package dev.syncline.cli.console;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command asks of its options beyond what each says of itself. */
public final class Usage {
    private Usage() {}

    /**
     * Ends the command as wrongly used.
     *
     * @param spec the command
     * @param problem one line: what was wrong, and what to do, where the condition does not hold
     */
    public static void require(CommandSpec spec, boolean holds, String problem) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }
}
