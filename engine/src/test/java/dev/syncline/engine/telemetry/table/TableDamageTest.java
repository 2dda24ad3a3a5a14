package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Tables that are cut short, or whose bytes are damaged. */
class TableDamageTest {
    @Test
    void shouldThrowNothingElseWhereverTheFileIsCut() throws IOException {
        String text =
                "\"Time (s)\";\"Gyroscope x (rad/s)\";\"Gyroscope y (rad/s)\";\"Gyroscope z (rad/s)\"\n0,500E0;-1,5E0;2,25;3,125\n0,510;1;2;3\n0,520;1;2;3\n";
        for (int length = 1; length <= text.length(); length++) {
            readOrRefuse(text.substring(0, length).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Property(tries = 1000)
    void shouldThrowNothingElseOnDamage(@ForAll int at, @ForAll byte with, @ForAll int other, @ForAll byte too)
            throws IOException {
        byte[] text =
                "seconds_elapsed,time,gyro_x,gyro_y,gyro_z\n0.01,12:00:01.5,1.5,2,3\n0.02,13:00:00,1,2,3\n0.03,1,1,2,3\n"
                        .getBytes(StandardCharsets.UTF_8);
        text[Math.floorMod(at, text.length)] = with;
        text[Math.floorMod(other, text.length)] = too;
        readOrRefuse(text);
    }

    private static void readOrRefuse(byte[] text) throws IOException {
        Path file = Files.createTempFile("syncline-damaged", ".csv");
        try {
            Files.write(file, text);
            assertTrue(TelemetryReaders.open(file).gyro().size() >= 2);
        } catch (TelemetryFormatException expected) {
            assertEquals(1, String.valueOf(expected.getMessage()).lines().count());
        } finally {
            Files.delete(file);
        }
    }
}
