package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * GoPro's metadata track. Rates come out in rad/s, times on the video's clock as {@link GpmfTiming} says. Streams other
 * than the gyro's are not looked at, but for the sensor's readout time (SROT).
 */
public final class GpmfReader {
    private GpmfReader() {}

    /**
     * True where some payload holds a gyro stream.
     *
     * @throws TelemetryFormatException when none does, and a payload is damaged
     */
    public static boolean hasGyro(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        PayloadScan scan = new PayloadScan(name);
        TelemetryFormatException damage = null;
        for (int i = 0; i < payloads.size() && scan.blocks().isEmpty(); i++) {
            try {
                scan.take(payloads.get(i), i);
            } catch (TelemetryFormatException e) {
                damage = damage == null ? e : damage;
            }
        }
        if (scan.blocks().isEmpty() && damage != null) {
            throw damage;
        }
        return !scan.blocks().isEmpty();
    }

    /**
     * Reads the gyro of a recording that is not damaged.
     *
     * @param name what to call the recording in errors
     * @param payloads the packets of the {@code gpmd} track, in order
     * @throws TelemetryFormatException naming payload and byte, when something is damaged or missing
     */
    public static MotionLog read(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return read(name, payloads, new DamagedParts(ReadOptions.PLAIN));
    }

    /**
     * Reads the gyro of a recording.
     *
     * @param name what to call the recording in errors
     * @param payloads the packets of the {@code gpmd} track, in order
     * @param damage what becomes of damaged payloads
     * @throws TelemetryFormatException naming payload and byte, when there is no payload, a payload is damaged, none
     *     holds a gyro stream, a scale is 0 or missing numbers, or times cannot be worked out
     */
    static MotionLog read(String name, List<TimedPayload> payloads, DamagedParts damage)
            throws TelemetryFormatException {
        if (payloads.isEmpty()) {
            throw damage.reason(new TelemetryFormatException(name, "", "the GoPro metadata track is empty"));
        }
        PayloadScan scan = new PayloadScan(name);
        for (int i = 0; i < payloads.size(); i++) {
            try {
                scan.take(payloads.get(i), i);
            } catch (TelemetryFormatException e) {
                damage.leaveOut(e);
            }
        }
        List<GyroBlock> blocks = scan.blocks();
        if (blocks.isEmpty()) {
            throw damage.reason(new TelemetryFormatException(
                    name, "", "no gyro (GYRO) in its " + payloads.size() + " GoPro payloads; give another log"));
        }
        LogWarnings warnings = new LogWarnings();
        GyroTrack gyro = track(name, blocks, warnings, damage);
        damage.tell(warnings);
        if (scan.blocksOfOthers() > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    "payloads with the gyro of another device than '" + scan.deviceName() + "': "
                            + scan.blocksOfOthers() + ", left out");
        }
        List<TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        String declared = blocks.stream()
                .map(GyroBlock::orientationLetters)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String letters = declared == null ? GpmfOrientation.ofModel(scan.deviceName()) : declared;
        return new MotionLog(
                name,
                GpmfFormat.NAME,
                gyro,
                new ImuOrientation(letters),
                declared != null,
                shutter(scan.readoutsMs()),
                gyro.startNs(),
                saturated,
                warnings.list(),
                true,
                -1);
    }

    private static GyroTrack track(String name, List<GyroBlock> blocks, LogWarnings warnings, DamagedParts damage)
            throws TelemetryFormatException {
        GpmfTiming timing = GpmfTiming.of(blocks, warnings);
        if (timing == null) {
            throw new TelemetryFormatException(name, "", "the times of its GoPro payloads do not increase");
        }
        GyroSamples samples = new GyroSamples();
        samples.expect(blocks.stream().mapToLong(GyroBlock::count).sum());
        double[] rate = new double[3];
        for (int b = 0; b < blocks.size(); b++) {
            GyroBlock block = blocks.get(b);
            for (int i = 0; i < block.count(); i++) {
                block.rate(i, rate);
                float x = (float) rate[0];
                float y = (float) rate[1];
                float z = (float) rate[2];
                if (Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(z)) {
                    samples.add(timing.timeNs(b, i), x, y, z);
                } else {
                    damage.leaveOut(new TelemetryFormatException(
                            name, "gyro payload " + (b + 1), "sample " + (i + 1) + " is not a finite number"));
                }
            }
        }
        try {
            return samples.toTrack();
        } catch (IllegalArgumentException impossible) {
            throw new TelemetryFormatException(name, "", "unusable gyro: " + impossible.getMessage());
        }
    }

    private static @Nullable RollingShutter shutter(double[] readoutsMs) {
        return readoutsMs.length == 0
                ? null
                : ReadoutNames.shutter(Median.of(readoutsMs), ReadoutDirection.TOP_TO_BOTTOM);
    }
}
