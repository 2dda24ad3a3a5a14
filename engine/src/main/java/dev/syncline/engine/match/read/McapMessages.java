package dev.syncline.engine.match.read;

import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapMessage;
import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.read.TelemetryFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The topics of an MCAP file as streams. A recorder that numbers no message writes 0 for all. */
public final class McapMessages {
    /** Bytes of a CDR head and of a ROS header's stamp after it. */
    private static final int STAMP_BYTES = 4 + 8;

    private McapMessages() {}

    /**
     * Reads a file.
     *
     * @param time which time counts
     * @param topics the topics to read; empty for all
     * @throws TelemetryFormatException when the file is damaged, has no such topic or no such time
     */
    public static RecordedFile read(Path path, McapTime time, Set<String> topics, List<ChunkCompression> compressions)
            throws IOException {
        String file = String.valueOf(path.getFileName());
        StreamSet streams = new StreamSet(file);
        try (McapReader reader = McapReader.open(path, compressions)) {
            reader.read(message -> {
                String topic = message.channel().topic();
                if (topics.isEmpty() || topics.contains(topic)) {
                    streams.stream(topic, List.of())
                            .add(new RecordedMessage(
                                    message.sequence(), timeNs(file, message, time), 0, new double[0]));
                }
            });
            for (String topic : topics) {
                if (reader.channels().stream().noneMatch(c -> c.topic().equals(topic))) {
                    throw new TelemetryFormatException(file, "", "has no topic " + topic + "; it has " + names(reader));
                }
            }
            return streams.build(reader.warnings());
        }
    }

    private static String names(McapReader reader) {
        List<String> names = new ArrayList<>();
        reader.channels().forEach(c -> names.add(CsvMessages.shown(c.topic())));
        return String.join(", ", names.subList(0, Math.min(20, names.size())));
    }

    private static long timeNs(String file, McapMessage message, McapTime time) throws TelemetryFormatException {
        return switch (time) {
            case LOG -> message.logNs();
            case PUBLISH -> message.publishNs();
            case HEADER -> headerNs(file, message);
        };
    }

    private static long headerNs(String file, McapMessage message) throws TelemetryFormatException {
        McapChannel channel = message.channel();
        if (!channel.messageEncoding().equals("cdr") || !beginsWithHeader(channel.schema())) {
            throw new TelemetryFormatException(
                    file,
                    "topic " + CsvMessages.shown(channel.topic()),
                    "its messages (" + CsvMessages.shown(channel.schemaName())
                            + ") do not begin with a ROS header; use its log or publish time");
        }
        ByteBuffer data = message.data();
        if (data.remaining() < STAMP_BYTES) {
            throw new TelemetryFormatException(
                    file,
                    "topic " + CsvMessages.shown(channel.topic()),
                    "a message of " + data.remaining() + " bytes, expected at least " + STAMP_BYTES
                            + " for its header");
        }
        boolean little = (data.get(data.position() + 1) & 1) != 0;
        data.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long seconds = data.getInt(data.position() + 4);
        long ns = Integer.toUnsignedLong(data.getInt(data.position() + 8));
        return seconds * 1_000_000_000L + ns;
    }

    private static boolean beginsWithHeader(String schema) {
        return schema.lines()
                .map(l -> l.replaceFirst("#.*", "").strip())
                .filter(l -> !l.isEmpty())
                .findFirst()
                .filter(l -> l.matches("(std_msgs/(msg/)?)?Header\\s+\\w+"))
                .isPresent();
    }
}
