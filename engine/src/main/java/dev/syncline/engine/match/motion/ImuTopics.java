package dev.syncline.engine.match.motion;

import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.JoinedRecordings;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The topics of {@code sensor_msgs/Imu} in a recording, which may be several files, and the motion log of the one with the
 * most messages. A sample's time is its message's own stamp. Where most messages of a topic have none, it is the time that
 * the recorder gave; the two are not mixed, since they may be two clocks'.
 */
public final class ImuTopics {
    /** Longest message that is believed, bytes; one with a long name of its frame has some 400. */
    public static final int LONGEST_MESSAGE = 1 << 16;

    private static final int MOST_TOPICS = 100;

    /** First bytes of a Zstandard frame (RFC 8878), little-endian; no CDR message begins so. */
    private static final int ZSTD_MAGIC = 0xfd2fb528;

    /** Stamps this far from the recorder's times are another clock's, ns. */
    private static final long OTHER_CLOCK_NS = 1_000_000_000L;

    /** Forward, left, up: ROS's axes of a body (REP 103). */
    private static final ImuOrientation FORWARD_LEFT_UP = new ImuOrientation("ZYx");

    /** What stands beside the rates in a message. */
    private static final List<SensorQuantity> BESIDE = List.of(SensorQuantity.ACCELERATION, SensorQuantity.ORIENTATION);

    private static final class Topic {
        final GyroSamples stamped;
        final GyroSamples unstamped;
        /** First and last stamp less the recorder's times for them, ns. */
        double firstAheadNs;

        double lastAheadNs;

        int damaged;
        int withoutRates;

        Topic(List<SensorQuantity> beside) {
            stamped = new GyroSamples(beside);
            unstamped = new GyroSamples(beside);
        }

        /** The samples on the clock that most of them have. */
        GyroSamples samples() {
            return stamped.size() >= unstamped.size() ? stamped : unstamped;
        }

        int messages() {
            return stamped.size() + unstamped.size() + damaged + withoutRates;
        }
    }

    private final String recording;
    private final boolean allStreams;
    private final DamagedParts damage;
    private final LogWarnings warnings = new LogWarnings();
    private final Map<String, Topic> topics = new TreeMap<>();
    private final List<ChunkCompression> compressions;
    private boolean tooMany;

    /**
     * None yet.
     *
     * @param recording its name, for people
     */
    public ImuTopics(String recording, ReadOptions options) {
        this.recording = recording;
        this.allStreams = options.allStreams();
        this.damage = new DamagedParts(options);
        this.compressions = ServiceLoader.load(ChunkCompression.class, ImuTopics.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Where parts of the recording are damaged. */
    public DamagedParts damage() {
        return damage;
    }

    /** Something that a user should hear, one line. */
    public void warn(WarningCode code, String text) {
        warnings.add(code, text);
    }

    /** Messages of a topic so far, damaged ones among them; 0 where it is none of these topics. */
    public int messages(String topic) {
        Topic known = topics.get(topic);
        return known == null ? 0 : known.messages();
    }

    /** Whether a topic's messages are such, in an encoding that is read. */
    public static boolean areIn(McapChannel channel) {
        return ImuMessage.isIn(channel);
    }

    /**
     * A message of any topic; other types are passed over.
     *
     * @param logNs the recorder's time for it, ns
     * @param message as CDR or as ROS 1 packs it, or either in a Zstandard frame; null for one that is damaged
     */
    public void add(McapChannel channel, long logNs, @Nullable ByteBuffer message) {
        if (!ImuMessage.isIn(channel)) {
            return;
        }
        Topic topic = topics.get(channel.topic());
        if (topic == null) {
            if (topics.size() >= MOST_TOPICS) {
                tooMany = true;
                return;
            }
            topic = new Topic(allStreams ? BESIDE : List.of());
            topics.put(channel.topic(), topic);
        }
        ByteBuffer plain = message == null ? null : unpacked(message);
        ImuMessage imu = plain == null ? null : ImuMessage.read(channel, plain, allStreams);
        if (imu == null) {
            topic.damaged++;
        } else if (Double.isNaN(imu.x())) {
            topic.withoutRates++;
        } else if (imu.stampNs() == 0) {
            add(topic.unstamped, logNs, imu);
        } else {
            topic.lastAheadNs = (double) imu.stampNs() - (double) logNs;
            topic.firstAheadNs = topic.stamped.size() == 0 ? topic.lastAheadNs : topic.firstAheadNs;
            add(topic.stamped, imu.stampNs(), imu);
        }
    }

    private void add(GyroSamples samples, long timeNs, ImuMessage imu) {
        if (allStreams) {
            for (int i = 0; i < 7; i++) {
                samples.beside(i, i < 3 ? imu.acceleration()[i] : imu.turn()[i - 3]);
            }
        }
        samples.add(timeNs, (float) imu.x(), (float) imu.y(), (float) imu.z());
    }

    /** The message itself, where rosbag2 packed each of them; null where that is damaged. */
    private @Nullable ByteBuffer unpacked(ByteBuffer message) {
        boolean packed = message.remaining() >= Integer.BYTES
                && message.slice().order(ByteOrder.LITTLE_ENDIAN).getInt() == ZSTD_MAGIC;
        if (!packed) {
            return message;
        }
        ChunkCompression zstd = ChunkCompression.named("zstd", compressions);
        if (zstd == null) {
            return null;
        }
        byte[] bytes = new byte[message.remaining()];
        message.slice().get(bytes);
        try (InputStream plain = zstd.decompress(new ByteArrayInputStream(bytes))) {
            byte[] unpacked = plain.readNBytes(LONGEST_MESSAGE + 1);
            return unpacked.length > LONGEST_MESSAGE ? null : ByteBuffer.wrap(unpacked);
        } catch (IOException damaged) {
            return null;
        }
    }

    /**
     * Adds the messages of an MCAP file.
     *
     * @throws IOException when it cannot be read, or is damaged and the reader is not lenient
     */
    public void addMcap(Path file) throws IOException {
        try (McapReader reader = McapReader.open(file, compressions)) {
            try {
                reader.read(message -> add(message.channel(), message.logNs(), message.data()));
            } catch (TelemetryFormatException damaged) {
                damage.leaveOut(damaged);
            }
            reader.warnings().forEach(warning -> warnings.add(WarningCode.LOG_LEFT_OUT, warning));
        }
    }

    /** The topics, as what the recording says of itself. */
    public LogFacts facts() {
        return new LogFacts(null, null, null, new ArrayList<>(topics.keySet()), 1, null, null);
    }

    /**
     * The log of the topic with the most samples, the first by name of those with as many. Nothing may be added after it.
     *
     * @param format short name of the recording's format
     * @throws TelemetryFormatException when there is none, or parts of it are damaged and the reader is not lenient
     */
    public MotionLog log(String format) throws TelemetryFormatException {
        String best = "";
        for (Map.Entry<String, Topic> each : topics.entrySet()) {
            Topic other = topics.get(best);
            if (other == null
                    || each.getValue().samples().size() > other.samples().size()) {
                best = each.getKey();
            }
        }
        Topic topic = topics.get(best);
        if (topic == null || topic.samples().size() < 2) {
            throw damage.reason(new TelemetryFormatException(recording, "", "no motion data: " + nothing()));
        }
        LogWarnings all = new LogWarnings(warnings.list());
        if (topics.size() > 1) {
            all.add(
                    WarningCode.LOG_ASSUMED,
                    "rates are those of topic " + best + ", the one with the most messages of "
                            + String.join(", ", topics.keySet())
                            + (tooMany ? " and more, which were not looked at" : ""));
        }
        if (topic.damaged > 0) {
            damage.leaveOut(new TelemetryFormatException(
                    recording, "topic " + best, "messages that are cut short or damaged: " + topic.damaged));
        }
        damage.tell(all);
        if (topic.withoutRates > 0) {
            all.add(
                    WarningCode.LOG_LEFT_OUT,
                    topic.withoutRates + " messages of topic " + best + " say that they have no rates: left out");
        }
        tellTimes(topic, all);
        return log(format, topic.samples(), all);
    }

    private String nothing() {
        boolean noRates = topics.values().stream().anyMatch(topic -> topic.withoutRates > 1);
        return noRates
                ? "the messages of sensor_msgs/Imu say that they have no angular velocity (covariance -1)"
                : "no topic of sensor_msgs/Imu (as CDR, or as ROS 1 packs it) with two messages";
    }

    private static void tellTimes(Topic topic, LogWarnings all) {
        int stamped = topic.stamped.size();
        int unstamped = topic.unstamped.size();
        if (unstamped > stamped) {
            all.add(
                    WarningCode.LOG_TIMES,
                    unstamped + " messages have no stamp: the recorder's times are taken, which may be late"
                            + (stamped == 0 ? "" : "; the " + stamped + " that have one are left out"));
            return;
        }
        if (unstamped > 0) {
            all.add(WarningCode.LOG_LEFT_OUT, unstamped + " messages have no stamp, unlike the others: left out");
        }
        if (Math.min(Math.abs(topic.firstAheadNs), Math.abs(topic.lastAheadNs)) > OTHER_CLOCK_NS) {
            all.add(
                    WarningCode.LOG_TIMES,
                    String.format(
                            Locale.ROOT,
                            "times are the messages' own stamps, which lie %.1f s %s the recorder's times: another clock's",
                            Math.abs(topic.firstAheadNs) * 1e-9,
                            topic.firstAheadNs < 0 ? "before" : "after"));
        }
    }

    private MotionLog log(String format, GyroSamples samples, LogWarnings all) throws TelemetryFormatException {
        List<Recording> tracks;
        try {
            tracks = samples.toRecordings(0, all);
        } catch (IllegalArgumentException e) {
            throw new TelemetryFormatException(recording, "", String.valueOf(e.getMessage()));
        }
        List<MotionLog> recordings = new ArrayList<>();
        for (Recording found : tracks) {
            GyroTrack gyro = found.gyro();
            List<TimeSpan> saturated = SaturationScan.spans(gyro);
            LogWarnings own = new LogWarnings(all.list());
            if (!saturated.isEmpty()) {
                own.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
            }
            MotionLog log = new MotionLog(
                    recording, format, gyro, FORWARD_LEFT_UP, false, null, gyro.startNs(), saturated, own.list());
            recordings.add(log.withStreams(found.streams()));
        }
        return JoinedRecordings.of(recordings);
    }
}
