package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** What other sensors say in tables. */
class TableStreamsTest {
    @TempDir
    Path folder = Path.of("");

    private MotionLog withOthers(String text, @Nullable String columns) throws IOException {
        Path file = Files.writeString(folder.resolve("others.csv"), text);
        return TelemetryReaders.open(file, new ReadOptions(null, columns).allStreams(true));
    }

    @Test
    void shouldReadOtherSensorsByTheWordsAboveTheirColumns() throws IOException {
        String wit1 = "0.00\t0\t0\t-1\t1\t2\t3\t10\t20\t30\n";
        String wit2 = "0.01\t0\tx\t1\t1\t2\t3\t10\t20\t-30\n";
        MotionLog wit = withOthers(
                "Time(s)\tax(g)\tay(g)\taz(g)\twx(deg/s)\twy(deg/s)\twz(deg/s)\thx(uT)\thy(uT)\thz(uT)\n" + wit1 + wit2,
                null);
        assertEquals(2, wit.gyro().size());
        assertEquals(1, wit.streams().get(0).size());
        assertEquals(-9.80665f, wit.streams().get(0).value(0, 2));
        assertEquals(-30f, wit.streams().get(1).value(1, 2));
        assertTrue(wit.warnings().toString().contains("acceleration: 1 of 2 samples"), wit.warnings()::toString);
        MotionLog bare = withOthers(
                "time (s),gyro x (rad/s),gyro y (rad/s),gyro z (rad/s),acc_x,acc_y,acc_z\n0,1,2,3,0,0,9\n0.01,1,2,3,0,0,9\n",
                null);
        assertEquals(List.of(), bare.streams());
        assertTrue(
                bare.warnings().toString().contains("acceleration: left out, since no unit"),
                bare.warnings()::toString);
        MotionLog flight = withOthers(
                "\"acc_1G\",\"2048\"\n\"loopIteration\",\"time\",\"gyroADC[0]\",\"gyroADC[1]\",\"gyroADC[2]\","
                        + "\"accSmooth[0]\",\"accSmooth[1]\",\"accSmooth[2]\"\n0,1000,1,2,3,0,0,2048\n1,2000,1,2,3,0,0,4096\n",
                null);
        assertEquals(2 * 9.80665f, flight.streams().getFirst().value(1, 2), 1e-5f);
        MotionLog linear = withOthers(
                "time (s),gyro x (rad/s),gyro y (rad/s),gyro z (rad/s),linear acceleration x (m/s^2),linear acceleration y"
                        + " (m/s^2),linear acceleration z (m/s^2)\n0,1,2,3,0,0,1\n0.01,1,2,3,0,0,1\n",
                null);
        assertEquals(List.of(), linear.streams(), "gravity is taken out of it");
    }

    @Test
    void shouldReadOtherSensorsAsTheirColumnsAreNamed() throws IOException {
        String table = "when,a,b,c,d,e,f,g,h,i\n0,0,0,0,0,0,0,0,0,0\n10,1,2,3,4,5,6,7,8,9\n";
        String gyro = "t=when,gx=a,gy=b,gz=c,unit=deg/s,time=ms";
        MotionLog log = withOthers(table, gyro + ",ax=d,ay=e,az=f,aunit=0.001g,mx=8,my=9,mz=10,munit=gauss");
        assertEquals(6 * 9.80665e-3f, log.streams().get(0).value(1, 2), 1e-7f);
        assertEquals(900f, log.streams().get(1).value(1, 2));
        assertEquals(List.of(), withOthers(table, gyro).streams());
        for (String wrong :
                List.of(",ax=d,ay=e,az=f", ",ax=d,ay=e,aunit=g", ",aunit=g", ",mx=d,my=e,mz=f,munit=g/s", ",bx=d")) {
            TelemetryFormatException e =
                    assertThrows(TelemetryFormatException.class, () -> withOthers(table, gyro + wrong));
            assertTrue(String.valueOf(e.getMessage()).contains("the columns: "), e.getMessage());
        }
        assertThrows(TelemetryFormatException.class, () -> withOthers(table, gyro + ",ax=d,ay=e,az=nothere,aunit=g"));
    }

    /** A row of the sensor that is left out must not lend its acceleration to one that is kept. */
    @Test
    void shouldKeepTheAccelerationOfTheSensorThatIsTaken() throws IOException {
        MotionLog log = withOthers("""
                time (s),imu,gyro x (rad/s),gyro y (rad/s),gyro z (rad/s),acc x (g),acc y (g),acc z (g)
                0.010,0,9,9,9,0,0,5
                0.011,1,1,2,3,0,0,1
                0.020,0,9,9,9,0,0,5
                0.021,1,1,2,3,0,0,2
                0.031,1,1,2,3,0,0,3
                """, null);
        assertEquals(3, log.gyro().size());
        for (int i = 0; i < 3; i++) {
            assertEquals((i + 1) * 9.80665f, log.streams().getFirst().value(i, 2), 1e-5f);
        }
    }
}
