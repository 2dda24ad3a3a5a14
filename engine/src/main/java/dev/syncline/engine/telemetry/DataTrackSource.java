package dev.syncline.engine.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Takes the motion-data track out of a video file. Implemented where a demultiplexer is at hand. */
public interface DataTrackSource {
    /**
     * The packets of the track with this four-letter code.
     *
     * @param video the file
     * @param fourCc such as {@code gpmd}
     * @return in order of time; empty where the file has no such track. Of a long track packets may be read when they are
     *     asked for, which throws {@link java.io.UncheckedIOException} where it fails: look at one after the other, and
     *     keep none
     * @throws IOException when the file cannot be opened or read; the message names the file and the cause
     */
    List<TimedPayload> payloads(Path video, String fourCc) throws IOException;

    /**
     * How long a video's picture is: where the next chapter of its recording begins.
     *
     * @return ns; 0 where this is not known
     * @throws IOException as {@link #payloads}
     */
    default long lengthNs(Path video) throws IOException {
        return 0;
    }
}
