package dev.syncline.engine.telemetry.rtmd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RtmdDamageTest {
    private static final ReadOptions LENIENT = ReadOptions.PLAIN.lenient(true);

    private final RtmdFormat format = new RtmdFormat();

    private MotionLog read(List<TimedPayload> track) throws TelemetryFormatException {
        return format.readTrack("x.mp4", track, ReadOptions.PLAIN);
    }

    private static String warning(MotionLog log) {
        assertEquals(1, log.warnings().size(), log.warnings().toString());
        return log.warnings().getFirst().text();
    }

    private String problem(int... table) {
        RtmdPacketBuilder packet = RtmdPacketBuilder.stamped(-3500, 4000).bytes(0xe43b, table);
        TelemetryFormatException e = assertThrows(
                TelemetryFormatException.class,
                () -> read(RtmdTrack.track(2, i -> i == 0 ? RtmdTrack.usual(i) : packet)));
        assertTrue(e.leavesGoodParts());
        return String.valueOf(e.getMessage());
    }

    @Test
    void shouldSayWhatIsWrong() throws Exception {
        assertEquals(
                "x.mp4, packet 2 of track rtmd: tag e43b says 2147483647 entries of 6 bytes, expected entries of 6 in 6"
                        + " bytes",
                problem(0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 6, 0, 1, 0, 1, 0, 1));
        assertTrue(problem(0, 0, 0, 2, 0, 0, 0, 6, 0, 1, 0, 1, 0, 1).contains("says 2 entries"));
        assertTrue(problem(0x80, 0, 0, 0, 0, 0, 0, 6, 0, 1, 0, 1, 0, 1).contains("says -2147483648 entries"));
        assertTrue(problem(0, 0, 0, 1, 0, 0, 0, 12, 0, 1, 0, 1, 0, 1).contains("of 12 bytes, expected entries of 6"));
        assertTrue(problem(0, 0, 0, 1, 0, 0, 0, 6, 0, 1, 0, 1, 0, 1, 9).contains("says 1 entries"));
        assertTrue(problem(0, 0).contains("tag e43b has 2 bytes, expected 8"));
        List<TimedPayload> scaleless = RtmdTrack.track(2, i -> new RtmdPacketBuilder().triples(0xe43b, 1, 2, 3));
        assertTrue(String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(scaleless))
                        .getMessage())
                .contains("its gyro has no scale"));
        for (float scale : new float[] {0, -16, .327f, 3277, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE}) {
            assertThrows(
                    TelemetryFormatException.class,
                    () -> read(RtmdTrack.track(2, i -> RtmdTrack.usual(i).real(0xe439, scale))));
        }
        for (float scale : new float[] {.328f, 3276}) {
            assertEquals(
                    Math.toRadians(164 / scale),
                    read(RtmdTrack.track(2, i -> RtmdTrack.usual(i).real(0xe439, scale)))
                            .gyro()
                            .z(0),
                    1e-5);
        }
        List<TimedPayload> none = RtmdTrack.track(2, i -> RtmdPacketBuilder.stamped(0, 1000));
        assertFalse(format.hasGyro("x.mp4", none));
        assertTrue(String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(none))
                        .getMessage())
                .contains("no gyro in its Sony metadata"));
        assertThrows(
                TelemetryFormatException.class,
                () -> format.hasGyro("x.mp4", List.of(new TimedPayload(0, 0, new byte[40]))));
    }

    @Test
    void shouldLeaveDamagedPacketsOutAndSayIt() throws Exception {
        List<TimedPayload> track = RtmdTrack.track(4, RtmdTrack::usual);
        track.set(
                1,
                new TimedPayload(
                        RtmdTrack.FRAME_NS,
                        RtmdTrack.FRAME_NS,
                        Arrays.copyOf(track.get(1).bytes(), 300)));
        track.set(
                3,
                new TimedPayload(
                        3 * RtmdTrack.FRAME_NS,
                        RtmdTrack.FRAME_NS,
                        RtmdPacketBuilder.stamped(-3500, 4000).packet()));
        assertThrows(TelemetryFormatException.class, () -> read(track));
        MotionLog log = format.readTrack("x.mp4", track, LENIENT);
        assertEquals(160, log.gyro().size());
        assertTrue(log.warnings().getFirst().text().startsWith("1 damaged part is left out: x.mp4, packet 2"));
        assertEquals(
                "1 of 3 packets hold no gyro: nothing is known of their time",
                log.warnings().get(1).text());
    }

    /** Frames that stand at one time cost their samples, and no more. */
    @Test
    void shouldLeaveOutWhatIsNotInOrderOfTime() throws Exception {
        List<TimedPayload> track = RtmdTrack.track(3, RtmdTrack::usual);
        track.add(2, track.get(1));
        MotionLog log = read(track);
        assertEquals(240, log.gyro().size());
        assertEquals("80 gyro samples are not in order of time: left out", warning(log));
    }

    @Test
    void shouldThrowNothingElseWhereverAPacketIsCut() throws Exception {
        byte[] whole = RtmdTrack.usual(1).packet();
        for (int cut = 0; cut < whole.length; cut++) {
            List<TimedPayload> track = RtmdTrack.track(2, RtmdTrack::usual);
            track.set(1, new TimedPayload(RtmdTrack.FRAME_NS, RtmdTrack.FRAME_NS, Arrays.copyOf(whole, cut)));
            assertEquals(
                    cut < whole.length - 12 ? 80 : 160,
                    format.readTrack("x", track, LENIENT).gyro().size(),
                    "" + cut);
        }
    }

    @Property(tries = 500)
    void shouldThrowNothingElseWhateverTheBytes(
            @ForAll byte[] set, @ForAll long time, @ForAll int at, @ForAll byte with) throws Exception {
        List<TimedPayload> track = RtmdTrack.track(2, RtmdTrack::usual);
        byte[] flipped = RtmdTrack.usual(2).packet();
        flipped[28 + Math.floorMod(at, flipped.length - 28)] = with;
        track.add(new TimedPayload(time, time, flipped));
        byte[] loose = ByteBuffer.allocate(28 + set.length)
                .putShort((short) 0x1c)
                .position(28)
                .put(set)
                .array();
        track.add(new TimedPayload(time, 0, loose));
        for (ReadOptions options : List.of(ReadOptions.PLAIN, LENIENT, LENIENT.allStreams(true))) {
            try {
                format.trackFacts("x.mp4", track);
                assertTrue(format.readTrack("x", track, options).gyro().size() >= 2);
            } catch (TelemetryFormatException e) {
                assertEquals(1, String.valueOf(e.getMessage()).lines().count());
                assertFalse(options.lenient());
            }
        }
    }
}
