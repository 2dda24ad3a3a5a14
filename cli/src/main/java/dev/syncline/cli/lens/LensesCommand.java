package dev.syncline.cli.lens;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.sync.LensOptions;
import dev.syncline.engine.lens.LensDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline lenses}: what is in a database of lens profiles. */
@Command(
        name = "lenses",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "List the lens profiles of a database, and those of it that cannot be used.",
        description = {
            "",
            "Without words: how many profiles there are, and each that cannot be used, with the reason. With words: the "
                    + "profiles that have all of them in their path or identifier.",
            ""
        },
        footer = {"", "Example:  syncline lenses --lens-dir lens_profiles.tar.gz hero7black wide 4by3"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LensesCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "words to look for")
    List<String> words = new ArrayList<>();

    @Option(
            names = "--lens-dir",
            paramLabel = "DIR|ARCHIVE",
            description = "folder, or .tar.gz or .zip archive, of Gyroflow's lens profiles (default: what "
                    + LensOptions.VARIABLE + " names)")
    @Nullable
    Path database;

    @Override
    public Integer call() throws IOException {
        LensDatabase lenses = LensOptions.opened(database, System.getenv());
        if (lenses == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no database of lens profiles: name one with --lens-dir or in " + LensOptions.VARIABLE);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (words.isEmpty()) {
            Map<String, Integer> faults = new LinkedHashMap<>();
            lenses.faults().forEach(fault -> faults.merge(fault.reason(), 1, Integer::sum));
            faults.forEach((reason, modes) -> out.println(reason + (modes > 1 ? " (" + modes + " modes)" : "")));
            out.println(lenses.profiles() + " profiles, " + faults.size() + " of them cannot be used in whole");
        } else {
            List<String> names = lenses.named(words);
            names.forEach(out::println);
            if (names.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("syncline: none of the " + lenses.profiles()
                                + " profiles has all of these words in its" + " path or identifier; try fewer");
            }
        }
        return ExitCode.DONE;
    }
}
