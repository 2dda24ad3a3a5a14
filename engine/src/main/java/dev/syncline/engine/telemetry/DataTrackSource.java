package dev.syncline.engine.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Takes the motion-data track out of a video file. Implemented where a demultiplexer is at hand. */
public interface DataTrackSource {
    /**
     * The packets of the track with this four-letter code; of several, that which belongs to the picture best.
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
     * One of a file's tracks that have the same code.
     *
     * @param place among them, in the file's order, from 0
     * @param fit how well it belongs to the picture
     */
    record CodedTrack(int place, Fit fit) {}

    /** How well a data track belongs to the picture, best first. */
    enum Fit {
        /** It has a packet for each frame. */
        FRAMES("has as many packets as the picture has frames"),
        /** It is as long as the picture. */
        LENGTH("is as long as the picture"),
        /** Neither, or it is not known. */
        NONE("");

        private final String words;

        Fit(String words) {
            this.words = words;
        }

        /** {@return for people: {@code is as long as the picture}; empty for none} */
        public String words() {
            return words;
        }
    }

    /**
     * All tracks with this four-letter code.
     *
     * @return that which belongs to the picture best first, those that are alike in the file's order; empty where the source
     *     does not tell them apart
     * @throws IOException as {@link #payloads(Path, String)}
     */
    default List<CodedTrack> tracks(Path video, String fourCc) throws IOException {
        return List.of();
    }

    /**
     * The packets of one of the {@link #tracks}.
     *
     * @return as {@link #payloads(Path, String)}
     * @throws IOException as that
     */
    default List<TimedPayload> payloads(Path video, String fourCc, CodedTrack track) throws IOException {
        return payloads(video, fourCc);
    }

    /**
     * How long a video's picture is: where the next chapter of its recording begins.
     *
     * @return ns; 0 where this is not known
     * @throws IOException as {@link #payloads(Path, String)}
     */
    default long lengthNs(Path video) throws IOException {
        return 0;
    }
}
