package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRefusalTest {
    @TempDir
    Path folder;

    private String refusal(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.replace("|", "\n"), StandardCharsets.ISO_8859_1);
        String message = String.valueOf(assertThrows(TelemetryFormatException.class, () -> TelemetryReaders.open(file))
                .getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void shouldNameTheColumnsWhereNoneIsAGyros() throws IOException {
        assertEquals(
                "x.csv: a table without columns that are told to be a gyro's rates, among 'Time (s)', 'Acceleration x (m/s^2)',"
                        + " 'Acceleration y (m/s^2)', 'Acceleration z (m/s^2)': give the gyro's log, or name the columns, as"
                        + " --columns t=1,gx=2,gy=3,gz=4,unit=deg/s",
                refusal(
                        "x.csv",
                        "Time (s)\tAcceleration x (m/s^2)\tAcceleration y (m/s^2)\tAcceleration z (m/s^2)|"
                                + "0.0E0\t4.0E-2\t-1.1E-1\t9.8E0|2.0E-3\t4.0E-2\t-1.1E-1\t9.8E0|"));
        String lap = refusal(
                "lap.csv",
                "Made by an app|Session,Race|timestamp,lap,a1,a2,a3,a4,a5,a6,a7|unix time,,G,G,G,G,G,G,G|,,100: gps,,,,,,|"
                        + "1676148521.05,5,1,2,3,4,5,6,7|1676148521.1,5,1,2,3,4,5,6,7|");
        assertTrue(lap.contains("among 'timestamp', 'lap', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', …: give"), lap);
    }

    @Test
    void shouldSayThatTimesOrNamesAreMissing() throws IOException {
        String timeless = refusal("x.csv", "Class,GyroX,GyroY,GyroZ|1,-0.9,3.6,0.8|1,-0.8,3.7,0.7|");
        assertTrue(timeless.startsWith(
                "x.csv: a table without a column of times that is told by its name, among 'Class'"));
        String nameless = refusal("x.csv", "1,-0.0013,0.0012,-0.001|11,-6.8E-4,6.5E-4,0.002|21,1,2,3|");
        assertEquals(
                "x.csv: a table of numbers without a row of names: name the columns, as --columns t=1,gx=2,gy=3,gz=4,unit=deg/s",
                nameless);
    }

    @Test
    void shouldTakeNoOtherTextForATable() {
        for (String text :
                new String[] {"", "a,b\n1,2\n", "one, two, three\nfour, five, six\n", "1,2,3\n", "1,2,3\n4,5\n"}) {
            assertNull(new TableFormat().refusal(text.getBytes(StandardCharsets.US_ASCII)), text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PK\\3\\4rest, is a ZIP archive or an Excel sheet",
        "\\37\\213\\10, is packed with gzip",
        "\\320\\317\\21\\340, is an Excel sheet",
        "#ROSBAG V2.0, is a ROS 1 bag",
        "'FMT, 128, 89, FMT', is an ArduPilot log as text",
        "'{\"streams\": []}', is JSON",
        "'[{\"sensor\": 1}]', is JSON"
    })
    void shouldSayWhatAFileOfAnotherKindIs(String text, String reason) throws IOException {
        String message = refusal("x.log", text.translateEscapes());
        assertTrue(message.startsWith("x.log: " + reason), message);
    }

    /** A clock of whole seconds with the milliseconds since the first row beside it. */
    @ParameterizedTest
    @CsvSource({
        "'Timestamp,Milliseconds,X,Y,Z|2019-06-12 22:22:40,0,1,.5,2|2019-06-12 22:22:40,11,1,.5,2|2019-06-12 22:22:40,20,1,.5,2|', 0",
        "'Milliseconds,X,Y,Z|5,1,.5,2|16,1,.5,2|25,1,.5,2|', 5",
        "'timestamp,milliseconds,X,Y,Z|1.000,0,1,.5,2|1.011,0,1,.5,2|1.020,0,1,.5,2|', 1000"
    })
    void shouldReadMillisecondsBesideAClockOfWholeSeconds(String text, int startMs) throws IOException {
        GyroTrack gyro = TelemetryReaders.open(
                        Files.writeString(folder.resolve("Gyroscope.csv"), text.replace("|", "\n")))
                .gyro();
        assertEquals(3, gyro.size());
        assertEquals(startMs * 1_000_000L, gyro.startNs());
        assertEquals(gyro.startNs() + 11_000_000L, gyro.timeNs(1));
        assertEquals(2f, gyro.z(2));
    }

    /** As WitMotion's program writes them, whose sensor may have no clock; in Chinese the words are others. */
    @ParameterizedTest
    @CsvSource({
        "time, ChipTime(), null, 0",
        "time, ChipTime(), 2026-10-02 07:00:01.000, 1",
        "\u65f6\u95f4, \u7247\u4e0a\u65f6\u95f4(), '', 0",
        "\u65f6\u95f4, \u7247\u4e0a\u65f6\u95f4(), 2026-10-02 07:00:01.000, 1"
    })
    void shouldPassOverAColumnOfTimesThatIsEmpty(String first, String second, String chip, int startS)
            throws IOException {
        StringBuilder text = new StringBuilder(first + "\tDeviceName\t" + second
                + "\tAccX(g)\tAccY(g)\tAccZ(g)\tAsX(\u00b0/s)\tAsY(\u00b0/s)\tAsZ(\u00b0/s)\n");
        for (int i = 0; i < 9; i++) {
            text.append("2026-10-02T07:00:00.0" + i + "0\tHC-06(00:0C:BF:19:3F:0D)\t"
                    + (chip.endsWith("000") ? chip.substring(0, 20) + "0" + i + "0" : chip)
                    + "\t0\t0\t1\t90\t0\t-180\n");
        }
        GyroTrack gyro = TelemetryReaders.open(Files.writeString(folder.resolve("wit.txt"), text))
                .gyro();
        assertEquals(9, gyro.size());
        assertEquals(startS * 1_000_000_000L, Math.floorMod(gyro.startNs(), 60_000_000_000L));
        assertEquals(gyro.startNs() + 80_000_000L, gyro.endNs());
        assertEquals((float) -Math.PI, gyro.z(8));
    }
}
