package dev.syncline.engine.read;

import dev.syncline.engine.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A motion log as read.
 *
 * @param name the file's name, for people
 * @param format short name of the format: {@code gcsv}, {@code gpmf}
 * @param gyro angular velocity in the log's own axes, on the log's own clock
 * @param orientation how the log's axes lie in the camera, as the log declares it or as its format implies
 * @param orientationDeclared false where the log said nothing and {@code orientation} is the format's default
 * @param shutter the camera's readout, null where the log does not say
 * @param gyroflowZeroNs the log time that Gyroflow calls zero when it reads the same file (it subtracts the first
 *     timestamp of some formats), ns
 * @param saturated spans where the sensor was at its limit and its rates are not to be trusted
 * @param warnings what a user should hear, one line each
 */
public record MotionLog(
        String name,
        String format,
        GyroTrack gyro,
        ImuOrientation orientation,
        boolean orientationDeclared,
        @Nullable RollingShutter shutter,
        long gyroflowZeroNs,
        List<TimeSpan> saturated,
        List<String> warnings) {
    public MotionLog {
        saturated = List.copyOf(saturated);
        warnings = List.copyOf(warnings);
    }

    /** A span of the log's clock, both ends included, ns. */
    public record TimeSpan(long fromNs, long toNs) {}
}
