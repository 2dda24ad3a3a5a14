package dev.syncline.bindings.rosbag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.compress.ZstdChunks;
import dev.syncline.engine.match.mcap.ChunkCompression;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.mcap.McapWriter;
import dev.syncline.engine.match.motion.ImuTopics;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosBagFormatTest {
    @TempDir
    Path temporary;

    private Path bag;

    @BeforeEach
    void makeTheFolder() throws IOException {
        bag = Files.createDirectory(temporary.resolve("bag % #1?"));
    }

    private void describe(String files, String more) throws IOException {
        Files.writeString(
                bag.resolve("metadata.yaml"),
                "rosbag2_bagfile_information:\n  version: 5\n  storage_identifier: sqlite3\n  relative_file_paths: ["
                        + files + "]\n" + more);
    }

    private void describe(String files) throws IOException {
        describe(files, "");
    }

    private Path file(String name, int from, int to) throws SQLException {
        Path file = bag.resolve(name);
        try (BagWriter out = BagWriter.of(file)) {
            out.imu(3, from, to);
        }
        return file;
    }

    private static void assertHolds(MotionLog log, int from, int to) {
        assertEquals("rosbag2", log.format());
        assertEquals(to - from, log.gyro().size());
        for (int i = from; i < to; i++) {
            assertEquals(BagWriter.stampNs(i), log.gyro().timeNs(i - from));
            assertEquals(i, log.gyro().x(i - from));
            assertEquals(-.5f, log.gyro().y(i - from));
            assertEquals(.25f, log.gyro().z(i - from));
        }
    }

    private static String warnings(MotionLog log) {
        return log.warnings().stream().map(Warning::text).collect(Collectors.joining("\n"));
    }

    private static TelemetryFormatException refused(Path path) {
        return assertThrows(TelemetryFormatException.class, () -> TelemetryReaders.open(path));
    }

    private static void assertRefused(Path path, String why) {
        String said = String.valueOf(refused(path).getMessage());
        assertTrue(said.contains(why), said);
        assertFalse(said.contains("\n"), said);
    }

    private static MotionLog leniently(Path path) throws IOException {
        return TelemetryReaders.open(path, ReadOptions.PLAIN.lenient(true));
    }

    @Test
    void shouldReadAFileByItselfAndItsFolder() throws IOException, SQLException {
        Path file = file("bag_0.db3", 0, 20);
        MotionLog alone = TelemetryReaders.open(file);
        assertHolds(alone, 0, 20);
        assertEquals("", warnings(alone));
        assertEquals("ZYx", alone.orientation().letters());
        assertHolds(TelemetryReaders.open(bag), 0, 20);
        describe("bag_0.db3");
        MotionLog described = TelemetryReaders.open(bag);
        assertHolds(described, 0, 20);
        assertEquals("", warnings(described));
        assertEquals("bag % #1?", described.name());
    }

    @Test
    void shouldMakeOneTimelineOfASplitBagInTheOrderOfItsDescription() throws IOException, SQLException {
        file("b.db3", 0, 10);
        try (BagWriter out = BagWriter.of(bag.resolve("a.db3"))) {
            out.run("UPDATE topics SET id = 9 WHERE name = '/imu'", "UPDATE topics SET id = 3 WHERE name = '/talk'");
            out.imu(9, 10, 20);
        }
        // Versions before 4 put the bag's folder before the name.
        describe("../elsewhere/b.db3, 'bag\\a.db3'");
        assertHolds(TelemetryReaders.open(bag), 0, 20);
    }

    @Test
    void shouldGoByTheNumbersInNamesWhereTheRecorderWasNotClosed() throws IOException, SQLException {
        for (int i = 0; i < 11; i++) {
            file("bag_" + i + ".db3", 2 * i, 2 * i + 2);
        }
        MotionLog log = TelemetryReaders.open(bag);
        assertHolds(log, 0, 22);
        assertTrue(warnings(log).startsWith("the bag has no metadata.yaml that can be read"), warnings(log));
        assertTrue(warnings(log).contains("bag_9.db3, bag_10.db3"), warnings(log));
    }

    @Test
    void shouldTakeTheTopicWithTheMostMessagesOverAllFiles() throws IOException, SQLException {
        for (int i = 0; i < 2; i++) {
            try (BagWriter out = BagWriter.of(bag.resolve("bag_" + i + ".db3"))) {
                out.run("INSERT INTO topics VALUES (8, '/slow', 'sensor_msgs/msg/Imu', 'cdr', '')");
                out.imu(3, 10 * i, 10 * i + 10).imu(8, 0, i == 0 ? 15 : 2);
            }
        }
        describe("bag_0.db3, bag_1.db3");
        MotionLog log = TelemetryReaders.open(bag);
        assertHolds(log, 0, 20);
        assertEquals("rates are those of topic /imu, the one with the most messages of /imu, /slow", warnings(log));
    }

    @Test
    void shouldReadTheFirstReleasesTables() throws IOException, SQLException {
        Path file = bag.resolve("old.db3");
        try (BagWriter out = new BagWriter(
                file,
                BagWriter.OLD_TOPICS,
                BagWriter.MESSAGES,
                "INSERT INTO topics VALUES (1, '/imu', 'sensor_msgs/Imu')")) {
            out.imu(1, 0, 5);
        }
        assertHolds(TelemetryReaders.open(file), 0, 5);
    }

    @Test
    void shouldReadPackedMessagesAndPackedFiles() throws IOException, SQLException {
        Path packed = bag.resolve("packed.db3");
        ZstdChunks zstd = new ZstdChunks();
        try (BagWriter out = BagWriter.of(packed)) {
            for (int i = 0; i < 10; i++) {
                out.put(3, i, zstd.compress(BagWriter.message(i)));
            }
        }
        Path whole = file("whole.db3", 10, 20);
        Files.write(bag.resolve("whole.db3.zstd"), zstd.compress(Files.readAllBytes(whole)));
        Files.delete(whole);
        describe("packed.db3, whole.db3.zstd", "  compression_format: zstd\n  compression_mode: MESSAGE\n");
        assertHolds(TelemetryReaders.open(bag), 0, 20);
        assertHolds(TelemetryReaders.open(bag.resolve("whole.db3.zstd")), 10, 20);
        describe("packed.db3, whole.db3", "  compression_format: lz4\n  compression_mode: none\n");
        assertHolds(TelemetryReaders.open(bag), 0, 20);
        describe("packed.db3", "  compression_format: lz4\n  compression_mode: file\n");
        assertRefused(bag, "packed with 'lz4', and only zstd is read");
    }

    @Test
    void shouldTakeAwayWhatItUnpacked() throws IOException, SQLException {
        Path plain = file("a.db3", 0, 2);
        byte[] packed = new ZstdChunks().compress(Files.readAllBytes(plain));
        Path file = Files.write(bag.resolve("b.db3.zstd"), packed);
        Path unpacked;
        try (PackedFile open = PackedFile.unpack(file)) {
            unpacked = open.file();
            assertEquals(-1, Files.mismatch(plain, unpacked));
        }
        assertFalse(Files.exists(unpacked) || Files.exists(unpacked.getParent()));
        Files.write(file, Arrays.copyOf(packed, packed.length / 2));
        assertRefused(file, "b.db3.zstd: its zstd data is damaged");
    }

    @Test
    void shouldNotUnpackWhatIsLongerThanAnyBag() throws IOException {
        byte[] bomb = new ZstdChunks().compress(new byte[20_000_000]);
        assertTrue(bomb.length < 20_000, "it is packed a thousand times");
        assertRefused(Files.write(bag.resolve("bomb.db3.zstd"), bomb), "which no bag is");
    }

    @Test
    void shouldReadFoldersOfMcapFiles() throws IOException {
        for (int part = 0; part < 2; part++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (McapWriter out = new McapWriter(bytes, ChunkCompression.NONE, "ros2")) {
                out.addChannel(new McapChannel(1, "/imu", "cdr", "sensor_msgs/msg/Imu", "ros2msg", ""));
                for (int i = 10 * part; i < 10 * part + 10; i++) {
                    long ns = BagWriter.stampNs(i);
                    byte[] plain = BagWriter.message(i);
                    out.write(1, i, ns, ns, part == 0 ? plain : new ZstdChunks().compress(plain));
                }
            }
            Files.write(bag.resolve("bag_" + part + ".mcap"), bytes.toByteArray());
        }
        describe("bag_0.mcap, bag_1.mcap");
        assertHolds(TelemetryReaders.open(bag), 0, 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "WAL"})
    void shouldWriteNothingBesideABag(String journal) throws IOException, SQLException {
        Path file = bag.resolve("bag_0.db3");
        try (BagWriter out = BagWriter.of(file)) {
            out.run("PRAGMA journal_mode=" + journal);
            out.imu(3, 0, 20);
        }
        byte[] before = Files.readAllBytes(file);
        assertHolds(TelemetryReaders.open(file), 0, 20);
        try (Stream<Path> files = Files.list(bag)) {
            assertEquals(List.of(file), files.toList());
        }
        assertEquals(before.length, Files.size(file));
    }

    @Test
    void shouldRefuseABagWhoseLastMessagesAreNotInItYet() throws IOException, SQLException {
        Path file = bag.resolve("bag_0.db3");
        try (BagWriter out = BagWriter.of(file)) {
            out.run("PRAGMA journal_mode=WAL");
            out.imu(3, 0, 20);
            assertTrue(Files.size(bag.resolve("bag_0.db3-wal")) > 0);
            assertRefused(file, "bag_0.db3: is half written: bag_0.db3-wal beside it belongs to it");
            Path elsewhere = Files.createDirectory(bag.resolve("elsewhere"));
            Path link = Files.createSymbolicLink(elsewhere.resolve("link.db3"), file);
            assertRefused(link, "bag_0.db3: is half written: bag_0.db3-wal beside it belongs to it");
        }
        Files.createFile(bag.resolve("bag_0.db3-wal"));
        assertHolds(TelemetryReaders.open(file), 0, 20);
        Files.write(bag.resolve("bag_0.db3-journal"), new byte[512]);
        assertHolds(TelemetryReaders.open(file), 0, 20);
        Files.write(bag.resolve("bag_0.db3-journal"), new byte[] {(byte) 0xd9, (byte) 0xd5, 5, (byte) 0xf9});
        assertRefused(file, "bag_0.db3-journal beside it");
    }

    @Test
    void shouldSayThatABagIsBeingWritten() throws IOException, SQLException {
        Path file = file("bag_0.db3", 0, 20);
        try (BagWriter out = new BagWriter(file, "BEGIN EXCLUSIVE")) {
            assertRefused(file, "is being written by another program");
            out.run("ROLLBACK");
        }
        assertHolds(TelemetryReaders.open(file), 0, 20);
    }

    @Test
    void shouldSayThatABagIsCutShort() throws IOException, SQLException {
        Path file = file("bag_0.db3", 0, 200);
        byte[] bytes = Files.readAllBytes(file);
        for (int kept : new int[] {16, 99, 100, 5000, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, kept));
            assertRefused(file, "cut short");
        }
    }

    @Test
    void shouldKeepTheOtherFilesWhereItIsLenient() throws IOException, SQLException {
        file("bag_0.db3", 0, 10);
        Files.write(bag.resolve("bag_1.db3"), new byte[200]);
        file("bag_2.db3", 20, 30);
        describe("bag_0.db3, bag_1.db3, bag_2.db3, bag_3.db3");
        TelemetryFormatException strict = refused(bag);
        assertTrue(strict.leavesGoodParts());
        assertEquals("bag_1.db3: no file of a ROS 2 bag: neither SQLite nor MCAP", strict.getMessage());
        MotionLog log = leniently(bag);
        assertEquals(20, log.gyro().size());
        assertTrue(warnings(log).contains("2 damaged parts are left out"), warnings(log));
        Files.delete(bag.resolve("bag_1.db3"));
        assertRefused(bag, "metadata.yaml: names bag_1.db3, which is not in the folder");
    }

    @Test
    void shouldSayWhereMessagesAreMissing() throws IOException, SQLException {
        file("bag_0.db3", 0, 20);
        String counted = "  topics_with_message_count:\n  - topic_metadata: {name: /imu}\n    message_count: ";
        describe("bag_0.db3", counted + "20\n");
        assertEquals("", warnings(TelemetryReaders.open(bag)));
        describe("bag_0.db3", counted + "21\n");
        assertEquals(
                "metadata.yaml says that topic /imu has 21 messages; there are 20",
                warnings(TelemetryReaders.open(bag)));
    }

    @Test
    void shouldBelieveMessagesUpToALength() throws IOException, SQLException {
        Path file = bag.resolve("bag_0.db3");
        byte[] longest = Arrays.copyOf(BagWriter.message(2), ImuTopics.LONGEST_MESSAGE);
        try (BagWriter out = BagWriter.of(file)) {
            out.imu(3, 0, 2).put(3, BagWriter.stampNs(2), longest);
        }
        assertEquals(3, TelemetryReaders.open(file).gyro().size());
        try (BagWriter out = new BagWriter(file)) {
            out.put(3, 0, Arrays.copyOf(longest, ImuTopics.LONGEST_MESSAGE + 1));
        }
        assertRefused(file, "messages that are cut short or damaged: 1");
        assertEquals(3, leniently(file).gyro().size());
    }

    @Test
    void shouldSayThatADatabaseIsNoBag() throws IOException, SQLException {
        Path file = bag.resolve("other.db3");
        try (BagWriter out = new BagWriter(file, "CREATE TABLE t(a)")) {
            assertNotNull(out);
        }
        assertRefused(file, "an SQLite database, and no ROS 2 bag");
        // A view may be any computation.
        try (BagWriter out = new BagWriter(
                file,
                BagWriter.TOPICS,
                "CREATE TABLE m(topic_id, timestamp, data)",
                "CREATE VIEW messages AS SELECT * FROM m")) {
            assertNotNull(out);
        }
        assertRefused(file, "an SQLite database, and no ROS 2 bag");
        assertRefused(temporary, "is a folder, and no recording that is one");
    }
}
