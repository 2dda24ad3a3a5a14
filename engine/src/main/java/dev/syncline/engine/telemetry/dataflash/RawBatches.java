package dev.syncline.engine.telemetry.dataflash;

import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.dataflash.MessageKind.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * ArduPilot's batches of raw samples, by its own description of its messages: {@code ISBH} begins a batch of one sensor with
 * the time of its first sample, the rate and what the numbers are multiplied by; each {@code ISBD} holds 32 of them. Batches
 * of the gyros and of the accelerometers take turns, so there are gaps between those of one sensor.
 */
final class RawBatches {
    private static final int GYRO = 1;
    private static final int SAMPLES = 32;
    private static final int MOST_SENSORS = 16;
    private static final double FASTEST_HZ = 100_000;
    private static final long LATEST_US = Long.MAX_VALUE / 4000;

    /** The parameter that says how many samples further each message begins than the one before it. */
    private static final String STEP_PARAMETER = "INS_LOG_BAT_LGCT";

    private static final int LONGEST_STEP = 4096;

    /** A sensor's samples, and how long they are without the gaps between batches. */
    static final class Sensor {
        final GyroSamples samples = new GyroSamples();
        double coveredNs;
    }

    /** The batch that goes on. */
    private record Batch(
            int number,
            int count,
            long firstUs,
            double periodNs,
            double unit,
            @Nullable Sensor sensor) {}

    private final Map<String, Sensor> sensors = new TreeMap<>();
    private final ByteBuffer in;
    private @Nullable Batch batch;
    private int step = SAMPLES;
    private int damaged;

    RawBatches(ByteBuffer in) {
        this.in = in;
    }

    /** Gyros that have batches, by name. */
    Map<String, Sensor> sensors() {
        return sensors;
    }

    /** Messages that are damaged, or whose batch has no beginning. */
    int damaged() {
        return damaged;
    }

    /** Takes a message, of any kind, at a place in the log. */
    void message(MessageKind kind, int at) {
        switch (kind.name()) {
            case "ISBH" -> begin(kind, at);
            case "ISBD" -> goOn(kind, at);
            case "PARM" -> parameter(kind, at);
            default -> {}
        }
    }

    private void begin(MessageKind kind, int at) {
        batch = null;
        Field number = kind.field("N", "H");
        Field type = kind.field("type", "B");
        Field instance = kind.field("instance", "B");
        Field multiplier = kind.field("mul", "H");
        Field count = kind.field("smp_cnt", "H");
        Field first = kind.field("SampleUS", "Q");
        Field rate = kind.field("smp_rate", "f");
        if (number == null
                || type == null
                || instance == null
                || multiplier == null
                || count == null
                || first == null
                || rate == null) {
            damaged++;
            return;
        }
        int unit = unsigned(at, multiplier);
        long firstUs = in.getLong(at + first.at());
        double rateHz = in.getFloat(at + rate.at());
        boolean timed = firstUs >= 0 && firstUs < LATEST_US && rateHz >= 1 && rateHz <= FASTEST_HZ;
        if (unit == 0 || !timed) {
            damaged++;
            return;
        }
        boolean gyro = in.get(at + type.at()) == GYRO;
        batch = new Batch(
                unsigned(at, number),
                unsigned(at, count),
                firstUs,
                1e9 / rateHz,
                unit,
                gyro ? sensor("ISBD[" + (in.get(at + instance.at()) & 0xff) + "]") : null);
    }

    private @Nullable Sensor sensor(String name) {
        Sensor known = sensors.get(name);
        if (known == null && sensors.size() < MOST_SENSORS) {
            known = new Sensor();
            sensors.put(name, known);
        }
        return known;
    }

    private void goOn(MessageKind kind, int at) {
        Field number = kind.field("N", "H");
        Field part = kind.field("seqno", "H");
        Field x = kind.field("x", "a");
        Field y = kind.field("y", "a");
        Field z = kind.field("z", "a");
        Batch begun = batch;
        if (number == null || part == null || x == null || y == null || z == null || begun == null) {
            damaged++;
            return;
        }
        long from = (long) unsigned(at, part) * step;
        if (unsigned(at, number) != begun.number() || from >= begun.count()) {
            damaged++;
            return;
        }
        Sensor sensor = begun.sensor();
        if (sensor == null) {
            return;
        }
        int count = Math.min(step, SAMPLES);
        for (int i = 0; i < count; i++) {
            long timeNs = begun.firstUs() * 1000 + Math.round((from + i) * begun.periodNs());
            sensor.samples.add(timeNs, rate(at, x, i, begun), rate(at, y, i, begun), rate(at, z, i, begun));
        }
        sensor.coveredNs += count * begun.periodNs();
    }

    private float rate(int at, Field axis, int i, Batch begun) {
        return (float) (in.getShort(at + axis.at() + i * Short.BYTES) / begun.unit());
    }

    private void parameter(MessageKind kind, int at) {
        Field name = kind.field("Name", "N");
        Field value = kind.field("Value", "f");
        if (name == null || value == null) {
            return;
        }
        byte[] text = new byte[STEP_PARAMETER.length()];
        in.get(at + name.at(), text);
        float given = in.getFloat(at + value.at());
        if (new String(text, StandardCharsets.ISO_8859_1).equals(STEP_PARAMETER)
                && given >= 1
                && given <= LONGEST_STEP) {
            step = (int) given;
        }
    }

    private int unsigned(int at, Field field) {
        return Short.toUnsignedInt(in.getShort(at + field.at()));
    }
}
