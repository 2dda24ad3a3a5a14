package dev.syncline.engine.telemetry;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A motion log as read.
 *
 * @param name the file's name, for people
 * @param format short name of the format: {@link TelemetryFormat#name()}
 * @param gyro angular velocity in the log's own axes, on the log's own clock
 * @param orientation how the log's axes lie in the camera, as the log declares it or as its format implies
 * @param orientationDeclared false where the log said nothing and {@code orientation} is the format's default
 * @param shutter the camera's readout, null where the log does not say
 * @param gyroflowZeroNs the log time that Gyroflow calls zero when it reads the same file (it subtracts the first
 *     timestamp of some formats), ns
 * @param saturated spans where the sensor was at its limit and its rates are not to be trusted
 * @param warnings what a user should hear, one line each
 * @param onVideosClock true where the log lies inside a video and its times are, nearly enough, those of the video
 * @param negatedAxis the axis (0 to 2) whose rates were negated after reading, since the log is mirrored; −1 for none
 * @param others other recordings that stand in the same file, longest first, none longer than this one
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
        List<Warning> warnings,
        boolean onVideosClock,
        int negatedAxis,
        List<MotionLog> others) {
    public MotionLog {
        others = List.copyOf(others);
        saturated = List.copyOf(saturated);
        warnings = List.copyOf(warnings);
    }

    /** The only recording of its file. */
    public MotionLog(
            String name,
            String format,
            GyroTrack gyro,
            ImuOrientation orientation,
            boolean orientationDeclared,
            @Nullable RollingShutter shutter,
            long gyroflowZeroNs,
            List<TimeSpan> saturated,
            List<Warning> warnings,
            boolean onVideosClock,
            int negatedAxis) {
        this(
                name,
                format,
                gyro,
                orientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                saturated,
                warnings,
                onVideosClock,
                negatedAxis,
                List.of());
    }

    /** A log that is a file of its own, as it stands there. */
    public MotionLog(
            String name,
            String format,
            GyroTrack gyro,
            ImuOrientation orientation,
            boolean orientationDeclared,
            @Nullable RollingShutter shutter,
            long gyroflowZeroNs,
            List<TimeSpan> saturated,
            List<Warning> warnings) {
        this(
                name,
                format,
                gyro,
                orientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                saturated,
                warnings,
                false,
                -1);
    }

    /** The same log with other samples, and a warning that says why. */
    public MotionLog with(GyroTrack samples, WarningCode code, String warning) {
        LogWarnings more = new LogWarnings(warnings);
        more.add(code, warning);
        return new MotionLog(
                name,
                format,
                samples,
                orientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                saturated,
                more.list(),
                onVideosClock,
                negatedAxis,
                others);
    }

    /** The same log with these other recordings of its file. */
    public MotionLog beside(List<MotionLog> recordings) {
        return new MotionLog(
                name,
                format,
                gyro,
                orientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                saturated,
                warnings,
                onVideosClock,
                negatedAxis,
                recordings);
    }

    /**
     * A mirrored log with the rates about one axis (0 to 2) negated, so that its mounting is a turn.
     *
     * @throws IllegalStateException when an axis is negated already
     */
    public MotionLog negating(int axis) {
        if (negatedAxis >= 0) {
            throw new IllegalStateException("axis " + negatedAxis + " of " + name + " is negated already");
        }
        return new MotionLog(
                name,
                format,
                gyro.negating(axis),
                orientation.negating(axis),
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                saturated,
                warnings,
                onVideosClock,
                axis);
    }

    /** The same log with other rates at the same times. */
    public MotionLog withGyro(GyroTrack other) {
        return new MotionLog(
                name,
                format,
                other,
                orientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                saturated,
                warnings,
                onVideosClock,
                negatedAxis);
    }

    /** The same log with all its rates times a factor, and a warning that says so. */
    public MotionLog scaled(double factor) {
        LogWarnings more = new LogWarnings(warnings);
        more.add(
                WarningCode.LOG_UNIT,
                String.format(
                        java.util.Locale.ROOT,
                        "the log's rates are %.3g times what the picture turns: %s; they were put right",
                        1 / factor,
                        factor < 1
                                ? "degrees a second where radians were declared?"
                                : "radians a second where degrees were declared?"));
        return new MotionLog(
                name,
                format,
                gyro.scaled((float) factor),
                orientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                List.of(),
                more.list(),
                onVideosClock,
                negatedAxis);
    }

    /** The same log with all its rates times a factor near 1. Spans at the sensor's limit stay what they are. */
    public MotionLog rescaled(double factor) {
        return new MotionLog(
                name,
                format,
                gyro.scaled((float) factor),
                orientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                saturated,
                warnings,
                onVideosClock,
                negatedAxis,
                others);
    }

    /** A mounting of this log in the axes that its file has. */
    public ImuOrientation asStored(ImuOrientation mounting) {
        return negatedAxis < 0 ? mounting : mounting.negating(negatedAxis);
    }

    /** Rates about this log's axes, double[3], in the axes that its file has. */
    public double[] asStored(double[] rates) {
        double[] stored = rates.clone();
        if (negatedAxis >= 0) {
            stored[negatedAxis] = -stored[negatedAxis];
        }
        return stored;
    }

    /** A span of the log's clock, both ends included, ns. */
    public record TimeSpan(long fromNs, long toNs) {}
}
