package dev.syncline.cli.clock;

import dev.syncline.hardware.dji.simulated.PulseFile;
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

    /** The file that a simulated line is, null for another. */
    static @Nullable Path file(String name) {
        return name.startsWith(SIMULATED) ? Path.of(name.substring(SIMULATED.length())) : null;
    }

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
        Path file = file(name);
        if (file != null) {
            return new PulseFile.Watch(file);
        }
        if (!PulseSources.isName(name)) {
            throw new ParameterException(
                    command,
                    "--pulse: '" + name + "' is no pulse line: expected " + PulseSources.FORMS + ", sim:FILE or none");
        }
        return PulseSources.openMonotonic(name);
    }
}
