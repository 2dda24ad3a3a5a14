package dev.syncline.engine.telemetry.dvtm;

import static dev.syncline.engine.telemetry.dvtm.TurningCamera.FRAME_NS;
import static dev.syncline.engine.telemetry.dvtm.TurningCamera.attitude;
import static dev.syncline.engine.telemetry.dvtm.TurningCamera.orientation;
import static dev.syncline.engine.telemetry.dvtm.TurningCamera.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DvtmFormatTest {

    private final DvtmFormat format = new DvtmFormat();

    private MotionLog read(List<TimedPayload> track) throws TelemetryFormatException {
        return format.readTrack("x.mp4", track, ReadOptions.PLAIN);
    }

    static void assertTurns(MotionLog log) {
        for (int i = 0; i < log.gyro().size(); i++) {
            assertEquals(2 / 3.0, log.gyro().x(i), 1e-3);
            assertEquals(-1 / 3.0, log.gyro().y(i), 1e-3);
            assertEquals(2 / 3.0, log.gyro().z(i), 1e-3);
        }
    }

    @Test
    void shouldDeriveRatesFromOrientations() throws Exception {
        MotionLog log = read(track());
        assertEquals(119, log.gyro().size());
        // The first row belongs to sample −1.5 and the middle row comes 5 ms later; a rate stands between two samples.
        assertEquals(1_500_000 - 5_000_000 + 500_000, log.gyro().startNs());
        assertEquals(1_000_000, log.gyro().periodNs());
        assertEquals(118_000_000, log.gyro().endNs() - log.gyro().startNs());
        assertTurns(log);
        assertEquals("zyx", log.orientation().letters());
        assertFalse(log.orientationDeclared());
        assertEquals(.01, log.shutter() == null ? 0 : log.shutter().readoutS(), 1e-12);
        assertEquals(
                List.of("the camera logs how it is turned and no rates: they are its turns from sample to sample"),
                log.warnings().stream().map(w -> w.text()).toList());
        LogFacts facts = format.trackFacts("x.mp4", track());
        assertEquals("DJI Action 2", facts.camera());
        assertEquals("01.00.06.00", facts.firmware());
        assertEquals("[exposure, orientation]", facts.streams().toString());
        assertNotNull(facts.timesAreAccurate());
        assertNull(facts.stabilised());
        assertTrue(format.hasGyro("x.mp4", track()));
    }

    @Test
    void shouldKeepOrientationsAndExposuresWhereTheyAreAskedFor() throws Exception {
        MotionLog log = format.readTrack("x.mp4", track(), ReadOptions.PLAIN.allStreams(true));
        assertEquals(2, log.streams().size());
        SensorTrack turns = log.streams().get(0);
        assertEquals(SensorQuantity.ORIENTATION, turns.quantity());
        assertEquals(120, turns.size());
        assertEquals(1_500_000 - 5_000_000, turns.timeNs(0));
        double[] second = orientation(1);
        for (int i = 0; i < 4; i++) {
            assertEquals(second[i], turns.value(1, i), 1e-6);
        }
        SensorTrack exposures = log.streams().get(1);
        assertEquals(3, exposures.size());
        assertEquals(FRAME_NS, exposures.timeNs(1));
        assertEquals(.002f, exposures.value(1, 0));
        assertEquals(List.of(), read(track()).streams(), "not asked for");
    }

    /** A packet of one frame byte by byte: stamp 5 µs, two orientations, none and 180° about x, first row at sample 0.5. */
    @Test
    void shouldReadGoldenBytes() throws Exception {
        byte[] bytes = HexFormat.of()
                .parseHex("1a29" + "0a021005" + "1a23" + "1221" + "0801" + "1007" + "1a050d0000803f" + "1a0f"
                        + "0d00000000150000803f1d00000000" + "250000003f");
        MotionLog log =
                read(List.of(new TimedPayload(0, FRAME_NS, bytes), new TimedPayload(FRAME_NS, FRAME_NS, bytes)));
        assertEquals(3, log.gyro().size());
        assertEquals(0, log.gyro().startNs());
        assertEquals(Math.PI / .02, log.gyro().x(0), 1e-3);
        assertEquals(0f, log.gyro().y(0));
        assertNull(log.shutter());
    }

    /** As an Osmo 360 writes it: this frame's samples and those of its neighbours, each a message. */
    @Test
    void shouldTakeTheCurrentFramesSamples() throws Exception {
        List<TimedPayload> track = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            DvtmPacketBuilder all = new DvtmPacketBuilder()
                    .inside(1, attitude(i, 40))
                    .inside(2, attitude(i + 7, 40))
                    .inside(3, i == 1 ? new DvtmPacketBuilder() : attitude(i + 9, 40));
            byte[] packet = new DvtmPacketBuilder()
                    .inside(3, DvtmPacketBuilder.frame(i * 40_000L, new DvtmPacketBuilder().inside(2, all)))
                    .packet();
            track.add(new TimedPayload(i * FRAME_NS, FRAME_NS, packet));
        }
        MotionLog log = read(track);
        assertEquals(119, log.gyro().size());
        assertTurns(log);
    }

    /** As an Avata 2 does: the single attitude stands beside the three. */
    @Test
    void shouldTakeASingleAttitude() throws Exception {
        MotionLog log = read(track(
                new DvtmPacketBuilder()
                        .inside(3, DvtmPacketBuilder.frame(0, new DvtmPacketBuilder().inside(4, attitude(0, 40)))),
                new DvtmPacketBuilder()
                        .inside(
                                3,
                                DvtmPacketBuilder.frame(40_000, new DvtmPacketBuilder().inside(4, attitude(1, 40))))));
        assertEquals(79, log.gyro().size());
        assertTurns(log);
    }

    /** A drone's velocity and position stand where other products have orientations. */
    @Test
    void shouldNotTakeADronesVelocityForAnOrientation() throws Exception {
        DvtmPacketBuilder drone = new DvtmPacketBuilder()
                .inside(2, new DvtmPacketBuilder().real(1, 1).real(2, 0).real(3, 0))
                .inside(3, new DvtmPacketBuilder().whole(1, 10).whole(3, 20))
                .inside(
                        4,
                        new DvtmPacketBuilder()
                                .inside(1, new DvtmPacketBuilder().whole(1, 1))
                                .whole(2, 900)
                                .inside(3, new DvtmPacketBuilder().text(1, "2024-01-01")));
        List<TimedPayload> track = track(
                new DvtmPacketBuilder().inside(3, DvtmPacketBuilder.frame(0, drone)),
                new DvtmPacketBuilder().inside(3, DvtmPacketBuilder.frame(40_000, drone)));
        assertFalse(format.hasGyro("x.mp4", track));
        assertTrue(String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(track))
                        .getMessage())
                .contains("no orientations in its DJI metadata: this camera, or this mode of it"));
    }

    /** The notes on an O4 Pro: 2000 samples a second, of which each second one repeats the one before. */
    @Test
    void shouldTakeRepeatedOrientationsForHeldOnes() throws Exception {
        List<TimedPayload> track = new ArrayList<>();
        for (int frame = 0; frame < 3; frame++) {
            DvtmPacketBuilder attitude = new DvtmPacketBuilder();
            for (int i = 0; i < 80; i++) {
                attitude.orientations(3, orientation(frame * 40 + i / 2));
            }
            track.add(new TimedPayload(
                    frame * FRAME_NS,
                    FRAME_NS,
                    new DvtmPacketBuilder()
                            .inside(
                                    3,
                                    DvtmPacketBuilder.frame(
                                            frame * 40_000L, new DvtmPacketBuilder().inside(2, attitude)))
                            .packet()));
        }
        MotionLog log = read(track);
        assertEquals(119, log.gyro().size());
        assertEquals(1_000_000, log.gyro().periodNs());
        assertTurns(log);
    }

    @Test
    void shouldStandStillWhereTheCameraDoes() throws Exception {
        double[] still = new double[160];
        for (int i = 0; i < 160; i += 4) {
            still[i] = 1;
        }
        DvtmPacketBuilder imu = new DvtmPacketBuilder().inside(2, new DvtmPacketBuilder().orientations(3, still));
        MotionLog log = read(track(
                new DvtmPacketBuilder().inside(3, DvtmPacketBuilder.frame(0, imu)),
                new DvtmPacketBuilder().inside(3, DvtmPacketBuilder.frame(40_000, imu))));
        assertTrue(log.gyro().size() >= 79 / 4);
        assertTrue(log.gyro().endNs() - log.gyro().startNs() > 70_000_000);
        for (int i = 0; i < log.gyro().size(); i++) {
            assertEquals(0f, log.gyro().x(i));
            assertTrue(i == 0
                    || log.gyro().timeNs(i) - log.gyro().timeNs(i - 1)
                            <= log.gyro().gapNs());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, RockSteady", "2, HorizonSteady", "9, 'RockSteady, automatic'", "10, 'EIS, kind 10'", "0,", "7,"})
    void shouldNameTheStabiliser(int eis, String word) throws Exception {
        DvtmPacketBuilder first = new DvtmPacketBuilder().inside(1, DvtmPacketBuilder.clip(eis));
        assertEquals(
                word == null ? null : "in the camera (" + word + ")",
                format.trackFacts("x", track(first)).stabilised());
        String problem = String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(track(first)))
                .getMessage());
        assertEquals(word != null, problem.contains("the picture was stabilised in the camera ("), problem);
    }

    /** The other layout: focal length, stabiliser, IMU rate and sensor rate in fields 6 to 9. */
    @Test
    void shouldTellTheLayoutOfAClipByItsWireTypes() throws Exception {
        DvtmPacketBuilder other = new DvtmPacketBuilder()
                .wrapped(6, 900f)
                .wrapped(7, 2L)
                .wrapped(8, 2000L)
                .wrapped(9, 59.97f)
                .wrapped(10, 3L)
                .wrapped(11, 4L);
        assertEquals(
                "in the camera (HorizonSteady)",
                format.trackFacts("x", track(new DvtmPacketBuilder().inside(1, other)))
                        .stabilised());
        DvtmPacketBuilder neither = new DvtmPacketBuilder().wrapped(7, 2L).wrapped(8, 2000L);
        assertNull(format.trackFacts("x", track(new DvtmPacketBuilder().inside(1, neither)))
                .stabilised());
    }

    private static List<TimedPayload> exposed(int numerator, int denominator, long stampUs, long readoutNs) {
        DvtmPacketBuilder clip = new DvtmPacketBuilder().wrapped(4, readoutNs);
        DvtmPacketBuilder exposure = new DvtmPacketBuilder().bytes(1, new byte[] {
            (byte) numerator, (byte) ((denominator & 0x7f) | 0x80), (byte) (denominator >> 7)
        });
        List<TimedPayload> track = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            track.add(new TimedPayload(
                    i * FRAME_NS,
                    FRAME_NS,
                    new DvtmPacketBuilder()
                            .inside(1, clip)
                            .inside(
                                    3,
                                    new DvtmPacketBuilder()
                                            .inside(1, new DvtmPacketBuilder().whole(2, i == 3 ? stampUs : i * 40_000L))
                                            .inside(2, new DvtmPacketBuilder().inside(4, exposure))
                                            .inside(3, new DvtmPacketBuilder().inside(2, attitude(i, 40))))
                            .packet()));
        }
        return track;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 125, 120000, 10000000, true",
        "1, 124, 120000, 10000000, false",
        "1, 1000, 139900, 10000000, true",
        "1, 1000, 140500, 10000000, false",
        "1, 1000, 99000, 10000000, false",
        "1, 1000, 120000, 43900000, true",
        "1, 1000, 120000, 44100000, false",
        "1, 1000, 120000, 0, false",
        "0, 1000, 120000, 10000000, false"
    })
    void shouldTakeTimesForExactOnlyWhereDescriptionsAgree(
            int numerator, int denominator, long stampUs, long readoutNs, boolean exact) throws Exception {
        List<TimedPayload> track = exposed(numerator, denominator, stampUs, readoutNs);
        assertEquals(exact, format.trackFacts("x", track).timesAreAccurate() != null);
        assertEquals(
                exact ? 0 : 1,
                read(track).warnings().stream()
                        .filter(w -> w.code() == WarningCode.LOG_TIMES)
                        .count());
    }

    /** Frames whose named sample jumps about, or that hold half of their samples, tell no time. */
    @ParameterizedTest
    @CsvSource({
        "1, 40, 20, true",
        "2, 40, 20, false",
        "10, 40, 20, false",
        "10, 40, 1.4, true",
        "10, 40, 1.6, false",
        "10, 20, -1.5, false"
    })
    void shouldNotTakeTimesForExactWhereFramesDoNotFollowOnEachOther(int odd, int count, float first, boolean exact)
            throws Exception {
        List<TimedPayload> track = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            boolean isOdd = i % 2 == 1 && i < 2 * odd;
            DvtmPacketBuilder attitude = new DvtmPacketBuilder();
            int samples = isOdd ? count : 40;
            for (int k = 0; k < samples; k++) {
                attitude.orientations(3, orientation(i * 40.0 + k * 40.0 / samples));
            }
            DvtmPacketBuilder imu = new DvtmPacketBuilder().inside(2, attitude.real(4, isOdd ? first : -1.5f));
            DvtmPacketBuilder packet = new DvtmPacketBuilder();
            if (i == 0) {
                packet.inside(1, DvtmPacketBuilder.clip(0));
            }
            track.add(new TimedPayload(
                    i * FRAME_NS,
                    FRAME_NS,
                    packet.inside(3, DvtmPacketBuilder.frame(i * 40_000L, imu)).packet()));
        }
        assertEquals(exact, format.trackFacts("x", track).timesAreAccurate() != null);
        assertEquals(
                !exact, read(track).warnings().stream().anyMatch(w -> w.text().contains("do not follow on those")));
    }

    @Test
    void shouldNotUseAReadoutThatDescriptionsDoNotAgreeOn() throws Exception {
        List<TimedPayload> track = exposed(1, 1000, 120_000, 10_000_000);
        assertNotNull(read(track).shutter());
        track.set(
                0,
                new TimedPayload(
                        0,
                        FRAME_NS,
                        new DvtmPacketBuilder()
                                .inside(
                                        1,
                                        new DvtmPacketBuilder()
                                                .wrapped(4, 10_000_000L)
                                                .wrapped(5, 2L))
                                .packet()));
        MotionLog log = read(track);
        assertNull(log.shutter());
        assertTrue(log.warnings().stream().anyMatch(w -> w.code() == WarningCode.LOG_READOUT));
        assertNull(format.trackFacts("x", track).timesAreAccurate());
    }

    /** 1000 samples a second in frames of 37.5 ms: 37 and 38 by turns, and the named sample moves along. */
    @Test
    void shouldPlaceSamplesWhereAFrameIsNoWholeNumberOfThem() throws Exception {
        List<TimedPayload> track = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < 8; i++) {
            DvtmPacketBuilder attitude = new DvtmPacketBuilder();
            double firstRow = i * 37.5 - next;
            for (; next < (i + 1) * 37.5; next++) {
                attitude.orientations(3, orientation(next));
            }
            track.add(new TimedPayload(
                    i * 37_500_000L,
                    37_500_000,
                    new DvtmPacketBuilder()
                            .inside(
                                    3,
                                    DvtmPacketBuilder.frame(
                                            i * 37_500L,
                                            new DvtmPacketBuilder().inside(2, attitude.real(4, (float) firstRow))))
                            .packet()));
        }
        MotionLog log = read(track);
        assertEquals(299, log.gyro().size());
        assertTurns(log);
        for (int i = 0; i < 299; i++) {
            assertEquals(0.5 + i, log.gyro().timeNs(i) * 1e-6, 0.01);
        }
    }

    /** Filmed at 125 frames a second, shown at 25: the log keeps the camera's seconds. */
    @Test
    void shouldKeepTheCamerasSecondsInSlowMotion() throws Exception {
        List<TimedPayload> track = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            DvtmPacketBuilder attitude = new DvtmPacketBuilder();
            for (int k = 0; k < 8; k++) {
                attitude.orientations(3, orientation(8 * i + k));
            }
            track.add(new TimedPayload(
                    i * FRAME_NS,
                    FRAME_NS,
                    new DvtmPacketBuilder()
                            .inside(3, DvtmPacketBuilder.frame(i * 8000L, new DvtmPacketBuilder().inside(2, attitude)))
                            .packet()));
        }
        MotionLog log = read(track);
        assertTurns(log);
        assertEquals(1_000_000, log.gyro().periodNs());
        assertFalse(log.onVideosClock());
        assertNull(format.trackFacts("x", track).timesAreAccurate());
    }
}
