package dev.syncline.engine.match.read;

import dev.syncline.engine.match.MessageGroup;
import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Groups as MCAP: one topic, {@code /groups}, of JSON messages with their schema. A message's time is its newest
 * member's, never before 0.
 */
public final class GroupMcap implements GroupSink {
    private static final McapChannel CHANNEL =
            new McapChannel(0, "/groups", "json", "syncline.MessageGroup", "jsonschema", GroupJson.SCHEMA);

    private final McapWriter writer;
    private final List<RecordedStream> streams;
    private long groups;

    /** Begins the file. */
    public GroupMcap(OutputStream out, List<RecordedStream> streams, ChunkCompression compression) throws IOException {
        this.writer = new McapWriter(out, compression, "syncline");
        this.streams = List.copyOf(streams);
        writer.addChannel(CHANNEL);
    }

    @Override
    public void write(MessageGroup<RecordedMessage> group) throws IOException {
        long timeNs = Math.max(0, group.newestNs());
        writer.write(CHANNEL.id(), groups, timeNs, timeNs, GroupJson.bytes(groups, group, streams));
        groups++;
    }

    @Override
    public void finish() throws IOException {
        writer.close();
    }
}
