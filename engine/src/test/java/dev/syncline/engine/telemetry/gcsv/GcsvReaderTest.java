package dev.syncline.engine.telemetry.gcsv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcsvReaderTest {
    private static final String HEAD = "GYROFLOW IMU LOG\nversion,1.3\ntscale,0.000001\ngscale,0.001\n";
    private static final String ROWS = "t,gx,gy,gz\n1000,1,2,3\n2000,-4,5,6\n3000,7,8,-9\n";

    @TempDir
    Path folder;

    private MotionLog read(String text) throws IOException {
        return new GcsvReader().read(Files.writeString(folder.resolve("log.gcsv"), text));
    }

    private String problem(String text) {
        String message =
                assertThrows(TelemetryFormatException.class, () -> read(text)).getMessage();
        assertNotNull(message);
        assertTrue(message.startsWith("log.gcsv"), message);
        assertFalse(message.contains("\n"), message);
        return message;
    }

    @Test
    void shouldReadEveryHeaderField() throws IOException {
        MotionLog log = read(HEAD + "id,my_logger\norientation,yXZ\nnote,a, b, and c\nframe_readout_time,16.5\n"
                + "frame_readout_direction,1\nvendor,me\n" + ROWS);
        assertEquals("gcsv", log.format());
        assertEquals("yXZ", log.orientation().letters());
        assertTrue(log.orientationDeclared());
        var shutter = log.shutter();
        assertNotNull(shutter);
        assertEquals(0.0165, shutter.readoutS(), 1e-12);
        assertEquals(ReadoutDirection.BOTTOM_TO_TOP, shutter.direction());
        assertEquals(List.of(), log.warnings());
        assertEquals(3, log.gyro().size());
        assertEquals(-0.004f, log.gyro().x(1));
        assertEquals(0.008f, log.gyro().y(2));
        assertEquals(-0.009f, log.gyro().z(2));
    }

    @Test
    void shouldKeepTheLogsOwnClock() throws IOException {
        MotionLog log = read(HEAD + ROWS);
        assertEquals(1_000_000, log.gyro().startNs());
        assertEquals(3_000_000, log.gyro().endNs());
        assertEquals(1_000_000, log.gyroflowZeroNs());
    }

    @Test
    void shouldKeepMicrosecondsOfTheUnixEpochExact() throws IOException {
        MotionLog log = read(HEAD + "t,gx,gy,gz\n1767225600123457,1,1,1\n1767225600123458,1,1,1\n");
        assertEquals(1_767_225_600_123_457_000L, log.gyro().startNs());
        assertEquals(1_767_225_600_123_458_000L, log.gyro().endNs());
    }

    @Test
    void shouldAssumeMillisecondsAndTheFormatsOrientation() throws IOException {
        MotionLog log =
                read("CAMERA IMU LOG\r\ngscale,1\r\nt,gx,gy,gz\r\n10,0.5,-1e-1,2.5E0\r\n 12.5 , 1 , 2, .25 \r\n");
        assertEquals("xzY", log.orientation().letters());
        assertFalse(log.orientationDeclared());
        assertNull(log.shutter());
        assertEquals(12_500_000, log.gyro().endNs());
        assertEquals(-0.1f, log.gyro().y(0));
        assertEquals(0.25f, log.gyro().z(1));
    }

    @Test
    void shouldFindTheRatesByTheNamesOfTheirColumns() throws IOException {
        MotionLog log = read(HEAD + "t,ax,ay,az,gx,gy,gz\n0,1,2,3,4,5,6\n1000,1,2,3,7,8,9\n");
        assertEquals(0.004f, log.gyro().x(0));
        assertEquals(0.009f, log.gyro().z(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t,accX,accY,accZ,gyrX,gyrY,gyrZ",
                "T,Accel.x,Accel.y,Accel.z,Gyro.x,Gyro.y,Gyro.z",
                "t,temp,q,i,rotx,roty,rotz",
                "t,temp,q,i,rate_z,rate_y,rate_x,ax",
                "time,x,y,z,gyro (x),gyro (y),gyro (z)"
            })
    void shouldTakeNoOtherSensorForTheGyro(String columns) throws IOException {
        boolean backwards = columns.contains("rate_z");
        MotionLog log = read(HEAD + columns + "\n0,1,2,3,4,5,6,7\n1000,1,2,3,4,5,6,7\n");
        assertEquals(backwards ? 0.006f : 0.004f, log.gyro().x(0));
        assertEquals(0.005f, log.gyro().y(0));
        assertEquals(backwards ? 0.004f : 0.006f, log.gyro().z(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t,accel.x,accel.y,accel.z",
                "t,temp,gx,gy",
                "t,gx,gx,gz",
                "t,gz,gy",
                "t,temp,a,b",
                "t,Quat_x,Quat_y,Quat_z,Quat_w",
                "t,linear acc x,linear acc y,linear acc z",
                "t,angle[x],angle[y],angle[z]"
            })
    void shouldRefuseColumnsThatAreNotAGyros(String columns) {
        String message = problem(HEAD + columns + "\n0,1,2,3,4\n1000,1,2,3,4\n");
        assertTrue(message.contains("there is no gyro") || message.contains("column names, expected"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"t,x,y,z", "t,roll,pitch,yaw", "t,my_x,my_y,my_z,ax,ay,az", "Time,GX,GY,GZ"})
    void shouldTakeThePlacesOfTheFormatWhereNoNameSpeaksAgainst(String columns) throws IOException {
        MotionLog log = read(HEAD + columns + "\n0,1,2,3,9,9,9\n1000,1,2,3,9,9,9\n");
        assertEquals(0.001f, log.gyro().x(0));
        assertEquals(0.003f, log.gyro().z(0));
    }

    @Test
    void shouldTakeANegativeReadoutForAReversedOne() throws IOException {
        var shutter = read(HEAD + "frame_readout_time,-8\nframe_readout_direction,2\n" + ROWS)
                .shutter();
        assertNotNull(shutter);
        assertEquals(ReadoutDirection.RIGHT_TO_LEFT, shutter.direction());
        assertNull(read(HEAD + "frame_readout_time,0\n" + ROWS).shutter());
        MotionLog odd = read(HEAD + "frame_readout_time,soon\n" + ROWS);
        assertNull(odd.shutter());
        assertTrue(
                odd.warnings().getFirst().text().startsWith("line 5: frame_readout_time 'soon'"),
                odd.warnings()::toString);
    }

    @Test
    void shouldLeaveOutAHalfWrittenLastLineAndSaySo() throws IOException {
        for (String cut : new String[] {"4000", "4000,", "4000,1", "4000,1,2,", "4000,1,2,-"}) {
            MotionLog log = read(HEAD + ROWS + cut);
            assertEquals(3, log.gyro().size(), cut);
            assertEquals(
                    List.of(new Warning(WarningCode.LOG_LEFT_OUT, "line 9, the last, is cut short: left out")),
                    log.warnings(),
                    cut);
        }
        assertEquals(4, read(HEAD + ROWS + "4000,1,2,3").gyro().size());
    }

    @Test
    void shouldLeaveOutRepeatedTimesAndSaySo() throws IOException {
        MotionLog log = read(HEAD + ROWS + "3000,1,1,1\n4000,1,1,1\n");
        assertEquals(4, log.gyro().size());
        assertEquals(-0.009f, log.gyro().z(2));
        assertEquals(
                List.of(new Warning(WarningCode.LOG_LEFT_OUT, "1 sample repeats the time before: left out")),
                log.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "is empty|''",
                "line 1: expected 'GYROFLOW IMU LOG', found 'hello,world'|hello,world~",
                "line 3: no row of column names|GYROFLOW IMU LOG~gscale,1~note,x~",
                "line 3: samples begin without a row of column names|GYROFLOW IMU LOG~gscale,1~0,1,2,3~",
                "line 2: no gscale before the samples|GYROFLOW IMU LOG~t,gx,gy,gz~0,1,2,3~1,1,2,3~",
                "line 2: gscale is 'abc', expected a number|GYROFLOW IMU LOG~gscale,abc~t,gx,gy,gz~0,1,2,3~",
                "line 3: tscale is '0', expected seconds|GYROFLOW IMU LOG~gscale,1~tscale,0~t,gx,gy,gz~0,1,2,3~",
                "line 3: tscale is '1e999999999', expected|GYROFLOW IMU LOG~gscale,1~tscale,1e999999999~t,gx,gy,gz~",
                "line 3: orientation is 'XXZ', expected|GYROFLOW IMU LOG~gscale,1~orientation,XXZ~t,gx,gy,gz~0,1,2,3~1,1,2,3~",
                "line 3: 3 column names, expected at least 4|GYROFLOW IMU LOG~gscale,1~t,gx,gy~0,1,2~",
                "line 5: 3 columns, expected at least 4|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~0,1,2,3~1,1,2~2,1,2,3~",
                "line 5: rate 'NaN' in column 3 is not a finite|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~0,1,2,3~1,1,NaN,2~2,1,2,3~",
                "line 4: rate '-inf' in column 2 is not a finite|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~0,-inf,2,3~1,1,1,2~",
                "line 4: time 'x' in column 1 is not a finite|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~x,1,2,3~1,1,1,2~",
                "line 4: time 1e300 is beyond 292 years|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~1e300,1,2,3~1,1,1,2~",
                ": no two of its 2 samples are in order of time: time runs backwards or leaps|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~7,1,2,3~3,1,1,2~",
                ": no two of its 2 samples are in order of time: time runs backwards or leaps|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~7,1,2,3~1000000000000,1,1,2~",
                "line 4: only 1 sample, expected at least 2|GYROFLOW IMU LOG~gscale,1~t,gx,gy,gz~7,1,2,3~",
            })
    void shouldSayInOneLineWhatIsWrongAndWhere(String expected, String text) {
        String message = problem(text.replace('~', '\n'));
        assertTrue(message.contains(expected), message);
    }

    @Test
    void shouldFindWhereTheGyroIsAtItsLimit() throws IOException {
        StringBuilder text = new StringBuilder(HEAD + "t,gx,gy,gz\n");
        for (int i = 0; i < 2000; i++) {
            long clipped = Math.max(-4363, Math.min(4363, Math.round(6000 * Math.sin(i * 0.01))));
            long smooth = Math.round(4000 * Math.sin(i * 0.003));
            text.append(i * 1000)
                    .append(',')
                    .append(smooth)
                    .append(',')
                    .append(clipped)
                    .append(",0\n");
        }
        MotionLog log = read(text.toString());
        assertEquals(7, log.saturated().size());
        // 6000 sin(0.01 i) passes 4363 at i = 81.4
        assertEquals(82_000_000, log.saturated().getFirst().fromNs());
        assertEquals(232_000_000, log.saturated().getFirst().toNs());
        assertTrue(
                log.warnings().getFirst().code() == WarningCode.LOG_SATURATED
                        && log.warnings().getFirst().text().startsWith("the gyro is at its limit 7 times, 0.9"),
                log.warnings()::toString);
    }

    @Test
    void shouldNotTakeACoarselyWrittenPeakForTheLimit() throws IOException {
        StringBuilder text = new StringBuilder("GYROFLOW IMU LOG\ngscale,0.01\nt,gx,gy,gz\n");
        for (int i = 0; i < 4000; i++) {
            text.append(i)
                    .append(',')
                    .append(Math.round(400 * Math.sin(i * 0.004)))
                    .append(",0,0\n");
        }
        assertEquals(List.of(), read(text.toString()).saturated());
    }

    @Test
    void shouldNotTakeRepeatedReadingsOfASlowerSensorForTheLimit() throws IOException {
        StringBuilder text = new StringBuilder(HEAD + "t,gx,gy,gz\n");
        for (int i = 0; i < 4000; i++) {
            int reading = i / 5;
            text.append(i * 1000)
                    .append(',')
                    .append(Math.round(4000 * Math.sin(reading * 0.1)))
                    .append(",0,0\n");
        }
        assertEquals(List.of(), read(text.toString()).saturated());
    }

    @Test
    void shouldReadALongLogInSeconds() throws IOException {
        Path file = folder.resolve("long.gcsv");
        int n = 2_000_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEAD + "t,gx,gy,gz,ax,ay,az\n");
            for (int i = 0; i < n; i++) {
                out.write(i * 1000L + ",-279,0.0" + i % 97 + ",47,0.1,0.2,0.3\n");
            }
        }
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertEquals(n, new GcsvReader().read(file).gyro().size()));
    }

    @Test
    void shouldReadTheTruthSetsLogs() throws IOException {
        try (var files = Files.list(SharedData.require("data/truth"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".gcsv")).sorted().toList()) {
                MotionLog log = new GcsvReader().read(file);
                assertNotNull(log.shutter(), log.name());
                assertEquals(List.of(), log.warnings(), log.name());
                assertTrue(log.orientationDeclared(), log.name());
            }
        }
    }

    @Test
    void shouldReadThePhonesLog() throws IOException {
        MotionLog log = new GcsvReader().read(SharedData.require("data/real/phone/phone.gcsv"));
        assertEquals(412, 1e9 / log.gyro().periodNs(), 1);
        assertEquals(0.014968f, log.gyro().x(0));
    }

    /** The format counts in ms; a program that writes seconds gets no readout of 16 µs. */
    @Test
    void shouldNotUseAReadoutThatIsTooShortForMilliseconds() throws IOException {
        MotionLog seconds = read(HEAD + "frame_readout_time,0.016\n" + ROWS);
        assertNull(seconds.shutter());
        assertEquals(
                "line 5: frame_readout_time '0.016' is in ms in this format, and no sensor is read so quickly: not used;"
                        + " if seconds are meant, give --readout 16ms",
                seconds.warnings().getFirst().text());
        MotionLog hundredth = read(HEAD + "frame_readout_time,-0.0009\n" + ROWS);
        assertNull(hundredth.shutter());
        assertTrue(hundredth.warnings().getFirst().text().endsWith("not used"));
        assertNull(read(HEAD + "frame_readout_time,0.0999\n" + ROWS).shutter());
        assertNotNull(read(HEAD + "frame_readout_time,0.1\n" + ROWS).shutter());
        assertNotNull(read(HEAD + "frame_readout_time,-0.1\n" + ROWS).shutter());
    }
}
