package dev.syncline.engine.read;

import dev.syncline.engine.read.gcsv.GcsvReader;
import dev.syncline.engine.read.gpmf.GpmfReader;
import dev.syncline.engine.read.gpmf.RawGpmfReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the motion log of a video and reads it, whatever its format. Formats are told by content, not by name. */
public final class TelemetryReaders {
    private static final List<LogFormat> FORMATS = List.of(new GcsvReader(), new RawGpmfReader());
    private static final List<String> SIDECAR_ENDINGS = List.of("gcsv", "csv");
    private static final String GOPRO_TRACK = "gpmd";
    private static final int HEAD_BYTES = 4096;

    private TelemetryReaders() {}

    /**
     * Reads a motion log that is a file of its own.
     *
     * @throws TelemetryFormatException when its format is not one that is read, or the file is not what it should be
     * @throws IOException when it cannot be read
     */
    public static MotionLog open(Path log) throws IOException {
        byte[] head = head(log);
        String file = String.valueOf(log.getFileName());
        if (head.length == 0) {
            throw new TelemetryFormatException(file, "", "is empty; give a motion log");
        }
        for (LogFormat format : FORMATS) {
            if (format.detect(head)) {
                return format.read(log);
            }
        }
        throw new TelemetryFormatException(file, "", "not a motion log that can be read; formats: " + formats());
    }

    /**
     * Reads a motion log that is a file of its own or lies inside a video.
     *
     * @throws IOException as {@link #open(Path)}
     */
    public static MotionLog open(Path log, DataTrackSource embedded) throws IOException {
        if (!isVideo(head(log))) {
            return open(log);
        }
        String file = String.valueOf(log.getFileName());
        List<TimedPayload> payloads = embedded.payloads(log, GOPRO_TRACK);
        if (payloads.isEmpty()) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    "no motion data in this video: it has no GoPro metadata track; give another log: " + formats());
        }
        return GpmfReader.read(file, payloads);
    }

    /**
     * A log and where it was found.
     *
     * @param file the video itself where the motion data is inside it
     */
    public record Found(MotionLog log, Path file) {}

    /**
     * The motion log of a video: the one that is named; else what lies inside the video; else a file beside it with the
     * same name but for its ending, {@code .gcsv} or {@code .csv}.
     *
     * @param gyro the log, or a video that holds it; null to look for one
     * @throws TelemetryFormatException when there is none, or it is not what it should be
     * @throws IOException when something cannot be read
     */
    public static Found find(Path video, @Nullable Path gyro, DataTrackSource embedded) throws IOException {
        if (gyro != null) {
            return new Found(open(gyro, embedded), gyro);
        }
        String file = String.valueOf(video.getFileName());
        List<TimedPayload> payloads = embedded.payloads(video, GOPRO_TRACK);
        if (!payloads.isEmpty() && GpmfReader.hasGyro(file, payloads)) {
            return new Found(GpmfReader.read(file, payloads), video);
        }
        List<Path> beside = sidecars(video);
        for (Path candidate : beside) {
            if (FORMATS.getFirst().detect(head(candidate))) {
                return new Found(open(candidate), candidate);
            }
        }
        throw new TelemetryFormatException(file, "", nothingFound(video, payloads.isEmpty(), beside));
    }

    private static String nothingFound(Path video, boolean noTrack, List<Path> beside) {
        String inside = noTrack ? "no motion data inside it" : "no gyro in its GoPro metadata";
        String base = baseName(video);
        String besides = beside.isEmpty()
                ? "no " + base + ".gcsv or " + base + ".csv beside it"
                : beside.getFirst().getFileName() + " beside it is no Gyroflow CSV log";
        return inside + " and " + besides + "; name the motion log with --gyro LOG";
    }

    private static List<Path> sidecars(Path video) throws IOException {
        Path folder = video.toAbsolutePath().getParent();
        if (folder == null) {
            return List.of();
        }
        String base = baseName(video);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> baseName(f).equals(base) && rank(f) >= 0 && Files.isRegularFile(f))
                    .sorted(Comparator.comparingInt(TelemetryReaders::rank).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Place of a file's ending among those of sidecars, −1 for another. */
    private static int rank(Path file) {
        String name = String.valueOf(file.getFileName());
        return SIDECAR_ENDINGS.indexOf(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static String formats() {
        return FORMATS.stream().map(LogFormat::description).collect(Collectors.joining(", "))
                + ", a GoPro video (.mp4)";
    }

    /** MP4 and QuickTime begin with a box whose name is one of a few. */
    private static boolean isVideo(byte[] head) {
        if (head.length < 8) {
            return false;
        }
        String box = new String(head, 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
        return List.of("ftyp", "moov", "mdat", "wide", "skip", "free").contains(box);
    }

    private static byte[] head(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            String problem = Files.exists(file) ? "is not a file" : "no such file; check the path";
            throw new TelemetryFormatException(file.toString(), "", problem);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }
}
