package dev.syncline.engine.telemetry.ulog;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.StreamSamples;
import dev.syncline.engine.telemetry.ulog.MessageFormat.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Topics of other sensors than the gyro (PX4's message definitions): of a quantity the first of {@link #TOPICS} that has
 * samples. All are about forward, right and down.
 */
final class OtherTopics {
    private static final double UT_PER_GAUSS = 100;
    private static final String TO_NED = "to north, east, down";

    /** No acceleration came with a message of {@code sensor_combined}. */
    private static final int NEVER = 0x7fffffff;

    /**
     * A topic.
     *
     * @param relative field of 32 bits with µs that are added to the time; empty for none
     * @param values fields of its numbers, which follow each other or have a name each
     * @param perUnit the quantity's unit in one of theirs
     */
    private record Topic(
            String name, SensorQuantity quantity, String time, String relative, List<String> values, double perUnit) {}

    private static final List<Topic> TOPICS = List.of(
            new Topic(
                    "sensor_combined",
                    SensorQuantity.ACCELERATION,
                    "timestamp",
                    "accelerometer_timestamp_relative",
                    List.of("accelerometer_m_s2"),
                    1),
            new Topic("vehicle_acceleration", SensorQuantity.ACCELERATION, "timestamp_sample", "", List.of("xyz"), 1),
            new Topic("sensor_accel", SensorQuantity.ACCELERATION, "timestamp_sample", "", List.of("x", "y", "z"), 1),
            new Topic("sensor_accel", SensorQuantity.ACCELERATION, "timestamp", "", List.of("x", "y", "z"), 1),
            new Topic(
                    "vehicle_magnetometer",
                    SensorQuantity.MAGNETIC_FIELD,
                    "timestamp",
                    "",
                    List.of("magnetometer_ga"),
                    UT_PER_GAUSS),
            new Topic(
                    "sensor_combined",
                    SensorQuantity.MAGNETIC_FIELD,
                    "timestamp",
                    "magnetometer_timestamp_relative",
                    List.of("magnetometer_ga"),
                    UT_PER_GAUSS),
            new Topic(
                    "sensor_mag", SensorQuantity.MAGNETIC_FIELD, "timestamp", "", List.of("x", "y", "z"), UT_PER_GAUSS),
            new Topic("vehicle_attitude", SensorQuantity.ORIENTATION, "timestamp", "", List.of("q"), 1));

    /** A topic as this log has it. */
    private record Stream(Topic topic, int time, int relative, int[] values, StreamSamples samples) {
        int bytes() {
            int last = Math.max(time + 8, relative + 4);
            for (int value : values) {
                last = Math.max(last, value + 4);
            }
            return last;
        }
    }

    private final ByteBuffer in;
    private final Map<Integer, List<Stream>> byId = new HashMap<>();
    private final Map<Topic, Stream> byTopic = new HashMap<>();
    private int damaged;

    OtherTopics(ByteBuffer in) {
        this.in = in;
    }

    /** Takes the first instance of a topic that the log has. */
    void subscribe(String name, int id, Map<String, String> definitions) {
        for (Topic topic : TOPICS) {
            if (topic.name().equals(name) && !byTopic.containsKey(topic)) {
                MessageFormat format = MessageFormat.of(name, definitions);
                Stream stream = format == null ? null : stream(topic, format);
                if (stream != null) {
                    byTopic.put(topic, stream);
                    byId.computeIfAbsent(id, i -> new ArrayList<>()).add(stream);
                }
            }
        }
    }

    private static @Nullable Stream stream(Topic topic, MessageFormat format) {
        Field time = format.field(topic.time(), "uint64_t", 1);
        Field relative = topic.relative().isEmpty() ? null : format.field(topic.relative(), "int32_t", 1);
        int width = topic.quantity().width();
        int[] values = new int[width];
        boolean together = topic.values().size() == 1;
        for (int k = 0; k < width; k++) {
            Field field = format.field(topic.values().get(together ? 0 : k), "float", together ? width : 1);
            if (field == null) {
                return null;
            }
            values[k] = field.at() + (together ? 4 * k : 0);
        }
        boolean turns = topic.quantity().isTurn();
        StreamSamples samples = new StreamSamples(topic.quantity(), turns ? TO_NED : "");
        return time == null
                ? null
                : new Stream(topic, time.at(), relative == null ? -4 : relative.at(), values, samples);
    }

    /** Takes what a message holds. */
    void sample(int id, int body, int size) {
        List<Stream> streams = byId.get(id);
        if (streams == null) {
            return;
        }
        for (int i = 0; i < streams.size(); i++) {
            Stream stream = streams.get(i);
            long us = stream.bytes() > size ? -1 : in.getLong(body + stream.time());
            if (us < 0 || us >= Long.MAX_VALUE / 2000) {
                damaged++;
                continue;
            }
            int relativeUs = stream.relative() < 0 ? 0 : in.getInt(body + stream.relative());
            long timeNs = (us + relativeUs) * 1000;
            // A slower sensor's last sample stands in message after message.
            boolean again = stream.relative() >= 0
                    && stream.samples().size() > 0
                    && stream.samples().lastNs() == timeNs;
            if (relativeUs != NEVER && !again) {
                add(stream, timeNs, body);
            }
        }
    }

    private void add(Stream stream, long timeNs, int body) {
        int[] at = stream.values();
        double per = stream.topic().perUnit();
        double x = in.getFloat(body + at[0]) * per;
        double y = in.getFloat(body + at[1]) * per;
        double z = in.getFloat(body + at[2]) * per;
        if (at.length == 4) {
            stream.samples().add(timeNs, x, y, z, in.getFloat(body + at[3]));
        } else {
            stream.samples().add(timeNs, x, y, z);
        }
    }

    /** The tracks, at most one of a quantity. */
    List<SensorTrack> tracks(LogWarnings warnings) {
        if (damaged > 0) {
            warnings.add(WarningCode.LOG_LEFT_OUT, damaged + " messages of other sensors are damaged: left out");
        }
        Map<SensorQuantity, StreamSamples> best = new EnumMap<>(SensorQuantity.class);
        for (Topic topic : TOPICS) {
            Stream stream = byTopic.get(topic);
            if (stream != null && stream.samples().size() > 0) {
                best.putIfAbsent(topic.quantity(), stream.samples());
            }
        }
        return StreamSamples.tracks(best.values(), 1000, warnings);
    }
}
