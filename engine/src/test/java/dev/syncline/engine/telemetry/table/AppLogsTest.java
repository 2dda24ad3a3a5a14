package dev.syncline.engine.telemetry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that apps and loggers wrote, or that were made as they write them. */
class AppLogsTest {
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
