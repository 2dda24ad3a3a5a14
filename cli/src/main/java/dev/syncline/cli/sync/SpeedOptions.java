package dev.syncline.cli.sync;

import dev.syncline.cli.console.Usage;
import dev.syncline.engine.api.SyncOptions.Speed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How fast a video plays beside how it was filmed. */
final class SpeedOptions {
    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description = "how fast the video plays beside how it was filmed: 0.5 for slow motion at half speed")
    private @Nullable Double speed;

    @Option(
            names = "--true-fps",
            paramLabel = "RATE",
            description = "frame rate that the video was filmed at, such as 59.94, where it plays at another")
    private @Nullable Double trueFps;

    boolean isNamed() {
        return speed != null || trueFps != null;
    }

    /** Ends the command where a number cannot be, or both say it. */
    void check(CommandSpec spec) {
        Usage.require(spec, speed == null || trueFps == null, "--speed and --true-fps say the same: give one");
        Usage.require(spec, speed == null || (speed >= 0.01 && speed <= 100), "--speed must be 0.01 to 100: " + speed);
        Usage.require(
                spec, trueFps == null || (trueFps > 0 && trueFps <= 100_000), "--true-fps must be above 0: " + trueFps);
    }

    Speed playing() {
        if (speed != null) {
            return new Speed.Times(speed);
        }
        return trueFps == null ? new Speed.AsFilmed() : new Speed.FilmedAt(trueFps);
    }
}
