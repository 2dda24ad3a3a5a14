package dev.syncline.engine.telemetry.dataflash;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.JoinedRecordings;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.dataflash.MessageKind.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a log's messages (ArduPilot's own description of the format) and keeps the gyro: of the sensors and messages
 * that hold one ({@code GYR}, fast; {@code IMU}, slow; the numbered ones of old logs) the one with the most samples. Rates
 * are rad/s about forward, right and down, times are µs since the board was started; ms in logs from before 2015.
 */
final class DataFlashScan {
    private static final ImuOrientation FORWARD_RIGHT_DOWN = new ImuOrientation("zyx");
    private static final int MOST_SENSORS = 16;

    /** The message that names the firmware, among others such as "Arming motors". */
    private static final Pattern FIRMWARE = Pattern.compile("\\S.* V\\d+\\.\\d+.*");

    /** Kinds of messages with a gyro, and where theirs lies. */
    private record GyroKind(Field time, @Nullable Field sensor, Field x, Field y, Field z) {}

    private final String file;
    private final ByteBuffer in;
    private final @Nullable OtherMessages others;
    private final @Nullable MessageKind[] kinds = new MessageKind[256];
    private final @Nullable GyroKind[] gyros = new GyroKind[256];
    private final Map<String, GyroSamples> bySensor = new TreeMap<>();
    private final RawBatches batches;
    private final TreeSet<String> seen = new TreeSet<>();
    private final LogWarnings warnings = new LogWarnings();
    private String firmware = "";
    private double tickNs = 1000;
    private boolean timeless;
    private long lostBytes;
    private int damaged;

    /** @param allStreams whether other sensors than the gyro are kept too */
    DataFlashScan(String file, byte[] bytes, boolean allStreams) {
        this.file = file;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.others = allStreams ? new OtherMessages(in) : null;
        this.batches = new RawBatches(in);
    }

    void run() {
        int at = 0;
        while (at + MessageKind.HEAD_BYTES <= in.capacity()) {
            int bytes = message(at);
            lostBytes += bytes == 0 ? 1 : 0;
            at += Math.max(1, bytes);
        }
        lostBytes += in.capacity() - at;
        if (lostBytes > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    lostBytes + " bytes between messages or at the end make no message: left out");
        }
    }

    /** Takes the message at a place; its length, or 0 where there is none. */
    private int message(int at) {
        if (in.get(at) != MessageKind.HEAD_1 || in.get(at + 1) != MessageKind.HEAD_2) {
            return 0;
        }
        int number = in.get(at + 2) & 0xff;
        int left = in.capacity() - at;
        if (number == MessageKind.FORMAT) {
            if (left < MessageKind.FORMAT_BYTES) {
                return 0;
            }
            define(at);
            return MessageKind.FORMAT_BYTES;
        }
        MessageKind kind = kinds[number];
        if (kind == null || kind.bytes() > left) {
            return 0;
        }
        seen.add(kind.name());
        if (others != null) {
            others.sample(number, at);
        }
        batches.message(kind, at);
        GyroKind gyro = gyros[number];
        if (gyro != null) {
            sample(kind, gyro, at);
        } else if (firmware.isEmpty() && kind.name().equals("MSG")) {
            Field text = kind.field("Message", "Z");
            String message = text == null ? "" : text(at + text.at(), 64);
            firmware = FIRMWARE.matcher(message).matches() ? message : "";
        }
        return kind.bytes();
    }

    private void define(int at) {
        int number = in.get(at + 3) & 0xff;
        int bytes = in.get(at + 4) & 0xff;
        MessageKind kind = MessageKind.of(text(at + 5, 4), bytes, text(at + 9, 16), text(at + 25, 64));
        kinds[number] = kind;
        GyroKind gyro = kind == null ? null : gyro(kind);
        gyros[number] = gyro;
        tickNs = gyro == null ? tickNs : MessageKind.tickNs(gyro.time());
        if (others != null) {
            others.define(number, kind);
        }
    }

    private @Nullable GyroKind gyro(MessageKind kind) {
        if (!kind.name().matches("(IMU|GYR)[0-9]?")) {
            return null;
        }
        Field time = kind.time();
        Field x = kind.field("GyrX", "fd");
        Field y = kind.field("GyrY", "fd");
        Field z = kind.field("GyrZ", "fd");
        if (x == null || y == null || z == null) {
            return null;
        }
        timeless |= time == null;
        return time == null ? null : new GyroKind(time, kind.field("I", "B"), x, y, z);
    }

    private void sample(MessageKind kind, GyroKind gyro, int at) {
        int sensor = gyro.sensor() == null ? 0 : in.get(at + gyro.sensor().at()) & 0xff;
        String name = kind.name() + (gyro.sensor() == null ? "" : "[" + sensor + "]");
        GyroSamples samples = bySensor.get(name);
        if (samples == null) {
            if (bySensor.size() >= MOST_SENSORS) {
                damaged++;
                return;
            }
            samples = new GyroSamples();
            bySensor.put(name, samples);
        }
        long timeNs = MessageKind.timeNs(in, at, gyro.time());
        float x = MessageKind.rate(in, at, gyro.x());
        float y = MessageKind.rate(in, at, gyro.y());
        float z = MessageKind.rate(in, at, gyro.z());
        boolean finite = Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(z);
        if (finite && timeNs >= 0) {
            samples.add(timeNs, x, y, z);
        } else {
            damaged++;
        }
    }

    private String text(int at, int most) {
        int end = at;
        while (end < at + most && in.get(end) != 0) {
            end++;
        }
        return new String(in.array(), at, end - at, StandardCharsets.ISO_8859_1).strip();
    }

    /**
     * The gyro of the sensor with the most samples; of as many the first. Batches of raw samples have long gaps between
     * them: they are taken where they cover half the time at least that the others do.
     */
    MotionLog log() throws TelemetryFormatException {
        Map.Entry<String, GyroSamples> best = bySensor.entrySet().stream()
                .max(Comparator.<Map.Entry<String, GyroSamples>>comparingInt(
                                e -> e.getValue().size())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElse(null);
        RawBatches.Sensor raw = batches.sensors().values().stream()
                .max(Comparator.comparingInt(sensor -> sensor.samples.size()))
                .orElse(null);
        GyroSamples steady = best == null ? new GyroSamples() : best.getValue();
        if (raw != null && raw.samples.size() > steady.size() && raw.samples.size() >= 2) {
            double spanNs = steady.size() < 2 ? 0 : (double) steady.lastNs() - (double) steady.firstNs();
            if (2 * raw.coveredNs >= spanNs) {
                return log(raw.samples, 0, said(true));
            }
            LogWarnings all = said(false);
            all.add(
                    WarningCode.LOG_ASSUMED,
                    String.format(
                            Locale.ROOT,
                            "rates are not those of the batches of raw samples (ISBD), which cover only %.0f %% of the time",
                            100 * raw.coveredNs / spanNs));
            return log(steady, tickNs, all);
        }
        if (steady.size() < 2) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    timeless
                            ? "its gyro messages (IMU) tell no time, as those of firmware from before 2013: they cannot be read;"
                                    + " newer firmware logs it"
                            : "no gyro in it: neither IMU nor GYR messages nor batches of ISBD were logged, or too few");
        }
        return log(steady, tickNs, said(false));
    }

    private LogWarnings said(boolean raw) {
        LogWarnings all = new LogWarnings(warnings.list());
        int bad = damaged + batches.damaged();
        if (bad > 0) {
            all.add(WarningCode.LOG_LEFT_OUT, bad + " gyro messages are damaged: left out");
        }
        if (raw) {
            all.add(
                    WarningCode.LOG_ASSUMED,
                    "rates are those of batches of raw samples (ISBD), with gaps between the batches; where the flight"
                            + " controller logged at the sensor's rate, the axes are the sensor's own");
        }
        return all;
    }

    private MotionLog log(GyroSamples samples, double tickNs, LogWarnings all) throws TelemetryFormatException {
        List<MotionLog> recordings = new ArrayList<>();
        try {
            List<GyroTrack> tracks = samples.toTracks(tickNs, all);
            List<List<SensorTrack>> streams = others == null
                    ? Collections.nCopies(tracks.size(), List.of())
                    : others.tracks(tracks.size(), this.tickNs, all);
            for (int i = 0; i < tracks.size(); i++) {
                GyroTrack gyro = tracks.get(i);
                List<TimeSpan> saturated = SaturationScan.spans(gyro);
                LogWarnings own = new LogWarnings(all.list());
                if (!saturated.isEmpty()) {
                    own.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
                }
                recordings.add(new MotionLog(
                                file,
                                DataFlashFormat.NAME,
                                gyro,
                                FORWARD_RIGHT_DOWN,
                                false,
                                null,
                                gyro.startNs(),
                                saturated,
                                own.list())
                        .withStreams(streams.get(i)));
            }
        } catch (IllegalArgumentException e) {
            throw new TelemetryFormatException(file, "", String.valueOf(e.getMessage()));
        }
        return JoinedRecordings.of(recordings);
    }

    LogFacts facts() {
        return new LogFacts(null, firmware.isEmpty() ? null : firmware, null, new ArrayList<>(seen), 1, null, null);
    }
}
