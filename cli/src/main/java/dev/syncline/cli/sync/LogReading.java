package dev.syncline.cli.sync;

import dev.syncline.engine.telemetry.ReadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say how a motion log is to be read. */
public final class LogReading {
    @Option(
            names = "--flight",
            paramLabel = "N",
            description = "the flight of a Blackbox log with several, from 1 (default: all of them are searched)")
    @Nullable
    Integer flight;

    @Option(
            names = "--columns",
            paramLabel = "MAP",
            description = "what the columns of a table are, by name or by number from 1, such as "
                    + "t=time,gx=wx,gy=wy,gz=wz,unit=deg/s,time=ms (default: by the words above them)")
    @Nullable
    String columns;

    @Option(
            names = "--gyro-else",
            paramLabel = "LOG",
            description =
                    "a log to try where the video has no motion data inside or beside it; may be given several times, "
                            + "and the first that fits is taken")
    List<Path> others = new ArrayList<>();

    /** What was asked for. @throws ParameterException when it cannot be */
    public ReadOptions options(CommandSpec spec) {
        if (flight != null && flight < 1) {
            throw new ParameterException(spec.commandLine(), "--flight counts from 1: " + flight);
        }
        return new ReadOptions(flight, columns);
    }
}
