package dev.syncline.engine.match.read;

import dev.syncline.engine.match.header.ImuBatchReader;
import dev.syncline.engine.match.header.MessageHeader;
import dev.syncline.engine.match.mcap.McapMessage;
import java.util.ArrayList;
import java.util.List;

/** The sensors of a topic of DepthAI's IMU messages, each a stream of its own with the stamps of its samples. */
final class ImuStreams {
    private static final List<String> VALUES = List.of("x", "y", "z");

    private final ImuBatchReader reader;
    private final boolean onDevice;
    private final List<StreamBuilder> builders = new ArrayList<>();
    private final long[] lastNs;
    private boolean filled = true;

    ImuStreams(String topic, ImuBatchReader reader, McapTime time) {
        this.reader = reader;
        this.onDevice = time == McapTime.DEVICE;
        for (String sensor : ImuBatchReader.SENSORS) {
            builders.add(new StreamBuilder(topic + "/" + sensor, VALUES));
        }
        this.lastNs = new long[builders.size()];
        java.util.Arrays.fill(lastNs, MessageHeader.ABSENT);
    }

    void add(McapMessage message) {
        filled &= reader.read(message.data(), this::sample);
    }

    private void sample(int sensor, MessageHeader header, double x, double y, double z) {
        long timeNs = onDevice ? header.deviceNs() : header.timeNs();
        if (timeNs == MessageHeader.ABSENT) {
            filled = false;
        } else if (timeNs != lastNs[sensor]) { // a slower sensor's last sample comes again with each of a faster one's
            builders.get(sensor)
                    .add(new RecordedMessage(
                            header.number() == MessageHeader.ABSENT ? RecordedMessage.NO_SEQUENCE : header.number(),
                            timeNs,
                            0,
                            new double[] {x, y, z}));
            lastNs[sensor] = timeNs;
        }
    }

    /** The streams that have more than one time; none where a message could not be read or a sample has no stamp. */
    List<StreamBuilder> streams() {
        return filled ? builders.stream().filter(b -> b.size() > 1).toList() : List.of();
    }
}
