package dev.syncline.engine.telemetry.insta360;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.StreamSamples;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The gyro of a trailer and what its metadata says. Raw samples are 20 bytes: a time in µs, the accelerometer and the gyro as
 * 16-bit numbers about 32768 over the range that the metadata tells. Older cameras write 56 bytes: a time in ms and six
 * doubles, the gyro's in rad/s. Times become the video's by the first frame's own stamp.
 */
final class TrailerLog {
    private static final int RAW_BYTES = 20;
    private static final int SCALED_BYTES = 56;
    private static final int EXPOSURE_BYTES = 16;
    private static final double STANDARD_GRAVITY = 9.80665;
    private static final int USUAL_RANGE_DEG_S = 2000;

    private final String file;
    private final ByteBuffer gyro;
    private final ByteBuffer exposure;
    private String camera = "";
    private String firmware = "";
    private long firstFrame;
    private double readoutMs = Double.NaN;
    private boolean raw;
    private boolean stabilised;
    private int rangeDegS = USUAL_RANGE_DEG_S;
    private int rangeG;

    private TrailerLog(Trailer trailer) {
        this.file = trailer.file();
        this.gyro = trailer.gyro();
        this.exposure = trailer.exposure();
    }

    static TrailerLog of(Trailer trailer) throws TelemetryFormatException {
        TrailerLog log = new TrailerLog(trailer);
        ProtobufFields fields = new ProtobufFields(trailer.metadata(), trailer.file());
        while (fields.next()) {
            switch (fields.number()) {
                case 2 -> log.camera = text(fields.bytes());
                case 3 -> log.firmware = text(fields.bytes());
                case 24 -> log.firstFrame = fields.whole();
                case 25 -> log.readoutMs = fields.real();
                case 42 -> log.stabilised = fields.whole() != 0;
                case 62 -> log.raw = fields.whole() != 0;
                case 65 -> log.range(new ProtobufFields(fields.bytes(), trailer.file()));
                default -> {}
            }
        }
        return log;
    }

    private void range(ProtobufFields fields) throws TelemetryFormatException {
        while (fields.next()) {
            if (fields.number() == 2 && fields.whole() > 0 && fields.whole() < 100_000) {
                rangeDegS = (int) fields.whole();
            } else if (fields.number() == 1 && fields.whole() > 0 && fields.whole() < 10_000) {
                rangeG = (int) fields.whole();
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        byte[] letters = new byte[Math.min(bytes.remaining(), 200)];
        bytes.get(letters);
        return new String(letters, StandardCharsets.UTF_8).replaceAll("\\p{C}", "?");
    }

    MotionLog log(boolean allStreams, DamagedParts damage) throws TelemetryFormatException {
        int bytes = raw ? RAW_BYTES : SCALED_BYTES;
        int count = gyro.limit() / bytes;
        LogWarnings warnings = new LogWarnings();
        int left = gyro.limit() - count * bytes;
        if (left > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    left + (left == 1 ? " byte" : " bytes") + " after the last gyro sample left out");
        }
        boolean accelerated = allStreams && (!raw || rangeG > 0);
        GyroSamples samples = new GyroSamples(accelerated ? List.of(SensorQuantity.ACCELERATION) : List.of());
        int repeated = 0;
        for (int i = 0; i < count; i++) {
            int at = i * bytes;
            long stamp = gyro.getLong(at) - firstFrame;
            long unitNs = raw ? 1000 : 1_000_000;
            float x = rate(at, 0);
            float y = rate(at, 1);
            float z = rate(at, 2);
            for (int axis = 0; accelerated && axis < 3; axis++) {
                samples.beside(axis, acceleration(at, axis));
            }
            boolean finite = Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(z);
            boolean believable = Math.abs((double) stamp) * unitNs < 1e18;
            if (!finite || !believable) {
                damage.leaveOut(new TelemetryFormatException(
                        file,
                        "gyro sample " + (i + 1) + " of the trailer",
                        "its time or its rates are no numbers that can be"));
            } else if (!samples.addInOrder(stamp * unitNs, x, y, z)) {
                repeated++;
            }
        }
        if (samples.size() < 2) {
            throw damage.reason(new TelemetryFormatException(
                    file,
                    "trailer",
                    samples.size() + " usable gyro samples in it, expected at least 2; give another log"));
        }
        damage.tell(warnings);
        if (repeated > 0) {
            warnings.add(WarningCode.LOG_LEFT_OUT, repeated + " gyro samples are not in order of time: left out");
        }
        Recording found = samples.toRecording(warnings);
        GyroTrack track = found.gyro();
        List<SensorTrack> streams = new ArrayList<>(found.streams());
        if (allStreams) {
            if (!accelerated) {
                warnings.add(
                        WarningCode.LOG_LEFT_OUT,
                        "acceleration: left out, since the metadata does not tell the accelerometer's range");
            }
            streams.addAll(exposures(warnings));
        }
        List<TimeSpan> saturated = SaturationScan.spans(track);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        return new MotionLog(
                file,
                Insta360Format.NAME,
                track,
                orientation(),
                false,
                Double.isFinite(readoutMs) ? ReadoutNames.shutter(readoutMs, ReadoutDirection.TOP_TO_BOTTOM) : null,
                track.startNs(),
                saturated,
                warnings.list(),
                true,
                -1,
                List.of(),
                streams);
    }

    /** m/s²; both forms count in g. */
    private double acceleration(int at, int axis) {
        return STANDARD_GRAVITY
                * (raw
                        ? ((gyro.getShort(at + 8 + 2 * axis) & 0xffff) - 32768) * (rangeG / 32768.0)
                        : gyro.getDouble(at + 8 + 8 * axis));
    }

    /** Frames' exposures: a stamp as the gyro's, and seconds as a double. */
    private List<SensorTrack> exposures(LogWarnings warnings) {
        StreamSamples samples = new StreamSamples(SensorQuantity.EXPOSURE, "");
        long unitNs = raw ? 1000 : 1_000_000;
        for (int at = 0; at + EXPOSURE_BYTES <= exposure.limit(); at += EXPOSURE_BYTES) {
            long stamp = exposure.getLong(at) - firstFrame;
            if (Math.abs((double) stamp) * unitNs < 1e18) {
                samples.add(stamp * unitNs, exposure.getDouble(at + 8));
            }
        }
        return StreamSamples.tracks(List.of(samples), 0, warnings);
    }

    private float rate(int at, int axis) {
        return raw
                ? (float)
                        (((gyro.getShort(at + 14 + 2 * axis) & 0xffff) - 32768) * (rangeDegS / 32768.0) * Math.PI / 180)
                : (float) gyro.getDouble(at + 32 + 8 * axis);
    }

    /** From one public description, not checked against a picture; a sync finds the true one. */
    private ImuOrientation orientation() {
        return new ImuOrientation(
                switch (camera) {
                    case "Insta360 Go" -> "xyZ";
                    case "Insta360 OneRS" -> "yxz";
                    case "Insta360 ONE X2" -> "xZy";
                    default -> "yXZ";
                });
    }

    LogFacts facts() {
        return new LogFacts(
                camera.isEmpty() ? null : camera,
                firmware.isEmpty() ? null : firmware,
                null,
                List.of("gyro", "accelerometer"),
                1,
                firstFrame == 0 ? null : "the camera stamps gyro and frames by one clock",
                stabilised ? "in the camera (FlowState)" : null);
    }
}
