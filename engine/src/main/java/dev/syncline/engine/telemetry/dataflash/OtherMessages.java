package dev.syncline.engine.telemetry.dataflash;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.StreamSamples;
import dev.syncline.engine.telemetry.dataflash.MessageKind.Field;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages of other sensors than the gyro (ArduPilot's list of log messages): acceleration in {@code ACC} and {@code IMU},
 * m/s²; the magnetic field in {@code MAG}, thousandths of gauss; roll, pitch and yaw in {@code ATT}, degrees. Of a quantity
 * the sensor with the most samples, of as many the first. All are about forward, right and down.
 */
final class OtherMessages {
    private static final double UT_PER_MILLIGAUSS = 0.1;
    private static final int MOST_SENSORS = 16;

    /**
     * A kind of message.
     *
     * @param values its three numbers
     * @param instances where those of each sensor go, as far as it was seen: StreamSamples[{@link #MOST_SENSORS}]
     */
    @SuppressWarnings("ArrayRecordComponent") // filled in, never compared
    private record Kind(
            String name,
            SensorQuantity quantity,
            Field time,
            @Nullable Field sensor,
            List<Field> values,
            @Nullable StreamSamples[] instances) {}

    private final @Nullable Kind[] kinds = new Kind[256];
    private final Map<SensorQuantity, TreeMap<String, StreamSamples>> streams = new EnumMap<>(SensorQuantity.class);
    private final ByteBuffer in;
    private int damaged;

    OtherMessages(ByteBuffer in) {
        this.in = in;
    }

    /** A message of this number is of this kind from here on; null for one that is not understood. */
    void define(int number, @Nullable MessageKind kind) {
        kinds[number] = kind == null ? null : kind(kind);
    }

    private static @Nullable Kind kind(MessageKind kind) {
        String name = kind.name();
        if (name.matches("(ACC|IMU)[0-9]?")) {
            return kind(kind, SensorQuantity.ACCELERATION, "fd", "AccX", "AccY", "AccZ");
        }
        if (name.matches("MAG[0-9]?")) {
            return kind(kind, SensorQuantity.MAGNETIC_FIELD, "hfd", "MagX", "MagY", "MagZ");
        }
        return name.equals("ATT") ? kind(kind, SensorQuantity.ORIENTATION, "cCfd", "Roll", "Pitch", "Yaw") : null;
    }

    private static @Nullable Kind kind(
            MessageKind kind, SensorQuantity quantity, String types, String x, String y, String z) {
        Field time = kind.time();
        Field first = kind.field(x, types);
        Field second = kind.field(y, types);
        Field third = kind.field(z, types);
        return time == null || first == null || second == null || third == null
                ? null
                : new Kind(
                        kind.name(),
                        quantity,
                        time,
                        kind.field("I", "B"),
                        List.of(first, second, third),
                        new StreamSamples[MOST_SENSORS]);
    }

    /** Takes what a message holds. */
    void sample(int number, int at) {
        Kind kind = kinds[number];
        if (kind == null) {
            return;
        }
        Field sensor = kind.sensor();
        int instance = sensor == null ? 0 : in.get(at + sensor.at()) & 0xff;
        StreamSamples samples = instance < MOST_SENSORS ? samples(kind, instance) : null;
        long timeNs = MessageKind.timeNs(in, at, kind.time());
        if (samples == null || timeNs < 0) {
            damaged++;
            return;
        }
        double x = number(at, kind.values().get(0));
        double y = number(at, kind.values().get(1));
        double z = number(at, kind.values().get(2));
        switch (kind.quantity()) {
            case ORIENTATION -> turn(samples, timeNs, Math.toRadians(x), Math.toRadians(y), Math.toRadians(z));
            case MAGNETIC_FIELD ->
                samples.add(timeNs, x * UT_PER_MILLIGAUSS, y * UT_PER_MILLIGAUSS, z * UT_PER_MILLIGAUSS);
            default -> samples.add(timeNs, x, y, z);
        }
    }

    private @Nullable StreamSamples samples(Kind kind, int instance) {
        StreamSamples samples = kind.instances()[instance];
        if (samples == null) {
            TreeMap<String, StreamSamples> all = streams.computeIfAbsent(kind.quantity(), q -> new TreeMap<>());
            String name = kind.name() + "[" + instance + "]";
            samples = all.get(name);
            if (samples == null && all.size() < 2 * MOST_SENSORS) {
                boolean turns = kind.quantity().isTurn();
                samples = new StreamSamples(kind.quantity(), turns ? "ATT: to north, east, down" : "");
                all.put(name, samples);
            }
            kind.instances()[instance] = samples;
        }
        return samples;
    }

    private double number(int message, Field field) {
        int at = message + field.at();
        return switch (field.type()) {
            case 'h' -> in.getShort(at);
            case 'c' -> in.getShort(at) * 0.01;
            case 'C' -> Short.toUnsignedInt(in.getShort(at)) * 0.01;
            case 'd' -> in.getDouble(at);
            default -> in.getFloat(at);
        };
    }

    /** Yaw about down, then pitch about right, then roll about forward. */
    private static void turn(StreamSamples to, long timeNs, double roll, double pitch, double yaw) {
        double cr = Math.cos(roll / 2);
        double sr = Math.sin(roll / 2);
        double cp = Math.cos(pitch / 2);
        double sp = Math.sin(pitch / 2);
        double cy = Math.cos(yaw / 2);
        double sy = Math.sin(yaw / 2);
        to.add(
                timeNs,
                cr * cp * cy + sr * sp * sy,
                sr * cp * cy - cr * sp * sy,
                cr * sp * cy + sr * cp * sy,
                cr * cp * sy - sr * sp * cy);
    }

    private Collection<StreamSamples> best(LogWarnings warnings) {
        if (damaged > 0) {
            warnings.add(WarningCode.LOG_LEFT_OUT, damaged + " messages of other sensors are damaged: left out");
        }
        Map<SensorQuantity, StreamSamples> best = new EnumMap<>(SensorQuantity.class);
        streams.forEach((quantity, all) ->
                all.values().forEach(each -> best.merge(quantity, each, (a, b) -> b.size() > a.size() ? b : a)));
        return best.values();
    }

    /** The tracks of each of the gyro's recordings, their clock counting in so many ns. */
    List<List<SensorTrack>> tracks(int recordings, double tickNs, LogWarnings warnings) {
        return StreamSamples.byRecording(best(warnings), recordings, tickNs, warnings);
    }
}
