package dev.syncline.engine.match.read;

import dev.syncline.engine.match.header.HeaderReader;
import dev.syncline.engine.match.header.ImuBatchReader;
import dev.syncline.engine.match.header.MessageHeaders;
import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapMessage;
import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The topics of an MCAP file as streams. Stamps, numbers and exposures are those in the messages where their types have
 * any; else the record's number counts, which says only how many messages the recorder had before.
 */
public final class McapMessages {
    /** How a channel's messages are read. */
    private record Reading(
            @Nullable HeaderReader header, @Nullable ImuBatchReader batches) {}

    private final String file;
    private final McapTime time;
    private final Set<String> topics;
    private final Map<Integer, Reading> readings = new HashMap<>();
    private final Map<String, TopicStream> streams = new LinkedHashMap<>();
    private final Map<String, ImuStreams> batches = new HashMap<>();

    private McapMessages(String file, McapTime time, Set<String> topics) {
        this.file = file;
        this.time = time;
        this.topics = topics;
    }

    /**
     * Reads a file.
     *
     * @param time which time counts
     * @param topics the topics to read; empty for all
     * @throws TelemetryFormatException when the file is damaged, has no such topic or no such time
     */
    public static RecordedFile read(Path path, McapTime time, Set<String> topics, List<ChunkCompression> compressions)
            throws IOException {
        McapMessages messages = new McapMessages(String.valueOf(path.getFileName()), time, topics);
        try (McapReader reader = McapReader.open(path, compressions)) {
            reader.read(messages::take);
            for (String topic : topics) {
                if (reader.channels().stream().noneMatch(c -> c.topic().equals(topic))) {
                    throw new TelemetryFormatException(
                            messages.file, "", "has no topic " + topic + "; it has " + names(reader));
                }
            }
            return messages.build(reader.warnings());
        }
    }

    private static String names(McapReader reader) {
        List<String> names = new ArrayList<>();
        reader.channels().forEach(c -> names.add(CsvMessages.shown(c.topic())));
        return String.join(", ", names.subList(0, Math.min(20, names.size())));
    }

    private void take(McapMessage message) throws TelemetryFormatException {
        McapChannel channel = message.channel();
        String topic = channel.topic();
        if (!topics.isEmpty() && !topics.contains(topic)) {
            return;
        }
        Reading reading = readings.computeIfAbsent(
                channel.id(), id -> new Reading(MessageHeaders.of(channel), MessageHeaders.batches(channel)));
        TopicStream stream = streams.get(topic);
        if (stream == null) {
            StreamSet.checkCount(file, streams.size());
            stream = new TopicStream(topic, time);
            streams.put(topic, stream);
        }
        HeaderReader header = reading.header;
        stream.add(
                message.logNs(),
                message.publishNs(),
                message.sequence(),
                header == null ? null : header.read(message.data()));
        ImuBatchReader samples = reading.batches;
        if (samples != null && time != McapTime.LOG && time != McapTime.PUBLISH) {
            batches.computeIfAbsent(topic, t -> new ImuStreams(t, samples, time))
                    .add(message);
        }
    }

    private RecordedFile build(List<String> damage) throws TelemetryFormatException {
        List<String> warnings = new ArrayList<>(damage);
        boolean anyStamped = streams.values().stream().anyMatch(TopicStream::isStamped);
        StreamSet set = new StreamSet(file);
        for (Map.Entry<String, TopicStream> entry : streams.entrySet()) {
            ImuStreams samples = batches.get(entry.getKey());
            List<StreamBuilder> sensors = samples == null ? List.of() : samples.streams();
            if (sensors.isEmpty()) {
                String warning = time == McapTime.AUTO ? entry.getValue().fallsBack(anyStamped) : null;
                if (warning != null) {
                    warnings.add(file + ": " + warning);
                }
                set.add(entry.getKey(), entry.getValue().stream(file));
            } else {
                for (StreamBuilder sensor : sensors) {
                    set.add(sensor.name(), sensor);
                }
            }
        }
        return set.build(warnings);
    }
}
