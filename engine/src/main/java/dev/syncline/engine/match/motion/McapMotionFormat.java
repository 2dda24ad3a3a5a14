package dev.syncline.engine.match.motion;

import dev.syncline.engine.match.mcap.ChunkCompression;
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
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * MCAP files of ROS robots as motion logs: the topic of {@code sensor_msgs/Imu} with the most messages. Taken where one is
 * named only: a file of this kind beside a video may as well hold what another program recorded of its pictures.
 */
public final class McapMotionFormat implements TelemetryFormat {
    private static final String NAME = "mcap";
    private static final int MOST_TOPICS = 100;

    /** Forward, left, up: ROS's axes of a body (REP 103). */
    private static final ImuOrientation FORWARD_LEFT_UP = new ImuOrientation("ZYx");

    /** A topic's samples; those without a stamp of their own have the recorder's. */
    private static final class Topic {
        final GyroSamples samples;
        int unstamped;
        int damaged;

        Topic(boolean allStreams) {
            samples = new GyroSamples(
                    allStreams ? List.of(SensorQuantity.ACCELERATION, SensorQuantity.ORIENTATION) : List.of());
        }
    }

    /** What a file holds. */
    private record Content(Map<String, Topic> topics, List<String> warnings, DamagedParts damage) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "MCAP with sensor_msgs/Imu (.mcap)";
    }

    @Override
    public boolean detect(byte[] head) {
        return McapReader.detect(head);
    }

    private static List<ChunkCompression> compressions() {
        return ServiceLoader.load(ChunkCompression.class, McapMotionFormat.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static Content content(Path file, ReadOptions options) throws IOException {
        Map<String, Topic> topics = new TreeMap<>();
        DamagedParts damage = new DamagedParts(options);
        try (McapReader reader = McapReader.open(file, compressions())) {
            read(reader, damage, message -> {
                if (!ImuMessage.isIn(message.channel())) {
                    return;
                }
                String name = message.channel().topic();
                if (!topics.containsKey(name) && topics.size() >= MOST_TOPICS) {
                    return;
                }
                Topic topic = topics.computeIfAbsent(name, t -> new Topic(options.allStreams()));
                ImuMessage imu = ImuMessage.read(message.channel(), message.data(), options.allStreams());
                if (imu == null) {
                    topic.damaged++;
                    return;
                }
                topic.unstamped += imu.stampNs() == 0 ? 1 : 0;
                if (options.allStreams()) {
                    for (int i = 0; i < 7; i++) {
                        topic.samples.beside(i, i < 3 ? imu.acceleration()[i] : imu.turn()[i - 3]);
                    }
                }
                topic.samples.add(
                        imu.stampNs() == 0 ? message.logNs() : imu.stampNs(), (float) imu.x(), (float) imu.y(), (float)
                                imu.z());
            });
            return new Content(topics, reader.warnings(), damage);
        }
    }

    private static void read(McapReader reader, DamagedParts damage, McapReader.Sink to) throws IOException {
        try {
            reader.read(to);
        } catch (TelemetryFormatException damaged) {
            damage.leaveOut(damaged);
        }
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        String name = String.valueOf(file.getFileName());
        requireNoChoice(name, options);
        Content content = content(file, options);
        String best = "";
        for (Map.Entry<String, Topic> each : content.topics().entrySet()) {
            Topic other = content.topics().get(best);
            if (other == null || each.getValue().samples.size() > other.samples.size()) {
                best = each.getKey();
            }
        }
        Topic topic = content.topics().get(best);
        if (topic == null || topic.samples.size() < 2) {
            throw content.damage()
                    .reason(new TelemetryFormatException(
                            name,
                            "",
                            "no motion data: no topic of sensor_msgs/Imu (as CDR, or as ROS 1 packs it) with two"
                                    + " messages"));
        }
        LogWarnings warnings = new LogWarnings();
        content.warnings().forEach(warning -> warnings.add(WarningCode.LOG_LEFT_OUT, warning));
        if (content.topics().size() > 1) {
            warnings.add(
                    WarningCode.LOG_ASSUMED,
                    "rates are those of topic " + best + ", the one with the most messages of "
                            + String.join(", ", content.topics().keySet()));
        }
        if (topic.damaged > 0) {
            content.damage()
                    .leaveOut(new TelemetryFormatException(
                            name, "topic " + best, "messages that are cut short or damaged: " + topic.damaged));
        }
        content.damage().tell(warnings);
        if (topic.unstamped > 0) {
            warnings.add(
                    WarningCode.LOG_TIMES,
                    topic.unstamped + " messages have no stamp: the recorder's times are taken, which may be late");
        }
        return log(name, topic.samples, warnings);
    }

    private static MotionLog log(String name, GyroSamples samples, LogWarnings warnings)
            throws TelemetryFormatException {
        List<Recording> tracks;
        try {
            tracks = samples.toRecordings(0, warnings);
        } catch (IllegalArgumentException e) {
            throw new TelemetryFormatException(name, "", String.valueOf(e.getMessage()));
        }
        List<MotionLog> recordings = new ArrayList<>();
        for (Recording found : tracks) {
            GyroTrack gyro = found.gyro();
            List<TimeSpan> saturated = SaturationScan.spans(gyro);
            LogWarnings own = new LogWarnings(warnings.list());
            if (!saturated.isEmpty()) {
                own.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
            }
            recordings.add(
                    new MotionLog(name, NAME, gyro, FORWARD_LEFT_UP, false, null, gyro.startNs(), saturated, own.list())
                            .withStreams(found.streams()));
        }
        return JoinedRecordings.of(recordings);
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return new LogFacts(
                null,
                null,
                null,
                new ArrayList<>(
                        content(file, ReadOptions.PLAIN.lenient(true)).topics().keySet()),
                1,
                null,
                null);
    }
}
