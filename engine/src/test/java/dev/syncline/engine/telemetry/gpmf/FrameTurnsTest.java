package dev.syncline.engine.telemetry.gpmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A camera that logs how it is turned at each frame, and gyro stamps that are late. */
class FrameTurnsTest {
    private static final double FRAME_S = 1001 / 30_000.0;
    private static final int FRAMES = 30;
    private static final int SAMPLES = 200;
    private static final double PAYLOAD_S = FRAMES * FRAME_S;
    private static final double STEP_S = PAYLOAD_S / SAMPLES;

    /** Rates about the camera's X, Y, Z at a time, rad/s. */
    private interface Motion {
        double[] at(double t);
    }

    private static double[] rates(double t, double size) {
        DoubleUnaryOperator wave = hz -> Math.sin(2 * Math.PI * hz * t + hz);
        return new double[] {
            size * (wave.applyAsDouble(1.3) + 0.5 * wave.applyAsDouble(3.1)),
            size * wave.applyAsDouble(0.7),
            size * 0.8 * wave.applyAsDouble(2.2)
        };
    }

    /** Payloads of a video whose gyro stamps are late, as the camera stores them. */
    private static List<TimedPayload> clip(double size, double lateS, double cameraFaster) {
        return clip(6, lateS, t -> rates(t, size), t -> rates(t * cameraFaster, size));
    }

    private static List<TimedPayload> clip(int count, double lateS, Motion seen, Motion logged) {
        List<TimedPayload> payloads = new ArrayList<>();
        double[] pose = {1, 0, 0, 0};
        double[] turn = new double[4];
        double[] next = new double[4];
        int steps = 20;
        for (int p = 0; p < count; p++) {
            int[] gyro = new int[3 * SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                double[] w = seen.at(p * PAYLOAD_S + i * STEP_S - lateS);
                for (int axis = 0; axis < 3; axis++) {
                    gyro[3 * i + axis] = (int) Math.round(w[axis] * 3000);
                }
            }
            int[] cori = new int[4 * FRAMES];
            for (int f = 0; f < FRAMES; f++) {
                int[] stored = {0, 2, 1, 3}; // w, then Y, X, Z of the letters XYZ
                for (int k = 0; k < 4; k++) {
                    cori[4 * f + k] = (int) Math.round(pose[stored[k]] * 32767);
                }
                for (int s = 0; s < steps; s++) {
                    double t = (p * FRAMES + f + (s + 0.5) / steps) * FRAME_S;
                    double[] w = logged.at(t);
                    double dt = FRAME_S / steps;
                    Quaternion.ofRotationVector(w[0] * dt, w[1] * dt, w[2] * dt, turn, 0);
                    Quaternion.multiply(pose, 0, turn, 0, next, 0);
                    System.arraycopy(next, 0, pose, 0, 4);
                }
            }
            KlvBuilder device = new KlvBuilder()
                    .unsigned("DVID", 1)
                    .text("DVNM", "Hero9")
                    .nested("STRM", new KlvBuilder().shorts("SCAL", 1, 3000).shorts("GYRO", 3, gyro))
                    .nested("STRM", new KlvBuilder().shorts("SCAL", 1, 32767).shorts("CORI", 4, cori));
            payloads.add(new TimedPayload(
                    Math.round(p * PAYLOAD_S * 1e9),
                    p > 0 && p == count - 1 ? 0 : Math.round(PAYLOAD_S * 1e9),
                    new KlvBuilder().nested("DEVC", device).bytes()));
        }
        return payloads;
    }

    private static MotionLog read(List<TimedPayload> payloads) throws TelemetryFormatException {
        return new GpmfFormat().readTrack("clip.mp4", payloads, ReadOptions.PLAIN.allStreams(true));
    }

    private static LogFacts facts(List<TimedPayload> payloads) {
        return new GpmfFormat().trackFacts("clip.mp4", payloads);
    }

    private static String said(MotionLog log) {
        return String.join("\n", log.warnings().stream().map(Warning::text).toList());
    }

    @ParameterizedTest
    @CsvSource({"0.016, 0.5", "0.0403, 0.5", "-0.013, 0.5", "0, 0.5", "0.012, 0.08"})
    void shouldPutTheGyroWhereTheFramesTurned(double lateS, double size) throws TelemetryFormatException {
        List<TimedPayload> payloads = clip(size, lateS, 1);

        MotionLog log = read(payloads);

        assertEquals(-lateS * 1e9, (double) log.gyro().startNs(), 0.3e6);
        assertEquals(0, log.gyroflowZeroNs(), "Gyroflow takes the turns of the frames");
        assertTrue(said(log).contains("ms later than the turns that the camera logs at each frame"), said(log));
        assertNotNull(facts(payloads).timesAreAccurate());
        SensorTrack turns = log.streams().stream()
                .filter(s -> s.quantity() == SensorQuantity.ORIENTATION)
                .findFirst()
                .orElseThrow();
        assertEquals(6 * FRAMES, turns.size());
        assertEquals(100 * FRAME_S * 1e9, (double) turns.timeNs(100), 1e3, "frames are not moved");
        assertEquals(
                175 * FRAME_S * 1e9,
                (double) turns.timeNs(175),
                1e3,
                "nor where the last payload's length is not known");
    }

    @Test
    void shouldSayWhereTheCameraTurnedTooLittle() throws TelemetryFormatException {
        List<TimedPayload> payloads = clip(0.01, 0.02, 1);

        MotionLog log = read(payloads);

        assertEquals(0, log.gyro().startNs());
        assertTrue(said(log).contains("too small or too few") && said(log).contains("about 20 ms"), said(log));
        assertNotNull(facts(payloads).timesAreAccurate());
    }

    /** A vibration fits again and again, a period further on; the walk that it rides on tells which place is right. */
    @ParameterizedTest
    @CsvSource({"16, 0", "18, 0", "20, 0", "23, 0", "45, 0", "16, 0.3", "20, 0.3", "45, 0.3"})
    void shouldNotPlaceTheGyroByAVibrationAlone(double hz, double walk) throws TelemetryFormatException {
        Motion shaken = t -> {
            double[] w = rates(t, walk);
            for (int axis = 0; axis < 3; axis++) {
                w[axis] += 0.4 / (axis + 1) * Math.sin(2 * Math.PI * hz * t + axis);
            }
            return w;
        };
        List<TimedPayload> payloads = clip(6, 0.014, shaken, shaken);

        MotionLog log = read(payloads);

        boolean placed = walk > 0;
        assertEquals(placed ? -14e6 : 0, (double) log.gyro().startNs(), 1e6);
        assertEquals(!placed, said(log).contains("fit its gyro in several places"), said(log));
        assertEquals(placed, facts(payloads).timesAreAccurate() != null);
    }

    @Test
    void shouldLetTheHalvesOfALonePayloadCheckEachOther() throws TelemetryFormatException {
        Motion walk = t -> rates(t, 0.5);
        assertEquals(-12e6, (double) read(clip(1, 0.012, walk, walk)).gyro().startNs(), 0.5e6);
        List<TimedPayload> other = clip(1, 0.012, walk, t -> rates(3 * t, 0.5));
        assertEquals(0, read(other).gyro().startNs());
        assertNull(facts(other).timesAreAccurate());
    }

    /** Two samples of CORI a payload say nothing of a camera that turns, and hide nothing where it stands. */
    @ParameterizedTest
    @CsvSource({"0.5, false", "0.01, true"})
    void shouldNotTakeTooFewTurnsForProof(double size, boolean accurate) throws TelemetryFormatException {
        List<TimedPayload> payloads = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int[] gyro = new int[3 * SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                double[] w = rates(p * PAYLOAD_S + i * STEP_S, size);
                for (int axis = 0; axis < 3; axis++) {
                    gyro[3 * i + axis] = (int) Math.round(3000 * w[axis]);
                }
            }
            KlvBuilder device = new KlvBuilder()
                    .nested("STRM", new KlvBuilder().shorts("SCAL", 1, 3000).shorts("GYRO", 3, gyro))
                    .nested(
                            "STRM",
                            new KlvBuilder()
                                    .shorts("SCAL", 1, 32767)
                                    .shorts("CORI", 4, 32767, 0, 0, 0, 32767, 0, 0, 0));
            payloads.add(new TimedPayload(
                    Math.round(p * PAYLOAD_S * 1e9),
                    Math.round(PAYLOAD_S * 1e9),
                    new KlvBuilder().nested("DEVC", device).bytes()));
        }
        assertEquals(accurate, facts(payloads).timesAreAccurate() != null);
        assertTrue(said(read(payloads)).contains("too small or too few"), said(read(payloads)));
    }

    @Test
    void shouldSayWhereTheCameraTurnedTooSlowly() throws TelemetryFormatException {
        Motion pan = t -> new double[] {0, 0.2 * t, 0};
        List<TimedPayload> payloads = clip(6, 0.012, pan, t -> new double[] {0, 0.2 * t + 0.01 * Math.sin(40 * t), 0});

        MotionLog log = read(payloads);

        assertEquals(0, log.gyro().startNs());
        assertTrue(said(log).contains("swung evenly or turned slowly"), said(log));
        assertNull(facts(payloads).timesAreAccurate());
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "0.1, 1"})
    void shouldNotTakeTheCamerasWordWhereGyroAndTurnsContradict(double lateS, double cameraFaster)
            throws TelemetryFormatException {
        List<TimedPayload> payloads = clip(0.5, lateS, cameraFaster);

        MotionLog log = read(payloads);

        assertEquals(0, log.gyro().startNs());
        assertTrue(said(log).contains("turns otherwise than the camera says"), said(log));
        assertNull(facts(payloads).timesAreAccurate(), "such a clip needs a sync");
    }

    /** A last payload of few frames may be said to last a second, as a Karma's is. */
    @ParameterizedTest
    @CsvSource({"1001, 1001", "920, 920", "1090, 1090", "880, 1001", "1130, 1001", "4000, 1001", "0, 1001"})
    void shouldNotStretchTheFramesOfAPayloadThatIsNotFull(int saidMs, int takenMs) throws TelemetryFormatException {
        List<TimedPayload> payloads = clip(0.5, 0.016, 1);
        TimedPayload last = payloads.removeLast();
        payloads.add(new TimedPayload(last.timeNs(), saidMs * 1_000_000L, last.bytes()));

        SensorTrack turns = read(payloads).streams().getFirst();

        double stepNs = takenMs * 1e6 / FRAMES;
        assertEquals(last.timeNs() + 25 * stepNs, (double) turns.timeNs(5 * FRAMES + 25), 1e3);
    }

    @Test
    void shouldLeaveClipsWithoutTurnsAsTheyAre() throws TelemetryFormatException {
        KlvBuilder device = new KlvBuilder()
                .nested("STRM", new KlvBuilder().shorts("SCAL", 1, 3000).shorts("GYRO", 3, new int[600]));
        byte[] payload = new KlvBuilder().nested("DEVC", device).bytes();

        MotionLog log = read(List.of(
                new TimedPayload(0, 1_001_000_000, payload), new TimedPayload(1_001_000_000, 1_001_000_000, payload)));

        assertEquals("", said(log));
        assertEquals(log.gyro().startNs(), log.gyroflowZeroNs());
    }

    /** A gyro that is later and later, by so much from the first payload to the last. */
    private static List<TimedPayload> drifting(int count, double driftS) {
        double slope = driftS / ((count - 1) * PAYLOAD_S);
        return clip(count, 0, t -> rates((1 - slope) * t - 0.012, 0.5), t -> rates(t, 0.5));
    }

    @ParameterizedTest
    @CsvSource({"0.0025, true", "-0.0025, true", "0.0035, false", "-0.0035, false", "0.011, false", "0.04, false"})
    void shouldNotPlaceAClockThatDriftsAgainstTheFrames(double driftS, boolean placed) throws TelemetryFormatException {
        List<TimedPayload> payloads = drifting(20, driftS);

        MotionLog log = read(payloads);

        assertEquals(placed, facts(payloads).timesAreAccurate() != null, said(log));
        assertEquals(!placed, said(log).contains("the gyro's clock drifts by"), said(log));
        assertEquals(placed ? -12e6 - driftS / 2 * 1e9 : 0, (double) log.gyro().startNs(), 0.5e6);
    }

    /** The liveliest payloads lie at the beginning, where nothing shows how far off the end is. */
    @Test
    void shouldAskTheQuietEndOfALongClipForTheDrift() throws TelemetryFormatException {
        double slope = 0.0042 / (110 * PAYLOAD_S);
        DoubleUnaryOperator size = t -> t < 70 * PAYLOAD_S ? 0.5 : 0.2;
        List<TimedPayload> payloads =
                clip(110, 0, t -> rates((1 - slope) * t, size.applyAsDouble(t)), t -> rates(t, size.applyAsDouble(t)));
        MotionLog log = read(payloads);
        assertTrue(said(log).contains("the gyro's clock drifts by "), said(log));
        assertNull(facts(payloads).timesAreAccurate());
    }

    /** Noise of the gyro hides a slow pan, and is no contradiction; the same noise on lively motion hides nothing. */
    @ParameterizedTest
    @CsvSource({"0.045, 0.1, NOISY", "0.5, 0.1, PLACED", "0.045, 0, PLACED"})
    void shouldNotTakeNoiseForAContradiction(double size, double noise, FrameTurns.Verdict verdict)
            throws TelemetryFormatException {
        Random random = new Random(7);
        Motion noisy = t -> {
            double[] w = rates(t, size);
            for (int axis = 0; axis < 3; axis++) {
                w[axis] += noise * random.nextGaussian();
            }
            return w;
        };
        List<TimedPayload> payloads = clip(12, 0.012, noisy, t -> rates(t, size));

        MotionLog log = read(payloads);

        boolean placed = verdict == FrameTurns.Verdict.PLACED;
        assertEquals(!placed, said(log).contains("turned too little for the noise of its gyro"), said(log));
        assertEquals(placed, said(log).contains("ms later than the turns"), said(log));
        assertEquals(placed, facts(payloads).timesAreAccurate() != null);
    }

    /** Another motion than the camera's is a contradiction for all the noise. */
    @Test
    void shouldStillSeeAContradictionInNoise() throws TelemetryFormatException {
        Random random = new Random(8);
        Motion noisy = t -> {
            double[] w = rates(t, 0.5);
            for (int axis = 0; axis < 3; axis++) {
                w[axis] += 0.1 * random.nextGaussian();
            }
            return w;
        };
        MotionLog log = read(clip(12, 0.012, noisy, t -> rates(3 * t, 0.5)));
        assertTrue(said(log).contains("turns otherwise than the camera says"), said(log));
    }

    /** Log and facts together are one look at the payloads' turns. */
    @Test
    void shouldSayTheSameTogetherAsApartInFewerLooks() throws IOException {
        for (List<TimedPayload> payloads : List.of(clip(0.5, 0.016, 1), drifting(8, 0.02), clip(0.5, 0.016, 3))) {
            int[] looks = new int[1];
            List<TimedPayload> counted = new AbstractList<>() {
                @Override
                public TimedPayload get(int index) {
                    looks[0]++;
                    return payloads.get(index);
                }

                @Override
                public int size() {
                    return payloads.size();
                }
            };
            TelemetryFormat.Described both =
                    new GpmfFormat().describeTrack("clip.mp4", counted, ReadOptions.PLAIN.allStreams(true));
            assertTrue(looks[0] < 3 * payloads.size(), looks[0] + " looks at " + payloads.size() + " payloads");
            assertEquals(facts(payloads), both.facts());
            assertEquals(said(read(payloads)), said(both.log()));
            assertEquals(read(payloads).gyro().startNs(), both.log().gyro().startNs());
        }
    }
}
