package dev.syncline.bindings.rosbag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedBagTest {
    private static final String GOOD = """
            rosbag2_bagfile_information:
              version: 9
              storage_identifier: sqlite3
              relative_file_paths: [a.db3]
              compression_format: ''
              compression_mode: NONE
              topics_with_message_count:
                - topic_metadata: {name: /imu, type: sensor_msgs/msg/Imu, offered_qos_profiles: []}
                  message_count: 7
            """;

    @TempDir
    Path folder;

    /** Bits turned anywhere: what comes is a log or one line. */
    @Test
    void shouldReadOrRefuseWhateverIsDamaged() throws IOException, SQLException {
        Path file = folder.resolve("a.db3");
        try (BagWriter out = BagWriter.of(file)) {
            out.imu(3, 0, 60);
        }
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            // The head and the tables' descriptions are a small part, and the worst.
            int reach = i % 2 == 0 ? 2000 : bad.length;
            for (int flips = 0; flips < 1 + i % 4; flips++) {
                bad[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            try {
                TelemetryReaders.open(file, ReadOptions.PLAIN.lenient(i % 3 == 0));
            } catch (TelemetryFormatException e) {
                refused++;
                assertFalse(String.valueOf(e.getMessage()).contains("\n"), e.getMessage());
            }
        }
        assertTrue(refused > 20, "some were refused: " + refused);
    }

    @Test
    void shouldReadADescription() throws TelemetryFormatException {
        assertEquals(
                new BagMetadata(9, List.of("a.db3"), "", Map.of("/imu", 7L)),
                BagMetadata.of("bag", GOOD.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldTakeNoPathOutOfTheFolder() throws TelemetryFormatException {
        String out = GOOD.replace("[a.db3]", "[../../../etc/passwd, /etc/shadow, 'C:\\secret.db3']");
        assertEquals(
                List.of("passwd", "shadow", "secret.db3"),
                BagMetadata.of("bag", out.getBytes(StandardCharsets.UTF_8)).files());
        for (String bad : List.of("[..]", "['a/..']", "['']", "[]", "x")) {
            String text = GOOD.replace("[a.db3]", bad);
            assertThrows(
                    TelemetryFormatException.class,
                    () -> BagMetadata.of("bag", text.getBytes(StandardCharsets.UTF_8)),
                    bad);
        }
    }

    @Test
    void shouldSayThatADescriptionIsDamagedAndDoWithoutIt() throws IOException, SQLException {
        try (BagWriter out = BagWriter.of(folder.resolve("a.db3"))) {
            out.imu(3, 0, 3);
        }
        for (String bad : List.of("", "a: [", "- 1", "a: &x [*x]", GOOD.substring(0, 40), "\t", "%YAML 9")) {
            Files.writeString(folder.resolve("metadata.yaml"), bad);
            TelemetryFormatException refused =
                    assertThrows(TelemetryFormatException.class, () -> TelemetryReaders.open(folder), bad);
            assertTrue(refused.leavesGoodParts(), bad);
            assertFalse(String.valueOf(refused.getMessage()).contains("\n"), bad);
            assertEquals(
                    3,
                    TelemetryReaders.open(folder, ReadOptions.PLAIN.lenient(true))
                            .gyro()
                            .size());
        }
    }

    @Test
    void shouldSayThatItDoesNotKnowALaterVersion() throws IOException, SQLException {
        try (BagWriter out = BagWriter.of(folder.resolve("a.db3"))) {
            out.imu(3, 0, 7);
        }
        Files.writeString(folder.resolve("metadata.yaml"), GOOD);
        assertEquals(List.of(), TelemetryReaders.open(folder).warnings());
        Files.writeString(folder.resolve("metadata.yaml"), GOOD.replace("version: 9", "version: 10"));
        assertEquals(
                "metadata.yaml is of version 10, later than 9: read as that one",
                TelemetryReaders.open(folder).warnings().getFirst().text());
    }

    @Property(tries = 300)
    void shouldThrowNothingElseWhateverTheDescription(@ForAll byte[] bytes, @ForAll int at, @ForAll byte value) {
        byte[] changed = GOOD.getBytes(StandardCharsets.UTF_8);
        changed[Math.floorMod(at, changed.length)] = value;
        for (byte[] each : List.of(bytes, changed)) {
            try {
                BagMetadata.of("bag", each);
            } catch (TelemetryFormatException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("\n"), e.getMessage());
            }
        }
    }
}
