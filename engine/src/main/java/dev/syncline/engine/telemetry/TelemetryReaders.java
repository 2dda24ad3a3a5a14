package dev.syncline.engine.telemetry;

import dev.syncline.engine.sync.outcome.WarningCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the motion log of a video and reads it, whatever its format. Formats are told by content, not by name. */
public final class TelemetryReaders {
    private final TelemetryFormats formats = TelemetryFormats.installed();

    private final ReadOptions options;

    private TelemetryReaders(ReadOptions options) {
        this.options = options;
    }

    /**
     * Reads a motion log that is a file of its own.
     *
     * @throws TelemetryFormatException when its format is not one that is read, or the file is not what it should be
     * @throws IOException when it cannot be read
     */
    public static MotionLog open(Path log) throws IOException {
        return open(log, ReadOptions.PLAIN);
    }

    /**
     * Reads a motion log that is a file of its own, as it is asked for.
     *
     * @throws IOException as {@link #open(Path)}
     */
    public static MotionLog open(Path log, ReadOptions options) throws IOException {
        return new TelemetryReaders(options).ownFile(log).log();
    }

    /**
     * Reads a motion log that is a file of its own or lies inside a video.
     *
     * @throws IOException as {@link #open(Path)}
     */
    public static MotionLog open(Path log, DataTrackSource embedded) throws IOException {
        return describe(log, embedded, ReadOptions.PLAIN).log();
    }

    /**
     * A log and where it was found.
     *
     * @param file the video itself where the motion data is inside it
     * @param facts what the log says of itself
     */
    public record Found(MotionLog log, Path file, LogFacts facts) {}

    /**
     * What a file holds, be it a log of its own or a video with motion data inside.
     *
     * @throws IOException as {@link #open(Path)}
     */
    public static Found describe(Path file, DataTrackSource embedded, ReadOptions options) throws IOException {
        return find(file, file, embedded, options);
    }

    /**
     * The motion log of a video: the one that is named; else what lies inside the video; else a file beside it with the
     * same name but for its ending, {@code .gcsv} or {@code .csv}.
     *
     * @param gyro the log, or a video that holds it; null to look for one
     * @throws NoMotionDataException when there is none
     * @throws TelemetryFormatException when it is not what it should be
     * @throws IOException when something cannot be read
     */
    public static Found find(Path video, @Nullable Path gyro, DataTrackSource embedded) throws IOException {
        return find(video, gyro, embedded, ReadOptions.PLAIN);
    }

    /**
     * The motion log of a video, read as it is asked for.
     *
     * @throws IOException as {@link #find(Path, Path, DataTrackSource)}
     */
    public static Found find(Path video, @Nullable Path gyro, DataTrackSource embedded, ReadOptions options)
            throws IOException {
        TelemetryReaders readers = new TelemetryReaders(options);
        try {
            return gyro == null ? readers.look(video, embedded) : readers.named(gyro, embedded);
        } catch (UncheckedIOException e) {
            // Packets of a long track are read when they are asked for.
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /**
     * What a video says of stabilisation in the camera, wherever its motion log is: by its settings, else by the motion data
     * inside it, which may be there and not be the log.
     *
     * @return for people; null where it says nothing of it
     * @throws IOException when its settings cannot be read
     */
    public static @Nullable String stabilisation(Path video, DataTrackSource embedded) throws IOException {
        List<TelemetryFormat> all = TelemetryFormats.installed().all();
        for (TelemetryFormat format : all) {
            String said = format.stabilisation(video);
            if (said != null) {
                return said;
            }
        }
        for (TelemetryFormat format : all) {
            String said = stabilisation(format, video, embedded);
            if (said != null) {
                return said;
            }
        }
        return null;
    }

    /** A track that cannot be read says nothing: it is not the log. */
    private static @Nullable String stabilisation(TelemetryFormat format, Path video, DataTrackSource embedded) {
        try {
            List<TimedPayload> payloads =
                    EmbeddedTrack.of(format, video, embedded).payloads();
            return payloads.isEmpty()
                    ? null
                    : format.trackFacts(String.valueOf(video.getFileName()), payloads)
                            .stabilised();
        } catch (IOException | UncheckedIOException unreadable) {
            System.getLogger(TelemetryReaders.class.getName())
                    .log(System.Logger.Level.DEBUG, String.valueOf(unreadable.getMessage()));
            return null;
        }
    }

    /**
     * What a recording says of the camera that filmed: the video's own metadata first, its container's, then its log's.
     *
     * @param log the video itself where the motion data is inside it
     * @throws IOException when one cannot be read
     */
    public static CameraFacts camera(Path video, Path log) throws IOException {
        CameraFacts facts = CameraFacts.NONE;
        List<TelemetryFormat> all = TelemetryFormats.installed().all();
        for (TelemetryFormat format : all) {
            facts = facts.orElse(camera(format, video));
        }
        facts = facts.orElse(ContainerTags.read(video));
        if (!log.equals(video) && !Files.isDirectory(log) && !FileHead.isVideo(log)) {
            for (TelemetryFormat format : all) {
                facts = facts.orElse(camera(format, log));
            }
        }
        return facts;
    }

    /** A file whose metadata is damaged says nothing of its camera: a lens can be done without. */
    private static CameraFacts camera(TelemetryFormat format, Path file) throws IOException {
        try {
            return format.camera(file);
        } catch (TelemetryFormatException damaged) {
            System.getLogger(TelemetryReaders.class.getName()).log(System.Logger.Level.DEBUG, damaged.getMessage());
            return CameraFacts.NONE;
        }
    }

    private Found ownFile(Path log) throws IOException {
        if (Files.isDirectory(log)) {
            return folder(log);
        }
        byte[] head = FileHead.read(log);
        String file = String.valueOf(log.getFileName());
        if (head.length == 0) {
            throw new TelemetryFormatException(file, "", "is empty; give a motion log");
        }
        for (TelemetryFormat format : formats.all()) {
            if (options.columns() == null ? format.detect(log, head) : format.takesColumns()) {
                return found(format, log);
            }
        }
        throw new TelemetryFormatException(file, "", refusal(head));
    }

    private String refusal(byte[] head) {
        String other = OtherFiles.reason(head);
        if (other != null) {
            return other;
        }
        for (TelemetryFormat format : formats.all()) {
            String refusal = format.refusal(head);
            if (refusal != null) {
                return refusal;
            }
        }
        return "not a motion log that can be read; formats: " + formats.description();
    }

    private Found folder(Path folder) throws IOException {
        for (TelemetryFormat format : formats.all()) {
            if (format.detectFolder(folder)) {
                return found(format, folder);
            }
        }
        throw new TelemetryFormatException(
                folder.toString(), "", "is a folder, and no recording that is one (such as a ROS 2 bag); name a file");
    }

    private Found found(TelemetryFormat format, Path file) throws IOException {
        TelemetryFormat.Described described = format.describe(file, options);
        return new Found(SpikeScan.without(described.log()), file, described.facts());
    }

    private Found named(Path log, DataTrackSource embedded) throws IOException {
        return options.continuedBy().isEmpty() ? one(log, embedded) : continued(log, embedded);
    }

    private Found continued(Path log, DataTrackSource embedded) throws IOException {
        List<Path> files = new ArrayList<>(List.of(log));
        files.addAll(options.continuedBy());
        if (FileHead.isVideo(log) && behindThePicture(log) == null) {
            return track(log, files, embedded);
        }
        List<Found> found = new ArrayList<>();
        for (Path file : files) {
            found.add(one(file, embedded));
        }
        return new Found(
                ContinuedLog.of(found.stream().map(Found::log).toList()),
                log,
                found.getFirst().facts());
    }

    private Found one(Path log, DataTrackSource embedded) throws IOException {
        if (!FileHead.isVideo(log)) {
            return ownFile(log);
        }
        Found behind = behindThePicture(log);
        return behind == null ? track(log, List.of(log), embedded) : behind;
    }

    /** @param chapters the video, and those that go on with it */
    private Found track(Path log, List<Path> chapters, DataTrackSource embedded) throws IOException {
        String file = String.valueOf(log.getFileName());
        for (TelemetryFormat format : formats.all()) {
            EmbeddedTrack first = EmbeddedTrack.of(format, log, embedded);
            if (!first.payloads().isEmpty()) {
                requirePlain(file);
                List<TimedPayload> payloads = ContinuedLog.payloads(first.payloads(), chapters, format, embedded);
                return track(format, log, new EmbeddedTrack(payloads, first.choice()));
            }
        }
        throw new TelemetryFormatException(
                file,
                "",
                "no motion data in this video: it has no track with " + formats.tracks()
                        + "; give the log that was recorded beside it");
    }

    private Found track(TelemetryFormat format, Path video, EmbeddedTrack track) throws IOException {
        TelemetryFormat.Described described =
                format.describeTrack(String.valueOf(video.getFileName()), track.payloads(), options);
        LogFacts facts =
                described.facts().stabilisedToo(format.stabilisation(video)).filmedBy(format.camera(video));
        MotionLog log = described.log();
        String choice = track.choice();
        if (choice != null) {
            log = log.with(log.gyro(), WarningCode.LOG_RECORDINGS, choice);
        }
        return new Found(SpikeScan.without(log), video, facts);
    }

    private @Nullable Found behindThePicture(Path video) throws IOException {
        if (!Files.isRegularFile(video)) {
            return null;
        }
        for (TelemetryFormat format : formats.all()) {
            if (format.detectIn(video)) {
                return found(format, video);
            }
        }
        return null;
    }

    private void requirePlain(String file) throws TelemetryFormatException {
        if (!options.choosesNothing()) {
            throw new TelemetryFormatException(
                    file, "", "its motion data lies in a track of the video: choose no recording and name no columns");
        }
    }

    private Found look(Path video, DataTrackSource embedded) throws IOException {
        String file = String.valueOf(video.getFileName());
        String inside = "no motion data inside it";
        Found behind = behindThePicture(video);
        if (behind != null) {
            return behind;
        }
        for (TelemetryFormat format : formats.all()) {
            EmbeddedTrack inVideo = EmbeddedTrack.of(format, video, embedded);
            TelemetryFormat.Track track = format.track();
            if (!inVideo.payloads().isEmpty() && track != null) {
                if (format.hasGyro(file, inVideo.payloads())) {
                    requirePlain(file);
                    return track(format, video, inVideo);
                }
                inside = "no gyro in its " + track.words();
            }
        }
        Sidecars beside = Sidecars.of(video, formats);
        List<Sidecars.Log> logs = beside.logs();
        if (!logs.isEmpty()) {
            Sidecars.Log best = logs.getFirst();
            return found(best.format(), best.file());
        }
        throw new NoMotionDataException(file, inside + " and " + beside.nothing());
    }

    /**
     * The motion logs beside a video under its name, best first: what {@link #find} takes where none is named and none
     * lies inside.
     *
     * @throws IOException when a file cannot be read
     */
    public static List<Path> logsBeside(Path video) throws IOException {
        Path folder = video.toAbsolutePath().getParent();
        if (folder == null || !Files.isReadable(folder)) {
            return List.of();
        }
        return Sidecars.of(video, TelemetryFormats.installed()).logs().stream()
                .map(Sidecars.Log::file)
                .toList();
    }
}
