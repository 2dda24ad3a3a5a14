package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of SensorLog (iOS): a column of times for each sensor, beside one of when the row was written. */
class SensorLogTest {
    private static final String HEAD = "loggingTime(txt),loggingSample(N),accelerometerTimestamp_sinceReboot(s),"
            + "accelerometerAccelerationX(G),accelerometerAccelerationY(G),accelerometerAccelerationZ(G),"
            + "gyroTimestamp_sinceReboot(s),gyroRotationX(rad/s),gyroRotationY(rad/s),gyroRotationZ(rad/s),"
            + "magnetometerTimestamp_sinceReboot(s),magnetometerX(µT),magnetometerY(µT),magnetometerZ(µT),"
            + "motionTimestamp_sinceReboot(s),motionRotationRateX(rad/s),motionRotationRateY(rad/s),"
            + "motionRotationRateZ(rad/s),motionUserAccelerationX(G),motionUserAccelerationY(G),"
            + "motionUserAccelerationZ(G)\n";

    @TempDir
    Path folder;

    /** A row that was written late by some ms, as rows are: the phone lies on its back, so Core Motion's z is −1. */
    private static String row(int number, String gyroTime, double x) {
        return String.format(
                Locale.ROOT,
                "2021-10-21 20:43:%02d.%03d -0400,%d,178223.5,0.1,0.2,-1,%s,%.3f,0.2,0.3,178223.4,10,20,-30,"
                        + "178223.9%d,7,8,9,0,0,0%n",
                number / 100,
                number % 100 * 10 + 2 * (number % 4),
                number,
                gyroTime,
                x,
                number % 10);
    }

    private MotionLog read(String text) throws IOException {
        return TelemetryReaders.open(
                Files.writeString(folder.resolve("log.csv"), text), ReadOptions.PLAIN.allStreams(true));
    }

    @Test
    void shouldTakeTheGyrosOwnTimes() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < 12; i++) {
            text.append(row(i, String.format(Locale.ROOT, "178223.%06d", 10_000 + 10_001 * i), 0.01 * i));
        }
        MotionLog log = read(text.toString());
        assertEquals(12, log.gyro().size());
        assertEquals(178_223_010_000_000L, log.gyro().timeNs(0));
        for (int i = 1; i < 12; i++) {
            assertEquals(10_001_000L, log.gyro().timeNs(i) - log.gyro().timeNs(i - 1));
            assertEquals((float) (0.01 * i), log.gyro().x(i), 1e-6f);
        }
        assertEquals(List.of(), log.warnings());
        assertEquals(SensorQuantity.ACCELERATION, log.streams().get(0).quantity());
        assertEquals(-0.980665f, log.streams().get(0).value(3, 0), 1e-6f);
        assertEquals(9.80665f, log.streams().get(0).value(3, 2), 1e-6f);
        assertEquals(-30f, log.streams().get(1).value(3, 2));
    }

    /** Rows come by a timer of the app's own: half of them may have no new sample, and that is no damage. */
    @Test
    void shouldTakeASampleOnceThatSeveralRowsHave() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < 40; i++) {
            text.append(
                    row(i, String.format(Locale.ROOT, "178223.%06d", 10_000 * (i / 2)), 0.02 * Math.floor(i / 2.0)));
        }
        MotionLog log = read(text.toString());
        assertEquals(20, log.gyro().size());
        assertEquals(190_000_000L, log.gyro().endNs() - log.gyro().startNs());
        assertEquals(
                "20 rows have the gyro's sample of the row before once more: left out",
                log.warnings().getFirst().text());
        // Other rates at the same time are another thing: a clock too coarse.
        StringBuilder coarse = new StringBuilder(HEAD);
        for (int i = 0; i < 40; i++) {
            coarse.append(row(i, String.format(Locale.ROOT, "178223.%06d", 10_000 * (i / 2)), 0.01 * i));
        }
        TelemetryFormatException e = assertThrows(TelemetryFormatException.class, () -> read(coarse.toString()));
        assertTrue(String.valueOf(e.getMessage()).contains("20 of 40 rows repeat the time"), e.getMessage());
    }

    /** A sensor that is off, and one whose column is empty. */
    @Test
    void shouldTakeTheRowsTimesWhereTheGyroHasNone() throws IOException {
        for (String none : List.of("0", "", "null")) {
            StringBuilder text = new StringBuilder(HEAD);
            for (int i = 0; i < 12; i++) {
                text.append(row(i, none, 0.01 * i));
            }
            MotionLog log = read(text.toString());
            assertEquals(12, log.gyro().size(), none);
            assertEquals(12_000_000L, log.gyro().timeNs(1) - log.gyro().timeNs(0), none);
        }
    }

    /** Device motion without the raw gyro, on a watch: its own times, and there may be no others. */
    @Test
    void shouldTakeDeviceMotionByItsOwnTimes() throws IOException {
        MotionLog log = read("""
                accelerometerTimestamp_sinceReboot(s),motionTimestamp_sinceReboot(s),motionRotationRateX(rad/s),motionRotationRateY(rad/s),motionRotationRateZ(rad/s)
                5.000,7.001,1,2,3
                5.500,7.011,1,2,3
                5.600,7.021,1,2,3
                """);
        assertEquals(7_001_000_000L, log.gyro().timeNs(0));
        assertEquals(10_000_000L, log.gyro().timeNs(2) - log.gyro().timeNs(1));
    }
}
