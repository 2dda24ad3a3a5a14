package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.api.SyncOptions.Readout;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.edit.SettingsChange;
import dev.syncline.engine.motion.ImuOrientation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points settings}: what points depend on. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Change the settings that points depend on; points made with others are listed as stale.",
        description = {
            "",
            "With none named they are printed. Rotation and integration method are a Gyroflow project's alone: Syncline finds"
                    + " how the sensor lies, and integrates in its own way.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsSettingsCommand implements Callable<Integer> {
    private static final int MOST_METHOD = 6;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result, or a Gyroflow project")
    Path file;

    @Option(names = "--low-pass", paramLabel = "HZ", description = "filter over the log's rates; 0 for none")
    @Nullable
    Double lowPassHz;

    @Option(
            names = "--orientation",
            paramLabel = "AXES",
            description = "how the log's axes lie, in Gyroflow's letters; in a result also auto or declared")
    @Nullable
    String orientation;

    @Option(
            names = "--bias",
            paramLabel = "X,Y,Z|none",
            split = ",",
            description = "what Gyroflow adds to the rates, degrees a second; none for nothing")
    List<String> bias = List.of();

    @Option(
            names = "--rotation",
            paramLabel = "PITCH,ROLL,YAW",
            split = ",",
            description = "turn of the axes after the orientation, degrees")
    List<Double> rotation = List.of();

    @Option(names = "--integration", paramLabel = "N", description = "Gyroflow's method, by its number: 0 to 6")
    @Nullable
    Integer integration;

    @Option(
            names = "--readout",
            paramLabel = "TIME",
            description = "time that the picture takes to be read out, such as 16ms; negative for bottom to top")
    @Nullable
    Readout readout;

    @Override
    public Integer call() throws IOException {
        SettingsChange change = change();
        EditedFile read = EditedFile.read(file);
        if (lowPassHz == null
                && orientation == null
                && bias.isEmpty()
                && rotation.isEmpty()
                && integration == null
                && readout == null) {
            String settings = read.points().settings();
            spec.commandLine().getOut().println(settings == null ? "no settings stand in " + file : settings);
            return ExitCode.DONE;
        }
        read.replace(
                read.points().with(change),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return ExitCode.DONE;
    }

    private SettingsChange change() {
        Usage.require(
                spec,
                lowPassHz == null || lowPassHz == 0 || (lowPassHz >= 10 && lowPassHz <= 100_000),
                "--low-pass must be 10 to 100000 Hz, or 0 for none: " + lowPassHz);
        Usage.require(
                spec,
                integration == null || (integration >= 0 && integration <= MOST_METHOD),
                "--integration must be 0 to 6: " + integration);
        Usage.require(
                spec, rotation.isEmpty() || rotation.size() == 3, "--rotation takes three angles: PITCH,ROLL,YAW");
        for (Double angle : rotation) {
            Usage.require(
                    spec, Math.abs(angle) <= 360, "--rotation: expected angles up to 360 degrees, found " + angle);
        }
        if (orientation != null && !orientation.equals("auto") && !orientation.equals("declared")) {
            try {
                ImuOrientation given = new ImuOrientation(orientation);
                Usage.require(spec, given.letters().equals(orientation), "--orientation: " + orientation);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--orientation: " + e.getMessage(), e);
            }
        }
        RollingShutter shutter = null;
        if (readout != null) {
            Usage.require(spec, readout instanceof Readout.Given, "--readout takes a time, such as 16ms");
            shutter = readout instanceof Readout.Given given ? given.shutter() : null;
        }
        return new SettingsChange(
                lowPassHz,
                orientation,
                biasDegS(),
                rotation.isEmpty()
                        ? null
                        : rotation.stream().mapToDouble(Double::doubleValue).toArray(),
                integration,
                shutter);
    }

    private double @Nullable [] biasDegS() {
        if (bias.isEmpty()) {
            return null;
        }
        if (bias.equals(List.of("none"))) {
            return new double[3];
        }
        Usage.require(spec, bias.size() == 3, "--bias takes three rates, X,Y,Z, or none");
        double[] values = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            try {
                values[axis] = Double.parseDouble(bias.get(axis));
            } catch (NumberFormatException e) {
                values[axis] = Double.NaN;
            }
            Usage.require(
                    spec, Math.abs(values[axis]) <= 1000, "--bias: expected degrees a second, found " + bias.get(axis));
        }
        return values;
    }
}
