package dev.syncline.engine.match.read;

import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.gcsv.GcsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads files of messages, whatever their format: it is told by content. */
public final class MessageFiles {
    private static final int HEAD_BYTES = 4096;

    /** The times of a video's frames; who has a demultiplexer gives one. */
    @FunctionalInterface
    public interface VideoFrameTimes {
        /**
         * Times of the frames in the order in which they are shown, ns.
         *
         * @throws IOException when the file is no video or cannot be read
         */
        long[] read(Path video) throws IOException;
    }

    private final VideoFrameTimes videos;
    private final List<ChunkCompression> compressions;
    private final McapTime mcapTime;
    private final Set<String> topics;

    /**
     * @param topics topics of MCAP files to read; empty for all
     * @param compressions what MCAP chunks may be compressed with
     */
    public MessageFiles(
            VideoFrameTimes videos, List<ChunkCompression> compressions, McapTime mcapTime, Set<String> topics) {
        this.videos = videos;
        this.compressions = List.copyOf(compressions);
        this.mcapTime = mcapTime;
        this.topics = Set.copyOf(topics);
    }

    /**
     * Reads a file.
     *
     * @throws TelemetryFormatException when it is not what it should be
     * @throws IOException when it cannot be read
     */
    public RecordedFile read(Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        byte[] head = head(path);
        String text = new String(head, StandardCharsets.UTF_8);
        text = (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
        if (head.length == 0) {
            throw new TelemetryFormatException(path.toString(), "", "is empty; give a file of messages");
        }
        if (McapReader.detect(head)) {
            return McapMessages.read(path, mcapTime, topics, compressions);
        }
        GcsvReader gcsv = new GcsvReader();
        if (gcsv.detect(head)) {
            return motion(gcsv.read(path));
        }
        if (isBinary(head)) {
            return video(path, file);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return text.startsWith("{")
                    ? JsonlMessages.read(file, baseName(file), in)
                    : CsvMessages.read(file, baseName(file), in);
        }
    }

    private static byte[] head(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new TelemetryFormatException(path.toString(), "", "is a folder; give a file of messages");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // What was taken to tell its format would be missing from what is read.
            throw new TelemetryFormatException(
                    path.toString(),
                    "",
                    "is a pipe or a device, and it is read more than once; give a file of messages");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    /** Text has no zero bytes; every container of video has some near its begin. */
    private static boolean isBinary(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static String baseName(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private RecordedFile video(Path path, String file) throws IOException {
        StreamBuilder stream = new StreamBuilder(baseName(file), List.of());
        long[] timesNs = videos.read(path);
        if (timesNs.length == 0) {
            throw new TelemetryFormatException(path.toString(), "", "has no video frame");
        }
        for (int i = 0; i < timesNs.length; i++) {
            stream.add(new RecordedMessage(i, timesNs[i], 0, new double[0]));
        }
        return new RecordedFile(List.of(stream.build()), List.of());
    }

    private static RecordedFile motion(MotionLog log) {
        GyroTrack gyro = log.gyro();
        StreamBuilder stream = new StreamBuilder(baseName(log.name()), List.of("x_rad_s", "y_rad_s", "z_rad_s"));
        for (int i = 0; i < gyro.size(); i++) {
            stream.add(new RecordedMessage(
                    RecordedMessage.NO_SEQUENCE, gyro.timeNs(i), 0, new double[] {gyro.x(i), gyro.y(i), gyro.z(i)}));
        }
        return new RecordedFile(
                List.of(stream.build()),
                log.warnings().stream().map(Warning::text).toList());
    }
}
