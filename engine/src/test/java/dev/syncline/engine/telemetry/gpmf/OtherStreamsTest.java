package dev.syncline.engine.telemetry.gpmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherStreamsTest {
    private static final long SECOND_NS = 1_001_000_000L;
    private static final ReadOptions ALL = ReadOptions.PLAIN.allStreams(true);

    private static KlvBuilder gyro() {
        return new KlvBuilder().shorts("SCAL", 1, 100).shorts("GYRO", 3, 1, 2, 3, 4, 5, 6);
    }

    private static byte[] device(KlvBuilder... streams) {
        KlvBuilder device = new KlvBuilder().unsigned("DVID", 1).text("DVNM", "Hero9");
        for (KlvBuilder stream : streams) {
            device.nested("STRM", stream);
        }
        return new KlvBuilder().nested("DEVC", device).bytes();
    }

    private static MotionLog read(ReadOptions options, byte[]... payloads) throws TelemetryFormatException {
        List<TimedPayload> timed = new ArrayList<>();
        for (byte[] payload : payloads) {
            timed.add(new TimedPayload(timed.size() * SECOND_NS, SECOND_NS, payload));
        }
        return new GpmfFormat().readTrack("clip.mp4", timed, options);
    }

    private static SensorTrack stream(MotionLog log, SensorQuantity quantity) {
        return log.streams().stream()
                .filter(s -> s.quantity() == quantity)
                .findFirst()
                .orElseThrow();
    }

    private static String warnings(MotionLog log) {
        return String.join("\n", log.warnings().stream().map(Warning::text).toList());
    }

    @Test
    void shouldReadTheOtherStreamsWhereTheyAreAskedFor() throws IOException {
        byte[] payload = device(
                gyro(),
                new KlvBuilder()
                        .text("SIUN", "m/s\u00b2")
                        .shorts("SCAL", 1, 400)
                        .shorts("ACCL", 3, 400, 0, -800, 3924, 0, 0, 1, 2, 4, 8, 8, 8),
                new KlvBuilder().text("SIUN", "\u00b5T").floats("MAGN", 3, 20, -30, 40),
                new KlvBuilder().text("SIUN", "s").floats("SHUT", 1, 0.01f, 0.02f));
        MotionLog log = read(ALL, payload, payload);
        SensorTrack acceleration = stream(log, SensorQuantity.ACCELERATION);
        assertEquals(8, acceleration.size());
        assertEquals(-2f, acceleration.value(0, 2));
        assertEquals(9.81f, acceleration.value(1, 0));
        assertEquals(9.81, acceleration.length(5), 1e-6);
        assertEquals(0, acceleration.timeNs(0));
        assertEquals(SECOND_NS / 4, acceleration.timeNs(1));
        SensorTrack field = stream(log, SensorQuantity.MAGNETIC_FIELD);
        assertEquals(-30f, field.value(1, 1));
        assertTrue(field.note().contains("nothing says"), field.note());
        SensorTrack exposure = stream(log, SensorQuantity.EXPOSURE);
        assertEquals(4, exposure.size());
        assertEquals(0.02f, exposure.value(3, 0));
        MotionLog plain = read(ReadOptions.PLAIN, payload, payload);
        assertEquals(List.of(), plain.streams());
        assertEquals(plain.warnings(), log.warnings());
    }

    /** Stamps count from when the camera was switched on; the accelerometer's first sample was 100 ms behind the gyro's. */
    @Test
    void shouldPutStampsOfAllStreamsOnOneClock() throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            KlvBuilder gyro = new KlvBuilder().stamp(7_000_000 + 1_001_000L * k);
            KlvBuilder other = new KlvBuilder().stamp(7_100_000 + 1_001_000L * k);
            payloads.add(device(gyro.shorts("GYRO", 3, new int[300]), other.shorts("ACCL", 3, new int[150])));
        }
        MotionLog log = read(ALL, payloads.toArray(new byte[0][]));
        SensorTrack acceleration = stream(log, SensorQuantity.ACCELERATION);
        assertEquals(200, acceleration.size());
        assertEquals(100e6, (double) acceleration.timeNs(0) - log.gyro().timeNs(0), 1e3);
    }

    /** The gyro's axes are up, left, back; an accelerometer that stores Y, −X, Z is put into them. */
    @Test
    void shouldPutAnAccelerometerIntoTheGyrosAxes() throws IOException {
        MotionLog log = read(
                ALL,
                device(
                        new KlvBuilder().text("ORIN", "ZXY").shorts("GYRO", 3, 1, 2, 3, 4, 5, 6),
                        new KlvBuilder().text("ORIN", "YxZ").shorts("ACCL", 3, 1, 2, 3, 0, 0, 0)));
        SensorTrack acceleration = stream(log, SensorQuantity.ACCELERATION);
        assertEquals(3f, acceleration.value(0, 0));
        assertEquals(-2f, acceleration.value(0, 1));
        assertEquals(1f, acceleration.value(0, 2));
        assertEquals("", acceleration.note());
    }

    @ParameterizedTest
    @CsvSource({"ZXY,0.2,0.1,0.3", "YxZ,0.3,-0.1,0.2", "zXY,-0.2,0.1,0.3"})
    void shouldPutTheCamerasTurnsIntoTheGyrosAxes(String stored, float x, float y, float z) throws IOException {
        float w = (float) Math.sqrt(1 - 0.14);
        MotionLog log = read(
                ALL,
                device(
                        new KlvBuilder().text("ORIN", stored).shorts("GYRO", 3, 1, 2, 3, 4, 5, 6),
                        new KlvBuilder().floats("CORI", 4, w, 0.1f, 0.2f, 0.3f, 1, 0, 0, 0)));
        SensorTrack turns = stream(log, SensorQuantity.ORIENTATION);
        assertEquals(w, turns.value(0, 0), 1e-6);
        assertEquals(x, turns.value(0, 1), 1e-6);
        assertEquals(y, turns.value(0, 2), 1e-6);
        assertEquals(z, turns.value(0, 3), 1e-6);
    }

    /** A vector a frame, stored as left, up, back; the gyro's axes are up, left, back, or another camera's. */
    @ParameterizedTest
    @CsvSource({"ZXY,-1,0,0,0,1,0.5", "XzY,0,1,0,1,0,0.5"})
    void shouldPutGravityAtEachFrameIntoTheGyrosAxes(
            String stored, float x, float y, float z, float x2, float y2, float z2) throws IOException {
        byte[] payload = device(
                new KlvBuilder().text("ORIN", stored).shorts("GYRO", 3, 1, 2, 3, 4, 5, 6),
                new KlvBuilder().shorts("SCAL", 1, 32767).shorts("GRAV", 3, 0, -32767, 0, 32767, 0, 16384));
        SensorTrack gravity = stream(read(ALL, payload, payload), SensorQuantity.GRAVITY);
        assertEquals(4, gravity.size());
        assertEquals(SECOND_NS / 2, gravity.timeNs(1));
        float[] expected = {x, y, z, x2, y2, z2};
        for (int i = 0; i < 6; i++) {
            assertEquals(expected[i], gravity.value(i / 3, i % 3), 1e-4);
        }
        assertTrue(gravity.note().contains("away from the ground"), gravity.note());
    }

    /** As a MAX writes it. */
    @Test
    void shouldTakeTheFirstThreeOfAMagnetometersFourNumbers() throws IOException {
        MotionLog log = read(
                ALL,
                device(
                        gyro(),
                        new KlvBuilder()
                                .text("SIUN", "\u00b5T")
                                .shorts("SCAL", 1, 1)
                                .shorts("MAGN", 4, 20, -30, 40, 6841, 21, -31, 41, 6842)));
        SensorTrack field = stream(log, SensorQuantity.MAGNETIC_FIELD);
        assertEquals(2, field.size());
        assertEquals(-31f, field.value(1, 1));
        assertEquals(41f, field.value(1, 2));
        assertEquals("", warnings(log));
    }

    @Test
    void shouldNotLoseTheGyroToWhatIsWrongWithAnotherStream() throws IOException {
        MotionLog log = read(
                ALL,
                device(
                        gyro(),
                        new KlvBuilder().shorts("ACCL", 2, 1, 2, 3, 4),
                        new KlvBuilder().shorts("SCAL", 1, 0).shorts("MAGN", 3, 1, 2, 3),
                        new KlvBuilder().floats("SHUT", 1, 0.01f, Float.NaN, -1, 0.03f),
                        new KlvBuilder().floats("CORI", 4, 1, 0, 0, 0, 0.5f, 0, 0, 0)));
        assertEquals(2, log.gyro().size());
        assertEquals(2, log.streams().size());
        assertEquals(2, stream(log, SensorQuantity.EXPOSURE).size());
        assertEquals(1, stream(log, SensorQuantity.ORIENTATION).size());
        String said = warnings(log);
        assertTrue(said.contains("streams beside the gyro's have damaged parts") && said.contains("ACCL"), said);
        assertTrue(said.contains("exposure: 2 of 4 samples have no usable numbers"), said);
        assertTrue(said.contains("orientation: 1 of 2 samples"), said);
        MotionLog oddUnit =
                read(ALL, device(gyro(), new KlvBuilder().text("SIUN", "mi/h2").shorts("ACCL", 3, 1, 2, 3)));
        assertEquals(List.of(), oddUnit.streams());
        assertTrue(warnings(oddUnit).contains("'mi/h2', a unit that is not known"), warnings(oddUnit));
    }

    /**
     * A HERO11's own turns and its gyro say the same: in a few frames' time the gyro's turn is the difference of two. Its
     * frames' times are some milliseconds before the middle of their exposure.
     */
    @Test
    void shouldTurnAsTheGyroOfAHero11() throws IOException {
        MotionLog log = TelemetryReaders.open(SharedData.require("data/real/gopro/hero11.raw"), ALL);
        double best = 0;
        for (long lateNs = 0; lateNs <= 40_000_000; lateNs += 5_000_000) {
            best = Math.max(best, leastCorrelation(log, lateNs));
        }
        assertTrue(best > 0.95, "correlation " + best);
        assertEquals(9.81, mean(stream(log, SensorQuantity.ACCELERATION)), 0.3);
        assertEquals(274, stream(log, SensorQuantity.EXPOSURE).size());
    }

    private static double leastCorrelation(MotionLog log, long lateNs) {
        SensorTrack turns = stream(log, SensorQuantity.ORIENTATION);
        double[] together = new double[3];
        double[] own = new double[3];
        double[] gyros = new double[3];
        for (int k = 20; k + 30 < turns.size(); k++) {
            double[] rate = between(turns, k, k + 8);
            double[] mean = mean(log, turns.timeNs(k) + lateNs, turns.timeNs(k + 8) + lateNs);
            for (int axis = 0; axis < 3; axis++) {
                together[axis] += rate[axis] * mean[axis];
                own[axis] += rate[axis] * rate[axis];
                gyros[axis] += mean[axis] * mean[axis];
            }
        }
        double least = 1;
        for (int axis = 0; axis < 3; axis++) {
            least = Math.min(least, together[axis] / Math.sqrt(own[axis] * gyros[axis]));
        }
        return least;
    }

    /** Rate of turn in the body between two samples: of q1*·q2. */
    private static double[] between(SensorTrack turns, int from, int to) {
        double[] p = new double[4];
        double[] q = new double[4];
        for (int c = 0; c < 4; c++) {
            p[c] = turns.value(from, c) * (c == 0 ? 1 : -1);
            q[c] = turns.value(to, c);
        }
        double w = p[0] * q[0] - p[1] * q[1] - p[2] * q[2] - p[3] * q[3];
        double dt = (turns.timeNs(to) - turns.timeNs(from)) * 1e-9 * Math.signum(w) / 2;
        return new double[] {
            (p[0] * q[1] + p[1] * q[0] + p[2] * q[3] - p[3] * q[2]) / dt,
            (p[0] * q[2] - p[1] * q[3] + p[2] * q[0] + p[3] * q[1]) / dt,
            (p[0] * q[3] + p[1] * q[2] - p[2] * q[1] + p[3] * q[0]) / dt
        };
    }

    private static double[] mean(MotionLog log, long fromNs, long toNs) {
        double[] sum = new double[3];
        int from = log.gyro().indexAtOrBefore(fromNs) + 1;
        int to = log.gyro().indexAtOrBefore(toNs);
        for (int i = from; i <= to; i++) {
            sum[0] += log.gyro().x(i) / (to - from + 1);
            sum[1] += log.gyro().y(i) / (to - from + 1);
            sum[2] += log.gyro().z(i) / (to - from + 1);
        }
        return sum;
    }

    private static double mean(SensorTrack track) {
        double sum = 0;
        for (int i = 0; i < track.size(); i++) {
            sum += track.length(i);
        }
        return sum / track.size();
    }
}
