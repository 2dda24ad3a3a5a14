package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of angles, whose columns do not say that they are none of rates. */
class AnglesTest {
    @TempDir
    Path folder = Path.of("");

    /** Angles that go round at half a turn are no rates; a rate beyond half a turn, or one that does not leap, may be one. */
    @ParameterizedTest
    @CsvSource({
        "179.9, -179.9, true",
        "180.0, -179, true",
        "180.1, -179, false",
        "175, -174.9, false",
        "3.141, -3.14, true",
        "3.15, -3.14, false",
        "3.0, -3.0, false"
    })
    void shouldRefuseAngles(double one, double other, boolean angles) throws IOException {
        StringBuilder text = new StringBuilder("timestamp,x,y,z\n");
        for (int i = 0; i < 40; i++) {
            text.append(10_000 * i)
                    .append(",0.1,0.2,")
                    .append(i < 20 ? one : other)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("a.csv"), text);
        if (angles) {
            String problem =
                    String.valueOf(assertThrows(TelemetryFormatException.class, () -> TelemetryReaders.open(file))
                            .getMessage());
            assertTrue(problem.startsWith("a.csv: its values go round at half a turn"), problem);
        } else {
            assertEquals(40, TelemetryReaders.open(file).gyro().size());
        }
    }
}
