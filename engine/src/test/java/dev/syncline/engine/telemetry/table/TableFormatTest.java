package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFormatTest {
    private static final double RAD = Math.PI / 180;

    @TempDir
    static Path folder = Path.of("");

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static MotionLog read(String name, String text) throws IOException {
        return TelemetryReaders.open(file(name, text));
    }

    private static MotionLog read(String text, @Nullable String columns, String name) throws IOException {
        return TelemetryReaders.open(file(name, text), new ReadOptions(null, columns));
    }

    private static String problem(String name, String text, @Nullable String columns) {
        String message = String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(text, columns, name))
                .getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static void check(MotionLog log, long firstNs, long stepNs, double x, double y, double z) {
        assertEquals("table", log.format());
        GyroTrack gyro = log.gyro();
        assertEquals(firstNs, gyro.startNs());
        assertEquals(firstNs + stepNs, gyro.timeNs(1));
        assertEquals((float) x, gyro.x(0), 1e-6f);
        assertEquals((float) y, gyro.y(0), 1e-6f);
        assertEquals((float) z, gyro.z(0), 1e-6f);
    }

    @Test
    void shouldReadWhatPhonesWrite() throws IOException {
        check(
                read(
                        "Gyroscope.csv",
                        "time,seconds_elapsed,z,y,x\n1763650000100000000,0.1,3,2,1\n1763650000102500000,0.1025,3,2,1\n"),
                100_000_000,
                2_500_000,
                1,
                2,
                3);
        check(
                read(
                        "p.csv",
                        "\"Time (s)\",\"Gyroscope x (rad/s)\",\"Gyroscope y (rad/s)\",\"Gyroscope z (rad/s)\",\"Absolute (rad/s)\"\n0.5,1,2,3,3.7\n0.51,1,2,3,3.7\n"),
                500_000_000,
                10_000_000,
                1,
                2,
                3);
        check(
                read(
                        "de.csv",
                        "\uFEFF\"Time (s)\";\"Gyroscope x (rad/s)\";\"Gyroscope y (rad/s)\";\"Gyroscope z (rad/s)\"\r\n0,500E0;-1,5E0;2,25;3,125\r\n0,510;1;2;3\r\n"),
                500_000_000,
                10_000_000,
                -1.5,
                2.25,
                3.125);
        check(
                read(
                        "VID_gyro.csv",
                        "-0.25,0.5,1.25,8925125055592799\n-0.2,0.5,1.0,8925125058092799\n0.0,0.0,0.0,8925125060592799\n"),
                8925125055592799L,
                2_500_000,
                -0.25,
                0.5,
                1.25);
        check(
                read(
                        "g.csv",
                        "Time, Rotation Rate (X), Rotation Rate (Y), Rotation Rate (Z)\n1600000000.25, 0.5, -1, 2\n1600000000.26, 0.5, -1, 2\n"),
                1_600_000_000_250_000_000L,
                10_000_000,
                0.5,
                -1,
                2);
        check(
                read(
                        "gf.txt",
                        "Time   Xg Yg Zg  Pitch Roll Yaw\n0.00 0.1 0.2 0.9 0.5 -0.25 1.5\n0.01 0 0 1 0.5 0.5 0.5\n"),
                0,
                10_000_000,
                0.5,
                -0.25,
                1.5);
    }

    @Test
    void shouldReadWhatLoggersWrite() throws IOException {
        check(read("rc.csv", """
                        This file is created using RaceChrono v9.1.3 ( http://racechrono.com/ ).
                        Format,3
                        Track name,"Somewhere, far"

                        timestamp,fragment_id,elapsed_time,speed,x_acc,y_acc,z_acc,x_rate_of_rotation,y_rate_of_rotation,z_rate_of_rotation
                        unix time,,s,m/s,G,G,G,deg/s,deg/s,deg/s
                        ,,,100: gps,101: acc,101: acc,101: acc,102: gyro,102: gyro,102: gyro
                        1700000000.10,0,0.10,5,0,0,1,90,-180,45
                        1700000000.12,0,0.12,5,0,0,1,,,
                        1700000000.14,0,0.14,5,0,0,1,90,-180,45
                        """), 100_000_000, 40_000_000, 90 * RAD, -180 * RAD, 45 * RAD);
        check(read("rb.csv", """
                        Format,RaceBox CSV
                        Data Source,RaceBox 123

                        Record,Time,Latitude,Longitude,Altitude,Speed,GForceX,GForceY,GForceZ,Lap,GyroX,GyroY,GyroZ
                        1,2024-10-19T15:24:58.400,32.2,-106.9,4441.0,3.17,0.023,-0.019,1.007,0,0.41,-0.44,-0.18
                        2,2024-10-19T15:24:58.440,32.2,-106.9,4441.0,3.12,0.039,-0.017,1.009,0,0.44,-0.32,-0.45
                        """), 1_729_351_498_400_000_000L, 40_000_000, 0.41 * RAD, -0.44 * RAD, -0.18 * RAD);
        check(
                read(
                        "wit.txt",
                        "StartTime: 2025-11-20 23:59:59.990\naddress\tTime(s)\tax(g)\tay(g)\taz(g)\twx(deg/s)\twy(deg/s)\twz(deg/s)\n0x50\t23:59:59.995\t0\t0\t1\t-12.5\t8\t1\n0x50\t00:00:00.005\t0\t0\t1\t1\t1\t1\n"),
                86_399_995_000_000L,
                10_000_000,
                -12.5 * RAD,
                8 * RAD,
                RAD);
        MotionLog flight = read("bb.csv", """
                        "Product","Blackbox flight data recorder by Nicholas Sherlock"
                        "blackbox_high_resolution","1"
                        "loopIteration","time","axisP[0]","gyroADC[0]","gyroADC[1]","gyroADC[2]","accSmooth[0]"
                        0,1000,7,-120,80,20,1
                        1,1500,7,-120,80,20,1
                        """);
        check(flight, 1_000_000, 500_000, -12 * RAD, 8 * RAD, 2 * RAD);
        assertEquals("ZYx", flight.orientation().letters());
        check(
                read(
                        "bbd.csv",
                        "loopIteration, time (us), gyroADC[0] (deg/s), gyroADC[1] (deg/s), gyroADC[2] (deg/s)\n0, 1000, 1, 2, 3\n1, 2000, 1, 2, 3\n"),
                1_000_000,
                1_000_000,
                RAD,
                2 * RAD,
                3 * RAD);
    }

    @Test
    void shouldSayWhatItTookForGranted() throws IOException {
        MotionLog log =
                read("x_gyro.csv", "mcu_time,mcu_x,mcu_y,mcu_z\n1264.250,0.002,-0.5,0.25\n1264.252,0.1,0.2,0.3\n");
        check(log, 1_264_250_000_000L, 2_000_000, 0.002, -0.5, 0.25);
        assertTrue(log.warnings().get(0).text().contains("'mcu_x', 'mcu_y', 'mcu_z' are taken for the gyro's rates"));
        assertTrue(log.warnings().get(1).text().contains("taken for rad/s"));
        MotionLog fast = read("f.csv", "t,gx,gy,gz\n0,210.5,1,1\n2,-300.25,1,1\n5,1,1,1\n");
        assertEquals((float) (210.5 * RAD), fast.gyro().x(0));
        assertTrue(fast.warnings().getFirst().text().contains("taken for deg/s"), fast.warnings()::toString);
        assertTrue(fast.warnings().get(1).text().contains("taken for ms"), fast.warnings()::toString);
    }

    @Test
    void shouldRefuseWhatIsNoGyro() {
        String columns = "time,seconds_elapsed,z,y,x\n1,0.1,9.7,1,0.5\n2,0.11,9.8,0.9,0.5\n";
        assertTrue(problem("Accelerometer.csv", columns, null).contains("by its name this is no gyro's log"));
        assertTrue(problem("log.csv", columns, null).contains("an accelerometer's log"));
        assertTrue(problem("acc.csv", "t,ax,ay,az\n0,0.1,0.2,9.8\n0.1,0.1,0.2,9.8\n", null)
                .contains("a table without columns that are told to be a gyro's rates"));
        assertTrue(problem("counts.csv", "t,gx,gy,gz\n0,-174,-120,27\n2,-168,-119,29\n", null)
                .contains("whole counts without a unit"));
    }

    /** Two rows of values behind a row of names; the rates are in the last three columns but {@code after}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t,gx,gy,gz,wx,wy,wz | 0",
                "time,angular_acceleration_x,angular_acceleration_y,angular_acceleration_z,angular_velocity_x,angular_velocity_y,angular_velocity_z | 0",
                "time_s,gyro_raw_x,gyro_raw_y,gyro_raw_z,gyro_x_dps,gyro_y_dps,gyro_z_dps | 0",
                "time,gyro_angle_x,gyro_angle_y,gyro_angle_z,gyro_x (rad/s),gyro_y (rad/s),gyro_z (rad/s) | 0",
                "time,rx,ry,rz,rw,gx,gy,gz | 0",
                "#timestamp [s],a_x,w_RS_S_x [rad s^-1],w_RS_S_y [rad s^-1],w_RS_S_z [rad s^-1],a_RS_S_x [m s^-2] | 1",
                "%time,field.orientation.x,field.orientation.y,field.orientation.z,field.orientation.w,field.angular_velocity.x,field.angular_velocity.y,field.angular_velocity.z,field.angular_velocity_covariance0,field.angular_velocity_covariance1,field.angular_velocity_covariance2 | 3",
                "time,x,y,z,ax,ay,az | 3",
                "SamplingTime, AccelerationX, AccelerationY, AccelerationZ, GyroX, GyroY, GyroZ | 0",
            })
    void shouldTellRatesFromWhatIsNamedMuchLikeThem(String names, int after) throws IOException {
        int columns = names.split(",", -1).length;
        StringBuilder text = new StringBuilder(names).append('\n');
        for (int row = 0; row < 3; row++) {
            for (int k = 0; k < columns; k++) {
                int rate = k - (columns - after - 3);
                text.append(k == 0 ? "0.0" + (1 + row) : rate >= 0 && rate < 3 ? "0." + (1 + rate) : "7.5")
                        .append(k + 1 < columns ? "," : "\n");
            }
        }
        double unit = names.contains("dps") ? RAD : 1;
        check(read("much.csv", text.toString()), 10_000_000, 10_000_000, 0.1 * unit, 0.2 * unit, 0.3 * unit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timestamp,rotation_x,rotation_y,rotation_z",
                "timestamp,rotation_x,rotation_y,rotation_z,rotation_w",
                "timestamp,rx,ry,rz,rw",
                "Time (s),Rotation Vector X,Rotation Vector Y,Rotation Vector Z",
                "time,gyro_angle_x,gyro_angle_y,gyro_angle_z",
                "time,gyro_delta_x,gyro_delta_y,gyro_delta_z",
                "time,gyro_x (rad),gyro_y (rad),gyro_z (rad)",
                "time,pos_x,pos_y,pos_z",
                "t,ax,ay,az,mx,my,mz"
            })
    void shouldTakeNoAnglesForRates(String names) {
        String text = names + "\n0,0.1,0.2,0.3,0.9,1,1\n0.01,0.1,0.2,0.3,0.9,1,1\n";
        assertTrue(problem("angles.csv", text, null)
                .contains("a table without columns that are told to be a gyro's rates"));
    }

    /** Gravity under a gyro's short names, and angles under a gyro's full ones. */
    @Test
    void shouldRefuseValuesThatSpeakAgainstTheNames() {
        assertTrue(problem("g.csv", "t,gx,gy,gz\n0,0.1,0.2,9.8\n0.01,0.1,0.2,9.8\n0.02,0.1,0.3,9.8\n", null)
                .contains("an accelerometer's log"));
        assertTrue(problem("a.csv", "t,gyro_x,gyro_y,gyro_z\n0,0.1,0.2,179.5\n0.01,0.1,0.2,-179.5\n", null)
                .contains("go round at half a turn"));
    }

    /** A number of rows has steps of 1, as has a clock of whole milliseconds at just 1000 Hz: only a unit tells. */
    @Test
    void shouldNotTakeNumbersOfRowsForTimes() throws IOException {
        StringBuilder text = new StringBuilder("TIME,gyro_x (rad/s),gyro_y (rad/s),gyro_z (rad/s)\n");
        for (int i = 0; i < 22; i++) {
            text.append(i).append(",0.1,0.2,0.3\n");
        }
        String rows = text.toString();
        assertTrue(problem("rows.csv", rows.replace("TIME", "time"), null).contains("numbers of rows?"));
        assertEquals(
                22, read("rows.csv", rows.replace("TIME", "time (ms)")).gyro().size());
        MotionLog log = read("rows.csv", rows.replace("TIME", "time").replace("\n21,", "\n22,"));
        assertEquals(22, log.gyro().size());
    }

    @Test
    void shouldTakeOneOfSeveralSensorsInATable() throws IOException {
        String head = "time,IMU,gyro_x (rad/s),gyro_y (rad/s),gyro_z (rad/s)\n";
        MotionLog log = read(
                "imus.csv",
                head + "0.01,0,9,9,9\n0.0103,1,1,2,3\n0.02,0,9,9,9\n0.0203,1,1,2,3\n0.03,0,9,9,9\n0.0303,1,1,2,3\n"
                        + "0.0403,1,1,2,3\n");
        check(log, 10_300_000, 10_000_000, 1, 2, 3);
        assertEquals(4, log.gyro().size());
        assertEquals(
                "1 other sensor writes into this table: '1' was taken, which has the most rows; 3 rows left out",
                log.warnings().getFirst().text());
        assertEquals(
                List.of(),
                read("imus.csv", head + "0.01,0,9,9,9\n0.02,0,9,9,9\n").warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-20 14:5:9:7, 2025-11-20 14:5:9:17, 7",
        "2025-11-20 14:05:09.007 +0100, 2025-11-20 14:05:09.017 +0100, 7",
        "02:05:09.007 PM, 02:05:09.017 PM, 7",
        "12:05:09.007 am, 12:05:09.017 am, 7",
        "11:59:59.995 AM, 12:00:00.005 PM, 995"
    })
    void shouldReadTimesAsAppsWriteThem(String one, String other, long ms) throws IOException {
        String head = "time,gyro_x (rad/s),gyro_y (rad/s),gyro_z (rad/s)\n";
        GyroTrack gyro =
                read("clock.csv", head + one + ",1,2,3\n" + other + ",1,2,3\n").gyro();
        assertEquals(ms, gyro.startNs() / 1_000_000 % 1000);
        assertEquals(10_000_000, gyro.timeNs(1) - gyro.timeNs(0));
    }

    /** Blackbox Explorer writes the log's scale above the columns, and the counts below it as they are. */
    @Test
    void shouldReadCountsOfAnotherScaleThanDegrees() throws IOException {
        String text = """
                "gyroScale","1.0642254e-9"
                "loopIteration","time","gyroADC[0]","gyroADC[1]","gyroADC[2]"
                0,1000,164,-328,82
                1,2000,164,-328,82
                """;
        check(read("bb.csv", text), 1_000_000, 1_000_000, 10 * RAD, -20 * RAD, 5 * RAD);
        check(
                read("bb.csv", text.replace("1.0642254e-9", "1.7453292519943295e-8")),
                1_000_000,
                1_000_000,
                164 * RAD,
                -328 * RAD,
                82 * RAD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t=t,gx=gx,gy=gy,gz=gz,unit=0.07deg/s,time=ms",
                "t=1,gx=3,gy=2,gz=4,unit=70 mdps",
                "gz=gz,gy=GY,gx=gx,t=T,unit=0.0012217304763960307rad/s,time=ms"
            })
    void shouldReadAnyTableWhoseColumnsAreNamed(String columns) throws IOException {
        check(
                read("t,gy,gx,gz\n4,-120,-174,27\n6,-119,-168,29\n", columns, "any.csv"),
                4_000_000,
                2_000_000,
                -174 * 0.07 * RAD,
                -120 * 0.07 * RAD,
                27 * 0.07 * RAD);
    }

    @Test
    void shouldReadATableWithoutNamesByNumbers() throws IOException {
        check(
                read("0.5;1,5;2;3\n0.6;1;2;3\n".replace('.', ','), "t=1,gx=2,gy=3,gz=4,unit=rad/s,time=s", "n.csv"),
                500_000_000,
                100_000_000,
                1.5,
                2,
                3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t=t,gx=gx,gy=gy | no column for gz",
                "t=t,gx=gx,gy=gy,gz=gz,unit=furlong | unit 'furlong' is none of",
                "t=t,gx=gx,gy=gy,gz=gz,time=weeks | time 'weeks' is none of",
                "t=t,gx=gx,gy=gy,gz=gz,foo=1 | 'foo=1' is not understood",
                "t=t,gx=gx,gy=gy,gz=other | no row has the columns"
            })
    void shouldSayWhatIsWrongWithNamedColumns(String columns, String expected) {
        assertTrue(
                problem("w.csv", "t,gx,gy,gz\n0,1,2,3\n1,1,2,3\n", columns).contains(expected),
                () -> problem("w.csv", "t,gx,gy,gz\n0,1,2,3\n", columns));
    }

    @Test
    void shouldSayTheLineThatIsWrong() throws IOException {
        String head = "time_ms,gyro_x_dps,gyro_y_dps,gyro_z_dps\n0,1,2,3\n";
        check(read("u.csv", head + "5,1,2,3\n10,1,2\n"), 0, 5_000_000, RAD, 2 * RAD, 3 * RAD);
        assertTrue(problem("u.csv", head + "1,x,2,3\n2,1,2,3\n", null)
                .startsWith("u.csv, line 3: time and rates '1', 'x', '2', '3'"));
        assertTrue(problem("u.csv", head + "1,1,2\n2,1,2,3\n", null)
                .startsWith("u.csv, line 3: 3 columns, expected at least 4"));
        assertTrue(problem("u.csv", head + "1,NaN,2,3\n2,1,2,3\n", null).contains("line 3"));
        assertTrue(problem("u.csv", head + "-4,1,2,3\n2,1,2,3\n", null).contains("time runs backwards"));
        assertTrue(problem("u.csv", head, null).contains("only 1 sample"));
        assertTrue(problem("u.csv", head + "1,1,2,3," + "9".repeat(70000) + "\n2,1,2,3\n", null)
                .contains("longer than 65536"));
        assertTrue(String.valueOf(assertThrows(
                                TelemetryFormatException.class,
                                () -> TelemetryReaders.open(
                                        file("u.csv", head + "1,1,2,3\n"), new ReadOptions(1, null)))
                        .getMessage())
                .contains("one recording"));
    }
}
