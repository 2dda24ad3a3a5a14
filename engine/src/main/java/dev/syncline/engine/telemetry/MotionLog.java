package dev.syncline.engine.telemetry;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorTrack;
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
 * @param streams what other sensors say, in the log's own axes and on its own clock, at most one of a quantity; empty unless
 *     it was asked for: {@link ReadOptions#allStreams}
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
        List<MotionLog> others,
        List<SensorTrack> streams) {
    /** Keeps copies of the lists. */
    public MotionLog {
        others = List.copyOf(others);
        streams = List.copyOf(streams);
        saturated = List.copyOf(saturated);
        warnings = List.copyOf(warnings);
    }

    /**
     * The only recording of its file.
     *
     * @param name the file's name, for people
     * @param format short name of the format
     * @param gyro angular velocity in the log's own axes, rad/s, on the log's own clock
     * @param orientation how the log's axes lie in the camera
     * @param orientationDeclared false where the log said nothing of it
     * @param shutter the camera's readout, null where the log does not say
     * @param gyroflowZeroNs the log time that Gyroflow calls zero, ns
     * @param saturated spans where the sensor was at its limit
     * @param warnings what a user should hear, one line each
     * @param onVideosClock true where its times are, nearly enough, those of the video
     * @param negatedAxis the axis (0 to 2) whose rates were negated after reading; −1 for none
     */
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
                List.of(),
                List.of());
    }

    /**
     * A log that is a file of its own, as it stands there.
     *
     * @param name the file's name, for people
     * @param format short name of the format
     * @param gyro angular velocity in the log's own axes, rad/s, on the log's own clock
     * @param orientation how the log's axes lie in the camera
     * @param orientationDeclared false where the log said nothing of it
     * @param shutter the camera's readout, null where the log does not say
     * @param gyroflowZeroNs the log time that Gyroflow calls zero, ns
     * @param saturated spans where the sensor was at its limit
     * @param warnings what a user should hear, one line each
     */
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

    private MotionLog changed(
            GyroTrack otherGyro,
            ImuOrientation otherOrientation,
            List<TimeSpan> otherSaturated,
            List<Warning> otherWarnings,
            int otherNegatedAxis,
            List<MotionLog> otherRecordings,
            List<SensorTrack> otherStreams) {
        return new MotionLog(
                name,
                format,
                otherGyro,
                otherOrientation,
                orientationDeclared,
                shutter,
                gyroflowZeroNs,
                otherSaturated,
                otherWarnings,
                onVideosClock,
                otherNegatedAxis,
                otherRecordings,
                otherStreams);
    }

    /**
     * {@return the same log with other samples, and a warning that says why}
     *
     * @param samples in the same axes, on the same clock
     * @param code of the warning
     * @param warning one line
     */
    public MotionLog with(GyroTrack samples, WarningCode code, String warning) {
        LogWarnings more = new LogWarnings(warnings);
        more.add(code, warning);
        return changed(samples, orientation, saturated, more.list(), negatedAxis, others, streams);
    }

    /**
     * {@return the same log with these other recordings of its file}
     *
     * @param recordings longest first, none longer than this one
     */
    public MotionLog beside(List<MotionLog> recordings) {
        return changed(gyro, orientation, saturated, warnings, negatedAxis, recordings, streams);
    }

    /**
     * {@return the same log with what other sensors say}
     *
     * @param tracks in the log's own axes, on its own clock, at most one of a quantity
     */
    public MotionLog withStreams(List<SensorTrack> tracks) {
        return changed(gyro, orientation, saturated, warnings, negatedAxis, others, tracks);
    }

    /**
     * {@return a mirrored log with the rates about one axis negated, so that its mounting is a turn; without other
     * recordings and streams}
     *
     * @param axis 0 to 2
     * @throws IllegalStateException when an axis is negated already
     */
    public MotionLog negating(int axis) {
        if (negatedAxis >= 0) {
            throw new IllegalStateException("axis " + negatedAxis + " of " + name + " is negated already");
        }
        return changed(
                gyro.negating(axis), orientation.negating(axis), saturated, warnings, axis, List.of(), List.of());
    }

    /**
     * {@return the same log with other rates at the same times; without other recordings}
     *
     * @param other in the same axes
     */
    public MotionLog withGyro(GyroTrack other) {
        return changed(other, orientation, saturated, warnings, negatedAxis, List.of(), streams);
    }

    /**
     * {@return the same log with all its rates times a factor, and a warning that says so; without saturated spans and
     * other recordings}
     *
     * @param factor no unit, above 0
     */
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
        return changed(
                gyro.scaled((float) factor), orientation, List.of(), more.list(), negatedAxis, List.of(), streams);
    }

    /**
     * {@return the same log with all its rates times a factor near 1} Spans at the sensor's limit stay what they are.
     *
     * @param factor no unit
     */
    public MotionLog rescaled(double factor) {
        return changed(gyro.scaled((float) factor), orientation, saturated, warnings, negatedAxis, others, streams);
    }

    /**
     * {@return a mounting of this log in the axes that its file has}
     *
     * @param mounting of this log's axes
     */
    public ImuOrientation asStored(ImuOrientation mounting) {
        return negatedAxis < 0 ? mounting : mounting.negating(negatedAxis);
    }

    /**
     * {@return rates in the axes that the file has: double[3], a copy}
     *
     * @param rates about this log's axes: double[3]
     */
    public double[] asStored(double[] rates) {
        double[] stored = rates.clone();
        if (negatedAxis >= 0) {
            stored[negatedAxis] = -stored[negatedAxis];
        }
        return stored;
    }

    /**
     * A span of the log's clock, both ends included.
     *
     * @param fromNs its first instant, ns
     * @param toNs its last instant, ns
     */
    public record TimeSpan(long fromNs, long toNs) {}
}
