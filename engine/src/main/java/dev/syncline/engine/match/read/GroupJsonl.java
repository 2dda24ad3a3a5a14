package dev.syncline.engine.match.read;

import dev.syncline.engine.match.MessageGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Groups as JSON lines: one object a group, with its members' streams, memberships, numbers, times and values. */
public final class GroupJsonl implements GroupSink {
    private final OutputStream out;
    private final List<RecordedStream> streams;
    private long groups;

    public GroupJsonl(OutputStream out, List<RecordedStream> streams) {
        this.out = out;
        this.streams = List.copyOf(streams);
    }

    @Override
    public void write(MessageGroup<RecordedMessage> group) throws IOException {
        out.write(GroupJson.bytes(groups++, group, streams));
        out.write('\n');
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
