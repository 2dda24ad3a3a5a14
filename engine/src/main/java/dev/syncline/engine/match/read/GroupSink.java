package dev.syncline.engine.match.read;

import dev.syncline.engine.match.MessageGroup;
import java.io.IOException;

/** Takes groups one at a time, to write them down. */
public interface GroupSink {
    /** Writes a group. */
    void write(MessageGroup<RecordedMessage> group) throws IOException;

    /** Writes what is left. The stream behind it stays open. */
    void finish() throws IOException;
}
