package dev.syncline.hardware.rig.verify;

import dev.syncline.engine.match.read.McapTime;
import dev.syncline.engine.match.read.MessageFiles;
import dev.syncline.engine.match.read.RecordedFile;
import dev.syncline.engine.match.read.RecordedStream;
import dev.syncline.engine.read.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads recordings of frame times: CSV, JSON lines and MCAP with one or more streams, camera metadata (rpicam's
 * {@code --metadata-format json}) and presentation times (rpicam's {@code --save-pts}), told by content.
 */
public final class FrameFiles {
    private static final int HEAD_BYTES = 256;

    private FrameFiles() {}

    /**
     * Reads files; streams of equal names in several files get the file's name in front.
     *
     * @throws IOException when one cannot be read: one line with file and place
     */
    public static List<FrameStream> read(List<Path> files) throws IOException {
        List<FrameStream> streams = new ArrayList<>();
        List<MetadataJson> metadata = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Path file : files) {
            String head = head(file);
            if (head.startsWith("[")) {
                MetadataJson one = MetadataJson.read(file);
                metadata.add(one);
                places.add(streams.size());
                streams.add(FrameStream.of(name(file)));
            } else if (head.startsWith("# timecode format")) {
                streams.add(PresentationTimes.read(file, name(file)));
            } else {
                addMessages(file, streams);
            }
        }
        // Wall clocks compare across hosts, sensor clocks only within one: taken where all files have them.
        boolean wall = metadata.stream().allMatch(MetadataJson::hasWallClock);
        for (int i = 0; i < metadata.size(); i++) {
            int place = places.get(i);
            streams.set(place, metadata.get(i).stream(streams.get(place).name(), wall));
        }
        return streams;
    }

    private static void addMessages(Path file, List<FrameStream> streams) throws IOException {
        MessageFiles reader = new MessageFiles(FrameFiles::refuseVideo, List.of(), McapTime.LOG, Set.of());
        RecordedFile recorded = reader.read(file);
        for (RecordedStream stream : recorded.streams()) {
            long[] times = new long[stream.size()];
            long[] exposures = new long[stream.size()];
            for (int i = 0; i < times.length; i++) {
                times[i] = stream.timeNs(i);
                exposures[i] = stream.message(i).exposureNs();
            }
            boolean taken = streams.stream().anyMatch(other -> other.name().equals(stream.name()));
            streams.add(new FrameStream(taken ? name(file) + "/" + stream.name() : stream.name(), times, exposures));
        }
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
