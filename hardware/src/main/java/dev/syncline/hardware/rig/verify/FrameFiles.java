package dev.syncline.hardware.rig.verify;

import dev.syncline.bindings.compress.ChunkCompressions;
import dev.syncline.engine.match.read.McapTime;
import dev.syncline.engine.match.read.MessageFiles;
import dev.syncline.engine.match.read.RecordedFile;
import dev.syncline.engine.match.read.RecordedStream;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads recordings of frame times: CSV, JSON lines and MCAP with one or more streams, camera metadata (rpicam's
 * {@code --metadata-format json}) and presentation times (rpicam's {@code --save-pts}), told by content.
 */
public final class FrameFiles {
    private static final int HEAD_BYTES = 256;

    /** What is measured in the streams of DepthAI's IMU messages. */
    private static final List<String> AXES = List.of("x", "y", "z");

    private FrameFiles() {}

    /** A stream and the file that it was read from. */
    private record Source(Path file, FrameStream stream) {}

    /**
     * Reads files; streams of equal names in several files are called like their files.
     *
     * @param mcapTime which time of MCAP messages counts
     * @param warnings takes what a user should hear, one line each
     * @throws IOException when one cannot be read: one line with file and place
     */
    public static List<FrameStream> read(List<Path> files, McapTime mcapTime, Consumer<String> warnings)
            throws IOException {
        List<Source> sources = new ArrayList<>();
        List<MetadataJson> metadata = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Path file : files) {
            String head = head(file);
            if (head.startsWith("[")) {
                MetadataJson one = MetadataJson.read(file);
                metadata.add(one);
                places.add(sources.size());
                sources.add(new Source(file, FrameStream.of(name(file))));
            } else if (head.startsWith("# timecode format")) {
                sources.add(new Source(file, PresentationTimes.read(file, name(file))));
            } else {
                for (FrameStream stream : messages(file, mcapTime, warnings)) {
                    sources.add(new Source(file, stream));
                }
            }
        }
        if (sources.isEmpty()) {
            throw new TelemetryFormatException(
                    files.getFirst().toString(), "", "holds no frames of a camera; give recordings of cameras");
        }
        // Wall clocks compare across hosts, sensor clocks only within one: taken where all files have them.
        boolean wall = metadata.stream().allMatch(MetadataJson::hasWallClock);
        for (int i = 0; i < metadata.size(); i++) {
            Source place = sources.get(places.get(i));
            sources.set(places.get(i), new Source(place.file, metadata.get(i).stream(place.stream.name(), wall)));
        }
        return sources.stream()
                .map(source -> source.stream.named(nameAmong(source, sources)))
                .toList();
    }

    /** DepthAI writes one file a camera, and calls the stream in each the same. */
    private static String nameAmong(Source source, List<Source> all) {
        String own = source.stream.name();
        boolean shared = all.stream()
                .anyMatch(other ->
                        !other.file.equals(source.file) && other.stream.name().equals(own));
        boolean alone =
                all.stream().filter(other -> other.file.equals(source.file)).count() == 1;
        return !shared ? own : alone ? name(source.file) : name(source.file) + "/" + own;
    }

    private static List<FrameStream> messages(Path file, McapTime mcapTime, Consumer<String> warnings)
            throws IOException {
        MessageFiles reader = new MessageFiles(FrameFiles::refuseVideo, ChunkCompressions.all(), mcapTime, Set.of());
        RecordedFile recorded = reader.read(file);
        recorded.warnings().forEach(warnings);
        List<FrameStream> streams = new ArrayList<>();
        for (RecordedStream stream : recorded.streams()) {
            if (stream.valueNames().equals(AXES)) {
                warnings.accept(file + ": " + stream.name() + " holds a motion sensor's samples, no frames: left out");
                continue;
            }
            if (stream.runs() > 1) {
                throw new TelemetryFormatException(
                        file.toString(),
                        "",
                        "the times of " + stream.name() + " start again: it holds " + stream.runs()
                                + " runs; cut it where they begin and give one of each camera");
            }
            long[] times = new long[stream.size()];
            long[] exposures = new long[stream.size()];
            long[] numbers = new long[stream.size()];
            for (int i = 0; i < times.length; i++) {
                times[i] = stream.timeNs(i);
                exposures[i] = stream.message(i).exposureNs();
                numbers[i] = stream.message(i).sequence();
            }
            boolean numbered = stream.hasSequences() && !stream.isNumberedByRecorder();
            streams.add(new FrameStream(
                    stream.name(), times, exposures, FrameStream.Zero.CLOCK, numbered ? numbers : new long[0]));
        }
        return streams;
    }

    private static long[] refuseVideo(Path video) throws IOException {
        throw new TelemetryFormatException(
                video.toString(),
                "",
                "is a video (or another binary file): its times begin at 0 and do not say when frames were taken; give"
                        + " timestamps as CSV, JSON lines or camera metadata");
    }

    private static String head(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new TelemetryFormatException(file.toString(), "", "is a folder; give a file of frame times");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // What was taken to tell its format would be missing from what is read.
            throw new TelemetryFormatException(
                    file.toString(),
                    "",
                    "is a pipe or a device, and it is read more than once; give a file of frame times");
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            return head.replaceFirst("^\\uFEFF", "").stripLeading();
        }
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
