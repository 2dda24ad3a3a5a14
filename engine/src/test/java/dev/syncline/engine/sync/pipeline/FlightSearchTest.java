package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.motion.GyroOrientation;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.SyntheticGyro;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.blackbox.FlightBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flight controller's file with several flights, of which the video shows one. */
class FlightSearchTest {
    private static final long LATER_NS = 60_000_000_000L;

    @TempDir
    Path folder;

    /** A flight in tenths of a degree per second, as newer firmware writes it where it is asked to. */
    private static byte[] flight(GyroTrack gyro, long laterNs) {
        FlightBuilder flight = new FlightBuilder(0, 1, "blackbox_high_resolution:1");
        for (int i = 0; i < gyro.size(); i++) {
            flight.alone(
                    i,
                    (int) ((gyro.timeNs(i) + laterNs) / 1000),
                    tenths(gyro.x(i)),
                    tenths(gyro.y(i)),
                    tenths(gyro.z(i)));
        }
        return flight.end().bytes();
    }

    private static int tenths(float radS) {
        return (int) Math.round(Math.toDegrees(radS) * 10);
    }

    private Path file() throws IOException {
        LogClock clock = new LogClock(-12.3456, 0, 0, 3);
        GyroTrack own = SyntheticGyro.log(KnownClip.with(GyroSpec.usual(KnownClip.MOUNTED), clock));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(flight(KnownClip.foreignLog(), 0));
        all.writeBytes(flight(own, LATER_NS));
        all.writeBytes(flight(KnownClip.foreignLog(), 2 * LATER_NS));
        return Files.write(folder.resolve("three.bbl"), all.toByteArray());
    }

    @Test
    void shouldFindTheFlightThatTheVideoShowsWithoutAHint() throws IOException {
        MotionLog log = TelemetryReaders.open(file());
        assertTrue(log.warnings().getFirst().text().startsWith("3 flights in this file"), log.warnings()::toString);
        SyncResult result = KnownClip.sync(log, KnownClip.lens(KnownClip.SHUTTER));
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        KnownClip.assertRight(result, new LogClock(-12.3456 - LATER_NS * 1e-9, 0, 0, 3));
    }

    /** As a camera on the quadcopter would have seen its third flight: the second has 38 samples, a seventh of a second. */
    @Test
    void shouldFindTheFlightInARealFileOfThree() throws IOException {
        MotionLog log = TelemetryReaders.open(SharedData.require("data/real/blackbox/btfl_002.bbl"));
        assertTrue(log.warnings().getFirst().text().startsWith("3 flights in this file"), log.warnings()::toString);
        long beginsNs = 230_500_000_000L;
        Matrix3 toCamera = Matrix3.of(0, -1, 0, 0, 0, -1, 1, 0, 0); // from forward, left, up
        GyroOrientation flown = new GyroOrientation(
                log.gyro(), beginsNs, beginsNs - 500_000_000L, beginsNs + 7_000_000_000L, new double[3], toCamera);
        double[] pose = new double[GyroOrientation.POSE];
        ExactFlow flow = new ExactFlow(KnownClip.usual(), 0.05, timeS -> new double[3], (timeS, m) -> {
            assertTrue(flown.at(timeS, pose, 0));
            Quaternion.toMatrix(pose, 0, m);
        });
        SyncResult result = KnownClip.sync(flow, log, KnownClip.lens(KnownClip.SHUTTER));
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        KnownClip.assertRight(result, new LogClock(-beginsNs * 1e-9, 0, 0, 3));
    }
}
