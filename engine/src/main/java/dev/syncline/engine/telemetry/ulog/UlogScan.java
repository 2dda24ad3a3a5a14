package dev.syncline.engine.telemetry.ulog;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.ulog.MessageFormat.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a log's messages (PX4's own description of the format, version 1) and keeps the gyro: of the topics that hold
 * one, the first of {@link #TOPICS} that has samples. Rates are rad/s about forward, right and down.
 */
final class UlogScan {
    private static final ImuOrientation FORWARD_RIGHT_DOWN = new ImuOrientation("zyx");
    private static final int HEADER_BYTES = 16;

    /** So many messages that follow each other are no chance: one byte in 18 is a kind's letter. */
    private static final int RUN = 8;

    /** A message of synchronisation, whole: size, kind, eight bytes. */
    private static final byte[] SYNC = {8, 0, 'S', 0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, (byte) 0xbb, 0x12};

    /** A topic with a gyro: its fields for time and rates; three rates follow each other or have a name each. */
    private record Topic(String name, String time, List<String> rates) {}

    private static final List<Topic> TOPICS = List.of(
            new Topic("sensor_combined", "timestamp", List.of("gyro_rad")),
            new Topic("vehicle_angular_velocity", "timestamp_sample", List.of("xyz")),
            new Topic("sensor_gyro", "timestamp_sample", List.of("x", "y", "z")),
            new Topic("sensor_gyro", "timestamp", List.of("x", "y", "z")));

    /** A topic as this log has it. */
    private static final class Stream {
        final int time;
        final int[] rates;
        final GyroSamples samples = new GyroSamples();
        int unordered;

        Stream(int time, int[] rates) {
            this.time = time;
            this.rates = rates;
        }
    }

    private final String file;
    private final DamagedParts damage;
    private final ByteBuffer in;
    private final @Nullable OtherTopics others;
    private final Map<String, String> definitions = new HashMap<>();
    private final Map<Integer, Stream> byId = new HashMap<>();
    private final Map<Integer, Stream> byTopic = new HashMap<>();
    private final TreeSet<String> topics = new TreeSet<>();
    private final Map<String, String> information = new HashMap<>();
    private final LogWarnings warnings = new LogWarnings();
    private long appendedAt;
    private int dropouts;
    private long droppedMs;

    /** @param allStreams whether other sensors than the gyro are kept too */
    UlogScan(String file, byte[] bytes, boolean allStreams, DamagedParts damage) {
        this.file = file;
        this.damage = damage;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.others = allStreams ? new OtherTopics(in) : null;
    }

    void run() throws TelemetryFormatException {
        if (in.capacity() < HEADER_BYTES) {
            throw new TelemetryFormatException(file, "", "cut short: a ULog has a header of 16 bytes");
        }
        messages(HEADER_BYTES, in.capacity());
        if (appendedAt > HEADER_BYTES && appendedAt < in.capacity()) {
            messages((int) appendedAt, in.capacity());
        }
        if (dropouts > 0) {
            warnings.add(
                    WarningCode.LOG_GAPS,
                    "the logger dropped data " + dropouts + (dropouts == 1 ? " time" : " times") + ", " + droppedMs
                            + " ms in all");
        }
    }

    private void messages(int from, int until) throws TelemetryFormatException {
        int at = from;
        int end = until;
        while (at + 3 <= end) {
            int size = Short.toUnsignedInt(in.getShort(at));
            char kind = (char) (in.get(at + 2) & 0xff);
            int body = at + 3;
            boolean known = isKind(kind);
            if (!known || body + size > end) {
                if (appendedAt > 0 && from == HEADER_BYTES) {
                    return;
                }
                int next = nextMessage(at + 1);
                if (known && next == end) {
                    damage.cutShort("the message at byte " + at);
                } else {
                    damage.leaveOut(new TelemetryFormatException(
                            file,
                            "byte " + at,
                            "no message of a kind that is known, or one that is too long: damaged"));
                }
                at = next;
                continue;
            }
            message(kind, body, size);
            at = body + size;
            end = appendedAt > at && from == HEADER_BYTES ? (int) Math.min(end, appendedAt) : end;
        }
    }

    /** Where messages go on: at one of synchronisation, or the first of several that follow each other; else the end. */
    private int nextMessage(int from) {
        for (int at = from; at + SYNC.length <= in.capacity(); at++) {
            boolean sync = Arrays.equals(in.array(), at, at + SYNC.length, SYNC, 0, SYNC.length);
            if (sync || isRun(at)) {
                return at;
            }
        }
        return in.capacity();
    }

    private boolean isRun(int from) {
        int at = from;
        for (int i = 0; i < RUN; i++) {
            if (at + 3 > in.capacity() || !isKind((char) (in.get(at + 2) & 0xff))) {
                return false;
            }
            int size = Short.toUnsignedInt(in.getShort(at));
            at += 3 + size;
            if (size == 0 || at > in.capacity()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKind(char kind) {
        return "BFIMPQALRDSOCT".indexOf(kind) >= 0;
    }

    private void message(char kind, int at, int size) throws TelemetryFormatException {
        switch (kind) {
            case 'B' -> appendedAt = size >= 24 && (in.get(at + 8) & 1) != 0 ? in.getLong(at + 16) : 0;
            case 'F' -> {
                String text = text(at, size);
                int colon = text.indexOf(':');
                if (colon > 0) {
                    definitions.put(text.substring(0, colon), text.substring(colon + 1));
                }
            }
            case 'I' -> information(at, size);
            case 'A' -> subscribe(at, size);
            case 'D' -> sample(at, size);
            case 'O' -> {
                dropouts++;
                droppedMs += size >= 2 ? Short.toUnsignedInt(in.getShort(at)) : 0;
            }
            default -> {}
        }
    }

    private void information(int at, int size) {
        int keyBytes = size > 0 ? in.get(at) & 0xff : 0;
        if (keyBytes == 0 || 1 + keyBytes > size) {
            return;
        }
        String key = text(at + 1, keyBytes);
        if (key.startsWith("char[") && key.contains(" ")) {
            information.put(key.substring(key.indexOf(' ') + 1), text(at + 1 + keyBytes, size - 1 - keyBytes));
        }
    }

    private void subscribe(int at, int size) {
        if (size < 4) {
            return;
        }
        String name = text(at + 3, size - 3);
        topics.add(name);
        if (in.get(at) != 0) {
            return;
        }
        if (others != null) {
            others.subscribe(name, Short.toUnsignedInt(in.getShort(at + 1)), definitions);
        }
        for (int i = 0; i < TOPICS.size(); i++) {
            Topic topic = TOPICS.get(i);
            MessageFormat format = topic.name().equals(name) ? MessageFormat.of(name, definitions) : null;
            Stream stream = format == null || byTopic.containsKey(i) ? null : stream(topic, format);
            if (stream != null) {
                byTopic.put(i, stream);
                byId.put(Short.toUnsignedInt(in.getShort(at + 1)), stream);
                return;
            }
        }
    }

    private static @Nullable Stream stream(Topic topic, MessageFormat format) {
        Field time = format.field(topic.time(), "uint64_t", 1);
        int[] rates = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            boolean together = topic.rates().size() == 1;
            Field field = format.field(topic.rates().get(together ? 0 : axis), "float", together ? 3 : 1);
            if (field == null) {
                return null;
            }
            rates[axis] = field.at() + (together ? 4 * axis : 0);
        }
        return time == null ? null : new Stream(time.at(), rates);
    }

    private void sample(int at, int size) throws TelemetryFormatException {
        if (others != null && size >= 2) {
            others.sample(Short.toUnsignedInt(in.getShort(at)), at + 2, size - 2);
        }
        Stream stream = size < 2 ? null : byId.get(Short.toUnsignedInt(in.getShort(at)));
        if (stream == null) {
            return;
        }
        int body = at + 2;
        int most = size - 2;
        if (stream.time + 8 > most
                || Math.max(stream.rates[0], Math.max(stream.rates[1], stream.rates[2])) + 4 > most) {
            damage.leaveOut(damaged(at, "too short for its time and rates"));
            return;
        }
        long us = in.getLong(body + stream.time);
        float x = in.getFloat(body + stream.rates[0]);
        float y = in.getFloat(body + stream.rates[1]);
        float z = in.getFloat(body + stream.rates[2]);
        boolean finite = Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(z);
        if (!finite || us < 0 || us >= Long.MAX_VALUE / 1000) {
            damage.leaveOut(damaged(at, "its time or its rates are no numbers that can be"));
        } else if (!stream.samples.addInOrder(us * 1000, x, y, z)) {
            stream.unordered++;
        }
    }

    private TelemetryFormatException damaged(int at, String problem) {
        return new TelemetryFormatException(file, "byte " + at, "a gyro's message: " + problem);
    }

    private String text(int at, int size) {
        return new String(in.array(), at, size, StandardCharsets.ISO_8859_1);
    }

    /** The gyro of the best topic. */
    MotionLog log() throws TelemetryFormatException {
        for (int i = 0; i < TOPICS.size(); i++) {
            Stream stream = byTopic.get(i);
            if (stream != null && stream.samples.size() >= 2) {
                return log(stream);
            }
        }
        throw damage.reason(new TelemetryFormatException(
                file,
                "",
                "no gyro in it: none of sensor_combined, vehicle_angular_velocity and sensor_gyro was logged, or too"
                        + " little"));
    }

    private MotionLog log(Stream stream) {
        GyroTrack gyro = stream.samples.toTrack();
        LogWarnings all = new LogWarnings(warnings.list());
        damage.tell(all);
        if (stream.unordered > 0) {
            all.add(WarningCode.LOG_LEFT_OUT, stream.unordered + " gyro messages are not in order of time: left out");
        }
        List<TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            all.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        List<SensorTrack> streams = others == null ? List.of() : others.tracks(all);
        return new MotionLog(
                        file,
                        UlogFormat.NAME,
                        gyro,
                        FORWARD_RIGHT_DOWN,
                        false,
                        null,
                        gyro.startNs(),
                        saturated,
                        all.list())
                .withStreams(streams);
    }

    LogFacts facts() {
        String system = information.get("sys_name");
        String board = information.get("ver_hw");
        String camera = system == null ? board : board == null ? system : system + " " + board;
        return new LogFacts(camera, information.get("ver_sw"), null, new ArrayList<>(topics), 1, null, null);
    }
}
