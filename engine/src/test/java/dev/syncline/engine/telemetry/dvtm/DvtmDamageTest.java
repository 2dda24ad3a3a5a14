package dev.syncline.engine.telemetry.dvtm;

import static dev.syncline.engine.telemetry.dvtm.DvtmFormatTest.assertTurns;
import static dev.syncline.engine.telemetry.dvtm.TurningCamera.FRAME_NS;
import static dev.syncline.engine.telemetry.dvtm.TurningCamera.orientation;
import static dev.syncline.engine.telemetry.dvtm.TurningCamera.track;
import static dev.syncline.engine.telemetry.dvtm.TurningCamera.usual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What becomes of damaged packets of DJI's. */
class DvtmDamageTest {
    private static final ReadOptions LENIENT = ReadOptions.PLAIN.lenient(true);

    private final DvtmFormat format = new DvtmFormat();

    private MotionLog read(List<TimedPayload> track) throws TelemetryFormatException {
        return format.readTrack("x.mp4", track, ReadOptions.PLAIN);
    }

    private String problem(DvtmPacketBuilder attitude) {
        TelemetryFormatException e = assertThrows(
                TelemetryFormatException.class,
                () -> read(track(
                        usual(0),
                        new DvtmPacketBuilder()
                                .inside(
                                        3,
                                        DvtmPacketBuilder.frame(
                                                40_000, new DvtmPacketBuilder().inside(2, attitude))))));
        assertTrue(e.leavesGoodParts());
        assertEquals(1, String.valueOf(e.getMessage()).lines().count());
        return String.valueOf(e.getMessage());
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertEquals(
                "x.mp4, packet 2 of track djmd: its orientation 2 has the length 2.0, expected 1",
                problem(new DvtmPacketBuilder().orientations(3, 1, 0, 0, 0, 0, 2, 0, 0)));
        assertTrue(problem(new DvtmPacketBuilder().orientations(3, 0, Double.NaN, 0, 0))
                .contains("has the length NaN, expected 1"));
        assertTrue(problem(new DvtmPacketBuilder().orientations(3, 1, 0, 0, 0).real(4, 8.1f))
                .contains("its first row belongs to sample 8.1 of 1"));
        assertTrue(problem(new DvtmPacketBuilder().orientations(3, 1, 0, 0, 0).real(4, Float.NaN))
                .contains("sample NaN of 1"));
        for (String bad : new String[] {"1aff", "1affffffff0f00", "1a80808080088000", "0fff", "1a7f00"}) {
            TelemetryFormatException e = assertThrows(
                    TelemetryFormatException.class,
                    () -> read(List.of(new TimedPayload(0, 0, HexFormat.of().parseHex(bad)))));
            assertTrue(String.valueOf(e.getMessage()).contains("packet 1 of track djmd: no whole protobuf message: "));
            assertEquals(1, String.valueOf(e.getMessage()).lines().count());
        }
    }

    @Test
    void shouldBelieveANamedSampleOutsideOfTheFrame() throws Exception {
        DvtmPacketBuilder[] packets = new DvtmPacketBuilder[4];
        for (int i = 0; i < 4; i++) {
            DvtmPacketBuilder one =
                    new DvtmPacketBuilder().orientations(3, orientation(40 * i)).real(4, 7.9f);
            packets[i] = new DvtmPacketBuilder()
                    .inside(3, DvtmPacketBuilder.frame(40_000L * i, new DvtmPacketBuilder().inside(2, one)));
        }
        MotionLog log = read(track(packets));
        assertEquals(3, log.gyro().size());
        assertTurns(log);
    }

    @Test
    void shouldLeaveOutWhatHoldsNothingAndSayIt() throws Exception {
        DvtmPacketBuilder empty =
                new DvtmPacketBuilder().inside(3, new DvtmPacketBuilder()).orientations(3, 1, 0, 0, 0);
        DvtmPacketBuilder zeros = new DvtmPacketBuilder().orientations(3, 0, 0, 0, 0, 1, 0, 0, 0);
        MotionLog log = read(track(
                usual(0),
                new DvtmPacketBuilder()
                        .inside(3, DvtmPacketBuilder.frame(40_000, new DvtmPacketBuilder().inside(2, empty))),
                usual(2),
                new DvtmPacketBuilder()
                        .inside(3, DvtmPacketBuilder.frame(120_000, new DvtmPacketBuilder().inside(2, zeros)))));
        List<String> said = log.warnings().stream().map(w -> w.text()).toList();
        assertTrue(said.contains("1 packets hold no orientations, or not all of a frame's: left out"), said::toString);
        assertTrue(said.contains("1 orientations hold nothing: left out"), said::toString);
        assertTrue(
                log.gyro().timeNs(39) - log.gyro().timeNs(38) > log.gyro().gapNs(),
                "nothing is known of the lost frame");
    }

    @Test
    void shouldThrowNothingElseWhereverAPacketIsCut() throws Exception {
        byte[] whole = usual(1).packet();
        for (int cut = 0; cut < whole.length; cut++) {
            List<TimedPayload> track = track(usual(0), usual(1));
            track.set(1, new TimedPayload(FRAME_NS, FRAME_NS, Arrays.copyOf(whole, cut)));
            assertEquals(39, format.readTrack("x", track, LENIENT).gyro().size(), "cut at " + cut);
        }
    }

    @Property(tries = 500)
    void shouldThrowNothingElseWhateverTheBytes(
            @ForAll byte[] bytes, @ForAll long time, @ForAll int at, @ForAll byte with, @ForAll int more)
            throws Exception {
        List<TimedPayload> track = track(usual(0), usual(1));
        byte[] flipped = usual(2).packet();
        flipped[Math.floorMod(at, flipped.length)] = with;
        flipped[Math.floorMod(more, flipped.length)] ^= with;
        track.add(new TimedPayload(time, time, flipped));
        track.add(new TimedPayload(time, 0, bytes));
        for (ReadOptions options : List.of(ReadOptions.PLAIN, LENIENT, LENIENT.allStreams(true))) {
            try {
                format.trackFacts("x", track);
                assertTrue(format.readTrack("x", track, options).gyro().size() >= 2);
            } catch (TelemetryFormatException e) {
                assertEquals(1, String.valueOf(e.getMessage()).lines().count());
                assertFalse(options.lenient(), e.getMessage());
            }
        }
    }
}
