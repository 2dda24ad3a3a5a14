package dev.syncline.engine.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One format of motion data: a file of its own, a track inside a video, or both. Formats are found by
 * {@link java.util.ServiceLoader}: a new one is a class and a line in
 * {@code META-INF/services/dev.syncline.engine.telemetry.TelemetryFormat}. Nothing else knows a format by its name.
 */
public interface TelemetryFormat {
    /** Short name, for results and programs: {@code gcsv}. */
    String name();

    /** For people: the format's name and its usual file names. */
    String description();

    /** Endings of files that are looked for beside a video, best first, lower case, without the dot. */
    default List<String> sidecarEndings() {
        return List.of();
    }

    /**
     * True where a file that begins with these bytes is meant to be in this format.
     *
     * @param head the file's first bytes, all of a short file
     */
    boolean detect(byte[] head);

    /**
     * As {@link #detect(byte[])}, for formats that look further into a file whose first bytes tell nothing.
     *
     * @throws IOException when it cannot be read
     */
    default boolean detect(Path file, byte[] head) throws IOException {
        return detect(head);
    }

    /**
     * What is missing in a file that is of this format's kind and cannot be read. Asked where no format knows the file.
     *
     * @param head its first bytes
     * @return for people: what was found and what to do; null where it is not of this kind
     */
    default @Nullable String refusal(byte[] head) {
        return null;
    }

    /**
     * True where a video holds this format elsewhere than in a track, such as behind its picture; {@link #read(Path)} then
     * takes the video.
     *
     * @throws IOException when it cannot be read
     */
    default boolean detectIn(Path video) throws IOException {
        return false;
    }

    /**
     * True where a folder as a whole is a recording in this format; {@link #read(Path)} then takes the folder.
     *
     * @throws IOException when it cannot be read
     */
    default boolean detectFolder(Path folder) throws IOException {
        return false;
    }

    /**
     * Reads a log.
     *
     * @throws TelemetryFormatException when the file is not what it should be
     * @throws IOException when it cannot be read
     */
    MotionLog read(Path file) throws IOException;

    /**
     * Reads a log as it is asked for. A format whose files have parts that can be left out goes by {@link DamagedParts}.
     *
     * @throws TelemetryFormatException when the file is not what it should be, or this format has not what is asked for
     * @throws IOException when it cannot be read
     */
    default MotionLog read(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        return read(file);
    }

    /**
     * Refuses options that choose a recording or name columns, for formats that have neither.
     *
     * @throws TelemetryFormatException when they do
     */
    default void requireNoChoice(String file, ReadOptions options) throws TelemetryFormatException {
        if (options.recording() != null) {
            throw new TelemetryFormatException(file, "", name() + " files hold one recording: choose none");
        }
        if (options.columns() != null) {
            throw new TelemetryFormatException(file, "", name() + " files say what their columns are: name none");
        }
    }

    /**
     * What a log says of itself beside its gyro. Damage is not for this to judge: what can be read counts.
     *
     * @throws IOException as {@link #read(Path)}
     */
    default LogFacts facts(Path file) throws IOException {
        return LogFacts.NONE;
    }

    /**
     * A log and what it says of itself.
     *
     * @param facts as {@link #facts}
     */
    record Described(MotionLog log, LogFacts facts) {}

    /**
     * Reads a log and what it says of itself. A format that goes through the whole file for either does it once.
     *
     * @throws IOException as {@link #read(Path, ReadOptions)}
     */
    default Described describe(Path file, ReadOptions options) throws IOException {
        return new Described(read(file, options), facts(file));
    }

    /**
     * What a track says of itself beside its gyro.
     *
     * @throws TelemetryFormatException as {@link #readTrack}
     */
    default LogFacts trackFacts(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return LogFacts.NONE;
    }

    /**
     * What a video's own settings say of stabilisation in the camera, wherever its motion log is.
     *
     * @return for people; null where there are no such settings, or they say that there was none
     * @throws IOException when the file cannot be read
     */
    default @Nullable String stabilisation(Path video) throws IOException {
        return null;
    }

    /**
     * What a file says of the camera that filmed, be it the video or a log that the camera wrote.
     *
     * @return {@link CameraFacts#NONE} where it is no file of this format, or says nothing of it
     * @throws IOException when the file cannot be read
     */
    default CameraFacts camera(Path file) throws IOException {
        return CameraFacts.NONE;
    }

    /** True where this is the format of tables whose columns a user may name. */
    default boolean takesColumns() {
        return false;
    }

    /** The track that holds this format inside a video; null where there is none. */
    default @Nullable Track track() {
        return null;
    }

    /**
     * A track of a video's container.
     *
     * @param fourCc its four-letter code, such as {@code gpmd}
     * @param words what people call it, such as "GoPro metadata"
     */
    record Track(String fourCc, String words) {}

    /**
     * True where a track has a gyro stream.
     *
     * @param name what to call the recording in errors
     * @param payloads the track's packets, in order; not empty
     * @throws TelemetryFormatException when they are damaged
     */
    default boolean hasGyro(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        throw noTrack();
    }

    /**
     * Reads the log of a track.
     *
     * @param name what to call the recording in errors
     * @param payloads the track's packets, in order; not empty
     * @param options whether damaged packets are left out; the rest says nothing of tracks
     * @throws TelemetryFormatException when they are not what they should be
     */
    default MotionLog readTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        throw noTrack();
    }

    /**
     * Reads the log of a track and what it says of itself. A format that goes through all packets for either does it once.
     *
     * @throws TelemetryFormatException as {@link #readTrack}
     */
    default Described describeTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        return new Described(readTrack(name, payloads, options), trackFacts(name, payloads));
    }

    private IllegalStateException noTrack() {
        return new IllegalStateException(name() + " has no track inside videos");
    }
}
