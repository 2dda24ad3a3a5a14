package dev.syncline.cli.points;

import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.edit.EditPoint;
import dev.syncline.engine.edit.PointsFile;
import dev.syncline.engine.motion.ImuOrientation;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a sync at one place is asked for, by what the file says already. */
record HereOptions(PointsFile file) {
    /** Gyroflow's own search size. */
    private static final Duration REACH = Duration.ofSeconds(5);

    SyncOptions at(long atNs, Duration window, Duration roughOffset, @Nullable Duration search) throws IOException {
        SyncOptions options = SyncOptions.defaults().points(1).window(window).at(List.of(Duration.ofNanos(atNs)));
        String letters = file.clue().orientation();
        if (letters != null) {
            options = options.orientation(new SyncOptions.Orientation.Given(axes(letters)));
        }
        RollingShutter readout = file.clue().readout();
        if (readout != null) {
            options = options.readout(new SyncOptions.Readout.Given(readout));
        }
        options = options.estimateBias(file.clue().estimateBias());
        if (file.clue().lowPassHz() >= 10) {
            options = options.lowPass(file.clue().lowPassHz());
        }
        if (search != null) {
            return options.search(roughOffset, search);
        }
        Duration about = nearby(atNs);
        return about == null ? options : options.search(about, REACH);
    }

    private static ImuOrientation axes(String letters) throws IOException {
        try {
            return new ImuOrientation(letters);
        } catch (IllegalArgumentException e) {
            throw new IOException("the project's imu_orientation: " + e.getMessage(), e);
        }
    }

    /** The offset of the nearest point that counts, on the log's own clock; null where none is known. */
    private @Nullable Duration nearby(long atNs) {
        Long zeroNs = file.clue().zeroOfLogNs();
        return zeroNs == null
                ? null
                : file.points().stream()
                        .filter(EditPoint::counts)
                        .min(Comparator.comparingLong(p -> Math.abs(p.videoNs() - atNs)))
                        .map(p -> Duration.ofNanos(Math.round(p.offsetMs() * 1e6) - zeroNs))
                        .orElse(null);
    }
}
