package dev.syncline.engine.telemetry.rtmd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtmdFormatTest {
    private static final long FRAME_NS = RtmdTrack.FRAME_NS;

    private final RtmdFormat format = new RtmdFormat();

    private MotionLog read(List<TimedPayload> track) throws TelemetryFormatException {
        return format.readTrack("x.mp4", track, ReadOptions.PLAIN);
    }

    private LogFacts facts(List<TimedPayload> track) throws TelemetryFormatException {
        return format.trackFacts("x.mp4", track);
    }

    @Test
    void shouldPlaceSamplesByTheStampsOfGyroAndFrames() throws Exception {
        MotionLog log = read(RtmdTrack.track(5, RtmdTrack::usual));
        assertEquals(400, log.gyro().size());
        // The first sample at −3.5 ms, the frame's middle at 12 − 4/2 + 8/2 = 14 ms of the packet's own time.
        assertEquals(-17_500_000, log.gyro().startNs());
        assertEquals(500_000, log.gyro().periodNs());
        assertEquals(4 * FRAME_NS - 17_500_000 + 79 * 500_000, log.gyro().endNs());
        assertEquals(Math.toRadians(399 / 16.4), log.gyro().x(399), 1e-6);
        assertEquals(Math.toRadians(-2 * 399 / 16.4), log.gyro().y(399), 1e-6);
        assertEquals(Math.toRadians(10), log.gyro().z(399), 1e-6);
        assertEquals(.008, log.shutter() == null ? 0 : log.shutter().readoutS(), 1e-12);
        assertTrue(log.onVideosClock());
        assertEquals(List.of(), log.warnings());
        LogFacts facts = facts(RtmdTrack.track(5, RtmdTrack::usual));
        assertEquals("ILCE-7SM3", facts.camera());
        assertEquals("[exposure, gyro]", facts.streams().toString());
        assertEquals("the camera stamps gyro and frames by one clock (Sony rtmd)", facts.timesAreAccurate());
        assertNull(facts.stabilised());
        assertTrue(format.hasGyro("x.mp4", RtmdTrack.track(2, RtmdTrack::usual)));
    }

    /** A packet of two samples byte by byte: 1, −2, 3 and 256, 0, −256 counts, 16 counts for 1°/s. */
    @Test
    void shouldReadGoldenBytes() throws Exception {
        byte[] bytes = HexFormat.of()
                .parseHex("001c" + "00".repeat(26) + "060e2b34025301010c0201017f010000" + "83000030"
                        + "e4350004000007d0" + "e439000441800000" + "e43a00020152"
                        + "e43b0014" + "0000000200000006" + "0001fffe0003" + "01000000ff00" + "0000");
        MotionLog log = read(List.of(new TimedPayload(0, FRAME_NS, bytes)));
        assertEquals((float) Math.toRadians(1 / 16.0), log.gyro().x(0));
        assertEquals((float) Math.toRadians(-2 / 16.0), log.gyro().y(0));
        assertEquals((float) Math.toRadians(3 / 16.0), log.gyro().z(0));
        assertEquals((float) Math.toRadians(-16), log.gyro().z(1));
        // An RX100 VII, whose axes telemetry-parser notes as 0x152, Yzx: X and Y change places, and Z is negated.
        assertEquals("zYX", log.orientation().letters());
        assertTrue(log.orientationDeclared());
    }

    /** What four cameras write by telemetry-parser's notes: xZY, XYZ, Yzx and xzy before X and Y change places. */
    @ParameterizedTest
    @CsvSource({"0x241, Zxy", "0x420, YXz", "0x152, zYX", "0x351, zxY"})
    void shouldReadTheAxes(String bits, String letters) throws Exception {
        int axes = Integer.decode(bits);
        MotionLog log = read(RtmdTrack.track(2, i -> RtmdTrack.usual(i).bytes(0xe43a, axes >> 8, axes & 0xff)));
        assertEquals(letters, log.orientation().letters());
        assertTrue(log.orientationDeclared());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x220, 0x620, 0xf20})
    void shouldNotBelieveAxesThatCannotBe(int axes) throws Exception {
        MotionLog log = read(RtmdTrack.track(2, i -> RtmdTrack.usual(i).bytes(0xe43a, axes >> 8, axes & 0xff)));
        assertEquals("YXz", log.orientation().letters());
        assertFalse(log.orientationDeclared());
    }

    private static String warning(MotionLog log) {
        assertEquals(1, log.warnings().size(), log.warnings().toString());
        return log.warnings().getFirst().text();
    }

    /** Half of what the exposure changes by moves the middle of a frame: up to 1 ms is borne. */
    @ParameterizedTest
    @CsvSource({"6000, true", "6002, false", "2000, true", "1998, false", "20000, false"})
    void shouldTakeTimesForExactOnlyWhereTheExposureStaysNearlyAsItIs(int exposureUs, boolean exact) throws Exception {
        List<TimedPayload> track = RtmdTrack.track(
                5,
                i -> i == 2
                        ? RtmdPacketBuilder.stamped(-3500, exposureUs).triples(0xe43b, RtmdTrack.rates(i, 80))
                        : RtmdTrack.usual(i));
        assertEquals(exact, facts(track).timesAreAccurate() != null);
        MotionLog log = read(track);
        assertEquals(-17_500_000, log.gyro().startNs(), "the usual exposure counts");
        if (exposureUs == 20000) {
            assertTrue(warning(log)
                    .contains("the exposure or the readout changes: the middles of some frames stand 8.0 ms"));
        }
    }

    @Test
    void shouldSpreadSamplesOverTheirFramesWhereStampsAreMissing() throws Exception {
        List<TimedPayload> track = RtmdTrack.track(
                3, i -> new RtmdPacketBuilder().real(0xe439, 16.4f).triples(0xe43b, RtmdTrack.rates(i, 80)));
        MotionLog log = read(track);
        assertEquals(0, log.gyro().startNs());
        assertEquals(2 * FRAME_NS + 79 * 500_000, log.gyro().endNs());
        assertEquals(
                "the camera's times are not taken for exact: it does not stamp both gyro and frames", warning(log));
        assertNull(facts(track).timesAreAccurate());
        assertNull(log.shutter());
        assertFalse(log.orientationDeclared());
    }

    @ParameterizedTest
    @CsvSource({
        "0xe436, 1000, a unit that is not known",
        "0xe437, -500000, more than a frame apart",
        "0xe40c, 900000, more than a frame apart",
        "0xe40d, 9000, two exposures that differ",
        "0xe435, 0, does not stamp both",
        "0xe40e, 90000, does not stamp both"
    })
    void shouldSayWhichStampIsNotBelieved(String tag, int value, String said) throws Exception {
        List<TimedPayload> track = RtmdTrack.track(3, i -> RtmdTrack.usual(i).whole(Integer.decode(tag), value));
        String warning = warning(read(track));
        assertTrue(warning.contains(said), warning);
        assertNull(facts(track).timesAreAccurate());
        assertNotNull(facts(RtmdTrack.track(3, RtmdTrack::usual)).timesAreAccurate());
    }

    /** One frame in twenty may lack its stamps or have damaged ones. */
    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "15, false"})
    void shouldNotTakeTimesForExactWhereStampsAreMissingOrContradictEachOther(int odd, boolean exact) throws Exception {
        List<List<TimedPayload>> tracks = List.of(
                RtmdTrack.track(
                        40,
                        i -> RtmdPacketBuilder.stamped(i < odd ? 9500 : -3500, 4000)
                                .triples(0xe43b, RtmdTrack.rates(i, 80))),
                RtmdTrack.track(
                        40,
                        i -> (i < odd
                                        ? new RtmdPacketBuilder()
                                                .real(0xe439, 16.4f)
                                                .whole(0xe437, -3500)
                                        : RtmdPacketBuilder.stamped(-3500, 4000))
                                .triples(0xe43b, RtmdTrack.rates(i, 80))));
        for (List<TimedPayload> track : tracks) {
            assertEquals(exact, facts(track).timesAreAccurate() != null);
            assertEquals(
                    exact ? List.of() : List.of(true),
                    read(track).warnings().stream()
                            .map(w -> w.text().contains("the stamps of " + odd + " of 40 frames"))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"9990, true", "10010, false", "16000, false"})
    void shouldNotTakeTimesForExactWhereTheReadoutChanges(int readoutUs, boolean exact) throws Exception {
        List<TimedPayload> track =
                RtmdTrack.track(5, i -> i > 2 ? RtmdTrack.usual(i).whole(0xe40e, readoutUs) : RtmdTrack.usual(i));
        assertEquals(exact, facts(track).timesAreAccurate() != null);
    }

    @ParameterizedTest
    @CsvSource({"43900, true", "44100, false"})
    void shouldNotTakeTimesForExactWhereAnExposureIsLongerThanItsFrame(int exposureUs, boolean exact) throws Exception {
        List<TimedPayload> track = RtmdTrack.track(
                5, i -> RtmdPacketBuilder.stamped(-3500, exposureUs).triples(0xe43b, RtmdTrack.rates(i, 80)));
        assertEquals(exact, facts(track).timesAreAccurate() != null);
    }

    /** A first packet that is damaged does not turn the whole log. */
    @Test
    void shouldTakeTheAxesThatMostPacketsName() throws Exception {
        MotionLog log =
                read(RtmdTrack.track(5, i -> i == 0 ? RtmdTrack.usual(i).bytes(0xe43a, 2, 0x41) : RtmdTrack.usual(i)));
        assertEquals("YXz", log.orientation().letters());
        assertTrue(log.orientationDeclared());
        assertEquals("1 of 5 packets name other axes than most: taken for the same", warning(log));
    }

    @Test
    void shouldNotTakeAModelForExactWhoseStampsAreSaidToBeOff() throws Exception {
        assertNull(facts(RtmdTrack.track(3, i -> RtmdTrack.usual(i).text(0x8114, "DSC-RX0M2 12")))
                .timesAreAccurate());
        assertNotNull(facts(RtmdTrack.track(3, i -> RtmdTrack.usual(i).text(0x8114, "DSC-RX0M3 12")))
                .timesAreAccurate());
    }

    /** Filmed at 125 frames a second, shown at 25: the log keeps the camera's seconds, as its rates do. */
    @Test
    void shouldKeepTheCamerasSecondsInSlowMotion() throws Exception {
        MotionLog log = read(RtmdTrack.track(
                5, i -> RtmdPacketBuilder.stamped(-3500, 4000).triples(0xe43b, RtmdTrack.rates(i, 16))));
        assertEquals(500_000, log.gyro().periodNs());
        assertEquals(79 * 500_000, log.gyro().endNs() - log.gyro().startNs());
        assertFalse(log.onVideosClock());
        assertTrue(warning(log).contains("a second of the video shows 0.2000 s"), log.warnings()::toString);
    }

    @ParameterizedTest
    @CsvSource({"0xe40f, the sensor", "0xe416, a lens"})
    void shouldNameWhatTheStabiliserMoved(String tag, String moved) throws Exception {
        int table = Integer.decode(tag);
        LogFacts facts = facts(RtmdTrack.track(3, i -> RtmdTrack.usual(i).shifts(table, 1, 5, 6, 7, 2, 5, 6, 8)));
        assertEquals("in the camera (SteadyShot): " + moved + " was moved while it filmed", facts.stabilised());
        assertNotNull(facts.timesAreAccurate());
        assertNull(facts(RtmdTrack.track(3, i -> RtmdTrack.usual(i).shifts(table, 1, 5, 6, 7, 2, 5, 6, 7)))
                .stabilised());
        assertNull(facts(RtmdTrack.track(
                        3, i -> i == 1 ? RtmdTrack.usual(i).shifts(table, 1, 5, 6, 7, 2, 5, 6, 8) : RtmdTrack.usual(i)))
                .stabilised());
    }

    @Test
    void shouldNameThePartOfTheSensorThatMoves() throws Exception {
        assertNull(facts(RtmdTrack.track(4, i -> RtmdTrack.usual(i).rational(0xe409, 64, 32)))
                .stabilised());
        assertEquals(
                "in the camera (SteadyShot): the part of the sensor that is shown was moved while it filmed",
                facts(RtmdTrack.track(4, i -> RtmdTrack.usual(i).rational(0xe409, 64 + i, 32)))
                        .stabilised());
    }

    @Test
    void shouldWarnWhereTheCameraSpeaksOfRadians() throws Exception {
        MotionLog log = read(RtmdTrack.track(2, i -> RtmdTrack.usual(i).bytes(0xe438, 1)));
        assertTrue(warning(log).startsWith("the camera says that its rates are in radians"));
        assertEquals(Math.toRadians(10), log.gyro().z(0), 1e-6);
    }

    private static RtmdPacketBuilder accelerated(int frame, float scale) {
        return RtmdTrack.usual(frame)
                .whole(0xe445, 500)
                .whole(0xe447, -3000)
                .real(0xe449, scale)
                .bytes(0xe44a, 4, 0x13)
                .triples(0xe44b, 100, -200, 4096, 100, -200, 4096);
    }

    /** The accelerometer's letters are yxZ, the gyro's XYZ: so its −y is the gyro's x, and its −x the gyro's y. */
    @ParameterizedTest
    @CsvSource({"4096, 2.3942e-3", "417.68, 2.3942e-3"})
    void shouldReadAccelerationInTheGyrosAxes(float scale, double count) throws Exception {
        ReadOptions all = ReadOptions.PLAIN.allStreams(true);
        MotionLog log = format.readTrack("x.mp4", RtmdTrack.track(3, i -> accelerated(i, scale)), all);
        assertEquals(2, log.streams().size());
        SensorTrack exposure = log.streams().get(0);
        assertEquals(SensorQuantity.EXPOSURE, exposure.quantity());
        assertEquals(FRAME_NS, exposure.timeNs(1));
        assertEquals(.004f, exposure.value(2, 0));
        SensorTrack acceleration = log.streams().get(1);
        assertEquals(SensorQuantity.ACCELERATION, acceleration.quantity());
        assertEquals(6, acceleration.size());
        assertEquals(-17_000_000, acceleration.timeNs(0));
        assertEquals(-15_000_000, acceleration.timeNs(1));
        assertEquals(200 * count, acceleration.value(0, 0), 1e-3);
        assertEquals(-100 * count, acceleration.value(0, 1), 1e-3);
        assertEquals(4096 * count, acceleration.value(0, 2), 1e-3);
        assertEquals(
                List.of(), read(RtmdTrack.track(3, i -> accelerated(i, scale))).streams(), "not asked for");
    }

    @Test
    void shouldLeaveOutAnAccelerationThatIsNoGravity() throws Exception {
        ReadOptions all = ReadOptions.PLAIN.allStreams(true);
        MotionLog log = format.readTrack("x.mp4", RtmdTrack.track(3, i -> accelerated(i, 1000)), all);
        assertEquals(1, log.streams().size());
        assertTrue(
                warning(log).startsWith("acceleration: left out, since its usual length of 4.1"),
                log.warnings()::toString);
        for (float scale : new float[] {0, Float.NaN}) {
            assertEquals(
                    1,
                    format.readTrack("x.mp4", RtmdTrack.track(3, i -> accelerated(i, scale)), all)
                            .streams()
                            .size());
        }
    }

    @Test
    void shouldKeepTheGyroWhereSomethingBesideItIsDamaged() throws Exception {
        MotionLog log = read(RtmdTrack.track(
                3, i -> i == 1 ? RtmdTrack.usual(i).bytes(0xe44b, 0, 0, 0, 9, 0, 0, 0, 6) : RtmdTrack.usual(i)));
        assertEquals(240, log.gyro().size());
        assertEquals(
                "what stands beside the gyro is damaged in places, left out, the first: x.mp4, packet 2 of track rtmd: tag"
                        + " e44b says 9 entries of 6 bytes, expected entries of 6 in 0 bytes",
                warning(log));
    }
}
