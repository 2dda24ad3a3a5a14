package dev.syncline.cli.clock;

import dev.syncline.hardware.dji.sim.PulseFile;
import dev.syncline.hardware.pulse.PulseSource;
import dev.syncline.hardware.pulse.PulseSources;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The pulse lines that a user can name, with their stamps on CLOCK_MONOTONIC. */
final class PulseLines {
    private static final String SIMULATED = "sim:";

    private PulseLines() {}

    /**
     * Opens a line.
     *
     * @return null for {@code none}
     * @throws ParameterException if the name is none of a line
     * @throws IOException if the line cannot be had
     */
    static @Nullable PulseSource open(String name, CommandLine command) throws IOException {
        if (name.equals("none")) {
            return null;
        }
        if (name.startsWith(SIMULATED)) {
            return new PulseFile.Watch(Path.of(name.substring(SIMULATED.length())));
        }
        if (!PulseSources.isName(name)) {
            throw new ParameterException(
                    command,
                    "--pulse: '" + name + "' is no pulse line: expected " + PulseSources.FORMS + ", sim:FILE or none");
        }
        return PulseSources.openMonotonic(name);
    }
}
