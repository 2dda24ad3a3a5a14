package dev.syncline.engine.telemetry.camm;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.StreamSamples;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The track {@code camm} (Google's "Camera Motion Metadata Spec"): each packet has two reserved bytes, the number of its kind
 * and its values, little-endian. Kind 2 is the gyro, rad/s about the sensor's own axes; kind 1 has the
 * readout and the exposure of a frame, kinds 0, 3 and 7 the camera's turn as an angle times its axis, acceleration in m/s² and
 * the magnetic field in µT.
 */
public final class CammFormat implements TelemetryFormat {
    private static final String NAME = "camm";
    private static final int HEAD_BYTES = 4;
    private static final int ORIENTATION = 0;
    private static final int EXPOSURE = 1;
    private static final int GYRO = 2;
    private static final int ACCELERATION = 3;
    private static final int MAGNETIC_FIELD = 7;
    private static final int GYRO_BYTES = HEAD_BYTES + 12;
    private static final int EXPOSURE_BYTES = HEAD_BYTES + 8;
    private static final List<String> KINDS =
            List.of("orientation", "exposure", "gyro", "accelerometer", "position", "GPS", "GPS", "magnetometer");

    /** Android's sensors, on a phone held upright: right, up, out of the screen. */
    private static final ImuOrientation RIGHT_UP_BACK = new ImuOrientation("YxZ");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "CAMM (in videos)";
    }

    @Override
    public boolean detect(byte[] head) {
        return false;
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        throw new TelemetryFormatException(
                String.valueOf(file.getFileName()), "", "camera motion metadata stands in videos only");
    }

    @Override
    public Track track() {
        return new Track("camm", "camera motion metadata");
    }

    private static int kind(TimedPayload packet) {
        byte[] bytes = packet.bytes();
        return bytes.length < HEAD_BYTES ? -1 : (bytes[2] & 0xff) | (bytes[3] & 0xff) << 8;
    }

    @Override
    public boolean hasGyro(String name, List<TimedPayload> payloads) {
        return payloads.stream().anyMatch(packet -> kind(packet) == GYRO);
    }

    @Override
    public LogFacts trackFacts(String name, List<TimedPayload> payloads) {
        TreeSet<String> streams = new TreeSet<>();
        for (TimedPayload packet : payloads) {
            int kind = kind(packet);
            if (kind >= 0 && kind < KINDS.size()) {
                streams.add(KINDS.get(kind));
            }
        }
        return new LogFacts(null, null, null, new ArrayList<>(streams), 1, null, null);
    }

    @Override
    public MotionLog readTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        GyroSamples samples = new GyroSamples();
        DamagedParts damage = new DamagedParts(options);
        List<Integer> readoutsNs = new ArrayList<>();
        Map<Integer, StreamSamples> others = new TreeMap<>();
        if (options.allStreams()) {
            others.put(
                    ORIENTATION,
                    new StreamSamples(SensorQuantity.ORIENTATION, "from the camera to a world of the app's own"));
            others.put(EXPOSURE, new StreamSamples(SensorQuantity.EXPOSURE, ""));
            others.put(ACCELERATION, new StreamSamples(SensorQuantity.ACCELERATION, ""));
            others.put(MAGNETIC_FIELD, new StreamSamples(SensorQuantity.MAGNETIC_FIELD, ""));
        }
        int cut = 0;
        for (int i = 0; i < payloads.size(); i++) {
            TimedPayload packet = payloads.get(i);
            ByteBuffer in = ByteBuffer.wrap(packet.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            int kind = kind(packet);
            StreamSamples other = others.get(kind);
            if (other != null && in.capacity() >= (kind == EXPOSURE ? EXPOSURE_BYTES : GYRO_BYTES)) {
                add(kind, packet.timeNs(), in, other);
            } else if (other != null && kind != EXPOSURE) {
                cut++;
            }
            if (kind == GYRO && in.capacity() >= GYRO_BYTES) {
                float x = in.getFloat(HEAD_BYTES);
                float y = in.getFloat(HEAD_BYTES + 4);
                float z = in.getFloat(HEAD_BYTES + 8);
                if (Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(z)) {
                    samples.add(packet.timeNs(), x, y, z);
                } else {
                    damage.leaveOut(damaged(name, i, "its rates are not finite numbers"));
                }
            } else if (kind == EXPOSURE && in.capacity() >= EXPOSURE_BYTES) {
                readoutsNs.add(in.getInt(HEAD_BYTES + 4));
            } else if (kind < 0 || kind == GYRO || kind == EXPOSURE) {
                damage.leaveOut(damaged(name, i, in.capacity() + " bytes, too few for what it holds"));
            }
        }
        return log(name, samples, readout(readoutsNs), others.values(), cut, damage);
    }

    private static void add(int kind, long timeNs, ByteBuffer in, StreamSamples to) {
        if (kind == EXPOSURE) {
            to.add(timeNs, in.getInt(HEAD_BYTES) * 1e-9);
            return;
        }
        double x = in.getFloat(HEAD_BYTES);
        double y = in.getFloat(HEAD_BYTES + 4);
        double z = in.getFloat(HEAD_BYTES + 8);
        if (kind == ORIENTATION) {
            double angle = Math.sqrt(x * x + y * y + z * z);
            double share = angle == 0 ? 0.5 : Math.sin(angle / 2) / angle;
            to.add(timeNs, Math.cos(angle / 2), x * share, y * share, z * share);
        } else {
            to.add(timeNs, x, y, z);
        }
    }

    private static TelemetryFormatException damaged(String name, int packet, String problem) {
        return new TelemetryFormatException(name, "packet " + (packet + 1) + " of track camm", problem);
    }

    private static MotionLog log(
            String name,
            GyroSamples samples,
            @Nullable RollingShutter shutter,
            Collection<StreamSamples> others,
            int cut,
            DamagedParts damage)
            throws TelemetryFormatException {
        LogWarnings warnings = new LogWarnings();
        damage.tell(warnings);
        List<GyroTrack> tracks;
        try {
            tracks = samples.toTracks(0, warnings);
        } catch (IllegalArgumentException e) {
            throw damage.reason(new TelemetryFormatException(name, "track camm", String.valueOf(e.getMessage())));
        }
        GyroTrack gyro = tracks.getFirst();
        if (tracks.size() > 1) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    "the track's times start again " + (tracks.size() - 1) + " times: what follows is left out");
        }
        List<TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        if (cut > 0) {
            warnings.add(WarningCode.LOG_LEFT_OUT, cut + " packets of other sensors are cut short: left out");
        }
        List<SensorTrack> streams =
                StreamSamples.byRecording(others, tracks.size(), 0, warnings).getFirst();
        return new MotionLog(
                name,
                NAME,
                gyro,
                RIGHT_UP_BACK,
                false,
                shutter,
                gyro.startNs(),
                saturated,
                warnings.list(),
                true,
                -1,
                List.of(),
                streams);
    }

    /** The middle one of what the frames say; null where they say nothing that can be. */
    private static @Nullable RollingShutter readout(List<Integer> readoutsNs) {
        if (readoutsNs.isEmpty()) {
            return null;
        }
        int[] sorted = readoutsNs.stream().mapToInt(Integer::intValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted[sorted.length / 2];
        return middle > 0 ? RollingShutter.along(ReadoutDirection.TOP_TO_BOTTOM, middle * 1e-9) : null;
    }
}
