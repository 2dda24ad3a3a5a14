package dev.syncline.cli.sync;

import dev.syncline.cli.console.Usage;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.gpmf.GoproChapters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
                    + "t=time,gx=wx,gy=wy,gz=wz,unit=deg/s,time=ms (default: by the words above them); inspect also takes"
                    + " ax=,ay=,az=,aunit=g and mx=,my=,mz=,munit=uT")
    @Nullable
    String columns;

    @Option(
            names = "--gyro-next",
            paramLabel = "LOG",
            description =
                    "a file that goes on with the log: the next chapter of a camera's recording, or a logger's next"
                            + " file; may be given several times, in their order")
    List<Path> next = new ArrayList<>();

    @Option(
            names = "--chapters",
            description =
                    "where the log is a chapter of a GoPro's recording (GX010123, GX020123 and so on), take all of"
                            + " them, which lie beside it, as one log")
    boolean chapters;

    @Mixin
    LenientReading lenient = new LenientReading();

    @Option(
            names = "--gyro-else",
            paramLabel = "LOG",
            description =
                    "a log to try where the video has no motion data inside or beside it; may be given several times, "
                            + "and the first that fits is taken")
    List<Path> others = new ArrayList<>();

    /**
     * The file that the log begins in.
     *
     * @param log the one that was named; null for none
     * @throws IOException when a chapter of it is missing, or its folder cannot be read
     */
    public @Nullable Path first(@Nullable Path log) throws IOException {
        return chapters && log != null ? GoproChapters.of(log).getFirst() : log;
    }

    /** All files that the log goes on in. */
    List<Path> next(@Nullable Path log) throws IOException {
        if (!chapters || log == null) {
            return next;
        }
        List<Path> all = GoproChapters.of(log);
        return all.subList(1, all.size());
    }

    /**
     * What was asked for.
     *
     * @param log the one that was named; null where one is looked for
     * @throws ParameterException when it cannot be
     * @throws IOException when a chapter of it is missing, or its folder cannot be read
     */
    public ReadOptions options(CommandSpec spec, @Nullable Path log) throws IOException {
        boolean goesOn = chapters || !next.isEmpty();
        Usage.require(spec, !chapters || next.isEmpty(), "--chapters finds the files that --gyro-next names: give one");
        Usage.require(spec, !goesOn || log != null, "--chapters and --gyro-next go with a log that is named");
        Usage.require(
                spec, !goesOn || others.isEmpty(), "--chapters and --gyro-next do not go together with --gyro-else");
        if (flight != null && flight < 1) {
            throw new ParameterException(spec.commandLine(), "--flight counts from 1: " + flight);
        }
        return lenient.of(new ReadOptions(flight, columns)).continuedBy(next(log));
    }
}
