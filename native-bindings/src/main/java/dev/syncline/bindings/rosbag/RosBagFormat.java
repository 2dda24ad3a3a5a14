package dev.syncline.bindings.rosbag;

import dev.syncline.engine.match.mcap.McapReader;
import dev.syncline.engine.match.motion.ImuTopics;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * ROS 2 bags as motion logs: a folder with {@code metadata.yaml} and one or more files, or a file of SQLite by itself. The
 * files of a bag that was split make one timeline, in the order that the description names. Files and messages may be
 * packed with Zstandard, as rosbag2 does it. Taken where one is named only.
 */
public final class RosBagFormat implements TelemetryFormat {
    private static final String NAME = "rosbag2";
    private static final Pattern BAG_FILE = Pattern.compile("(?i).*\\.(db3|mcap)(\\.zstd)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int LONGEST_NUMBER = 18;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "ROS 2 bag with sensor_msgs/msg/Imu (.db3, or the bag's folder)";
    }

    @Override
    public boolean detect(byte[] head) {
        return BagDatabase.detect(head) || PackedFile.detect(head);
    }

    @Override
    public boolean detectFolder(Path folder) throws IOException {
        return Files.exists(folder.resolve(BagMetadata.FILE))
                || !filesByName(folder).isEmpty();
    }

    /** A bag's files, 2 before 10. */
    private static List<String> filesByName(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> BAG_FILE.matcher(name).matches())
                    .sorted(Comparator.comparing(RosBagFormat::withLongNumbers))
                    .toList();
        }
    }

    private static String withLongNumbers(String name) {
        return NUMBER.matcher(name)
                .replaceAll(number -> "0".repeat(LONGEST_NUMBER - number.group().length()) + number.group());
    }

    private ImuTopics topics(Path bag, ReadOptions options) throws IOException {
        String name = String.valueOf(bag.toAbsolutePath().normalize().getFileName());
        requireNoChoice(name, options);
        ImuTopics topics = new ImuTopics(name, options);
        if (Files.isDirectory(bag)) {
            addFolder(bag, name, topics);
        } else {
            addFile(bag, topics);
        }
        return topics;
    }

    private static void addFolder(Path folder, String name, ImuTopics topics) throws IOException {
        Path description = folder.resolve(BagMetadata.FILE);
        if (Files.exists(description)) {
            BagMetadata metadata = null;
            try {
                metadata = BagMetadata.read(name, description);
            } catch (TelemetryFormatException damaged) {
                topics.damage().leaveOut(damaged);
            }
            if (metadata != null) {
                addDescribed(folder, name, metadata, topics);
                return;
            }
        }
        List<String> files = filesByName(folder);
        topics.warn(
                WarningCode.LOG_ASSUMED,
                "the bag has no " + BagMetadata.FILE
                        + " that can be read, as where its recorder was not closed: taken by their names: "
                        + String.join(", ", files));
        for (String file : files) {
            addPart(folder.resolve(file), topics);
        }
    }

    private static void addDescribed(Path folder, String name, BagMetadata metadata, ImuTopics topics)
            throws IOException {
        if (!metadata.packing().isEmpty() && !metadata.packing().equals("zstd")) {
            throw new TelemetryFormatException(
                    name,
                    BagMetadata.FILE,
                    "its messages are packed with '" + metadata.packing().replaceAll("\\p{C}", "?")
                            + "', and only zstd is read; rewrite the bag with: ros2 bag convert");
        }
        if (metadata.version() > BagMetadata.NEWEST_KNOWN) {
            topics.warn(
                    WarningCode.LOG_ASSUMED,
                    BagMetadata.FILE + " is of version " + metadata.version() + ", later than "
                            + BagMetadata.NEWEST_KNOWN + ": read as that one");
        }
        for (String file : metadata.files()) {
            Path there = Stream.of(file, file + ".zstd", file.replaceFirst("\\.zstd$", ""))
                    .map(folder::resolve)
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(null);
            if (there == null) {
                topics.damage()
                        .leaveOut(new TelemetryFormatException(
                                name, BagMetadata.FILE, "names " + file + ", which is not in the folder"));
            } else {
                addPart(there, topics);
            }
        }
        metadata.messages().forEach((topic, expected) -> {
            int read = topics.messages(topic);
            if (read > 0 && read < expected) {
                topics.warn(
                        WarningCode.LOG_LEFT_OUT,
                        BagMetadata.FILE + " says that topic " + topic + " has " + expected + " messages; there are "
                                + read);
            }
        });
    }

    /** One file of several: a lenient reader keeps the others. */
    private static void addPart(Path file, ImuTopics topics) throws IOException {
        try {
            addFile(file, topics);
        } catch (TelemetryFormatException damaged) {
            topics.damage().leaveOut(damaged);
        }
    }

    private static void addFile(Path file, ImuTopics topics) throws IOException {
        if (!PackedFile.detect(head(file))) {
            addPlain(file, topics);
            return;
        }
        try (PackedFile unpacked = PackedFile.unpack(file)) {
            addPlain(unpacked.file(), topics);
        }
    }

    private static void addPlain(Path file, ImuTopics topics) throws IOException {
        byte[] head = head(file);
        if (BagDatabase.detect(head)) {
            BagDatabase.read(file, topics);
        } else if (McapReader.detect(head)) {
            topics.addMcap(file);
        } else {
            throw new TelemetryFormatException(
                    String.valueOf(file.getFileName()), "", "no file of a ROS 2 bag: neither SQLite nor MCAP");
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(16);
        }
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        return topics(file, options).log(NAME);
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return topics(file, ReadOptions.PLAIN.lenient(true)).facts();
    }

    @Override
    public Described describe(Path file, ReadOptions options) throws IOException {
        ImuTopics topics = topics(file, options);
        return new Described(topics.log(NAME), topics.facts());
    }
}
