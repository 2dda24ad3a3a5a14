package dev.syncline.engine.match.read;

import java.util.List;

/**
 * What a file of messages holds.
 *
 * @param streams at least one, each with at least one message
 * @param warnings what a user should hear, one line each
 */
public record RecordedFile(List<RecordedStream> streams, List<String> warnings) {
    public RecordedFile {
        streams = List.copyOf(streams);
        warnings = List.copyOf(warnings);
    }
}
