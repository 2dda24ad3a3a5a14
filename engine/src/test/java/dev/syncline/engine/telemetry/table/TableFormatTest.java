package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
                .contains("not a motion log"));
        assertTrue(problem("counts.csv", "t,gx,gy,gz\n0,-174,-120,27\n2,-168,-119,29\n", null)
                .contains("whole counts without a unit"));
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

    @Test
    void shouldThrowNothingElseWhereverTheFileIsCut() throws IOException {
        String text =
                "\"Time (s)\";\"Gyroscope x (rad/s)\";\"Gyroscope y (rad/s)\";\"Gyroscope z (rad/s)\"\n0,500E0;-1,5E0;2,25;3,125\n0,510;1;2;3\n0,520;1;2;3\n";
        for (int length = 1; length <= text.length(); length++) {
            readOrRefuse(text.substring(0, length).getBytes(StandardCharsets.UTF_8));
        }
    }

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
        if (angles) {
            String problem =
                    String.valueOf(assertThrows(TelemetryFormatException.class, () -> read("a.csv", text.toString()))
                            .getMessage());
            assertTrue(problem.startsWith("a.csv: its values go round at half a turn"), problem);
        } else {
            assertEquals(40, read("a.csv", text.toString()).gyro().size());
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

    /** All made from one motion, so they must agree; the shared case says what the motion is. */
    @ParameterizedTest
    @CsvSource({
        "opencamera.csv,0.002",
        "phyphox.csv,0.002",
        "phyphox_de.csv,0.002",
        "sensorlogger_android.csv,0.002",
        "witmotion.txt,0.003",
        "bbl.csv,0.02"
    })
    void shouldReadTheLogsOfApps(String name, double tolerance) throws IOException {
        GyroTrack truth = TelemetryReaders.open(SharedData.require("data/cases/base/walk.gcsv"))
                .gyro();
        GyroTrack gyro = TelemetryReaders.open(SharedData.require("data/cases/12-app-logs/a_" + name))
                .gyro();
        List<Integer> some = List.of(0, 1, 500, 2000, gyro.size() - 1);
        assertEquals(truth.size(), gyro.size(), 200.0);
        for (int i : some) {
            assertEquals(truth.x(i), gyro.x(i), (float) tolerance, name + " x " + i);
            assertEquals(truth.y(i), gyro.y(i), (float) tolerance, name + " y " + i);
            assertEquals(truth.z(i), gyro.z(i), (float) tolerance, name + " z " + i);
            assertEquals(
                    (double) (truth.timeNs(i) - truth.startNs()), (double) (gyro.timeNs(i) - gyro.startNs()), 1.1e6);
        }
    }

    @Test
    void shouldReadARealPhoneAndController() throws IOException {
        for (String name : Arrays.asList("mcu_gyro_data.csv", "smartphone_gyro_data.csv")) {
            GyroTrack gyro = TelemetryReaders.open(SharedData.require("data/real/gyro-pair/" + name))
                    .gyro();
            assertEquals(500, 1e9 / gyro.periodNs(), 2);
        }
    }
}
