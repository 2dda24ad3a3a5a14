package dev.syncline.engine.telemetry.camm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CammFormatTest {
    private final CammFormat format = new CammFormat();

    private static TimedPayload packet(long ms, int kind, float x, float y, float z) {
        ByteBuffer b = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort((short) 0).putShort((short) kind);
        return new TimedPayload(
                ms * 1_000_000, 0, b.putFloat(x).putFloat(y).putFloat(z).array());
    }

    private static TimedPayload exposure(long ms, int exposureNs, int readoutNs) {
        ByteBuffer b = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort((short) 0).putShort((short) 1);
        return new TimedPayload(
                ms * 1_000_000, 0, b.putInt(exposureNs).putInt(readoutNs).array());
    }

    private static List<TimedPayload> track() {
        return new ArrayList<>(List.of(
                exposure(0, 4_000_000, 20_000_000),
                packet(1, 3, 9, 9, 9),
                packet(2, 2, .5f, -1, 2),
                packet(7, 2, 1, 2, 3),
                exposure(33, 4_000_000, 20_100_000),
                exposure(66, 4_000_000, 90_000_000),
                packet(12, 2, 4, 5, 6)));
    }

    @Test
    void shouldReadTheGyroAndTheReadout() throws Exception {
        MotionLog log = format.readTrack("x.mp4", track(), ReadOptions.PLAIN);
        assertEquals(3, log.gyro().size());
        assertEquals(2_000_000, log.gyro().startNs());
        assertEquals(-1f, log.gyro().y(0));
        assertEquals(6f, log.gyro().z(2));
        assertTrue(log.onVideosClock());
        assertEquals("YxZ", log.orientation().letters());
        assertNotNull(log.shutter());
        assertEquals(.0201, log.shutter() == null ? 0 : log.shutter().readoutS(), 1e-12, "the middle of three");
        assertTrue(format.hasGyro("x.mp4", track()));
        assertEquals(
                "[accelerometer, exposure, gyro]",
                format.trackFacts("x.mp4", track()).streams().toString());
        assertNull(format.readTrack("x.mp4", track().subList(1, 4), ReadOptions.PLAIN)
                .shutter());
    }

    /** A packet as the specification lays it out: kind 2, and 1, 2 and 3 rad/s. */
    @Test
    void shouldReadGoldenBytes() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("000002000000803f0000004000004040");
        MotionLog log = format.readTrack(
                "x.mp4", List.of(new TimedPayload(0, 0, bytes), new TimedPayload(1, 0, bytes)), ReadOptions.PLAIN);
        assertEquals(1f, log.gyro().x(0));
        assertEquals(2f, log.gyro().y(0));
        assertEquals(3f, log.gyro().z(0));
    }

    @Test
    void shouldLeaveDamagedPacketsOutAndSayIt() throws Exception {
        List<TimedPayload> track = track();
        track.add(packet(17, 2, Float.NaN, 0, 0));
        track.add(new TimedPayload(18_000_000, 0, new byte[3]));
        track.add(new TimedPayload(19_000_000, 0, new byte[] {0, 0, 2, 0, 1}));
        track.add(packet(22, 99, 0, 0, 0));
        assertTrue(
                assertThrows(TelemetryFormatException.class, () -> format.readTrack("x.mp4", track, ReadOptions.PLAIN))
                        .leavesGoodParts());
        MotionLog log = format.readTrack("x.mp4", track, ReadOptions.PLAIN.lenient(true));
        assertEquals(3, log.gyro().size());
        assertEquals(
                "3 damaged parts are left out, the first: x.mp4, packet 8 of track camm: its rates are not finite numbers",
                log.warnings().getFirst().text());
        assertThrows(
                TelemetryFormatException.class,
                () -> format.readTrack("x.mp4", List.of(packet(0, 2, 1, 1, 1)), ReadOptions.PLAIN));
        assertFalse(format.hasGyro("x.mp4", List.of(exposure(0, 1, 1))));
    }

    @Property(tries = 300)
    void shouldThrowNothingElseWhateverTheBytes(@ForAll byte[] bytes, @ForAll long time) {
        List<TimedPayload> track = track();
        track.add(new TimedPayload(time, 0, bytes));
        track.add(new TimedPayload(time, 0, Arrays.copyOf(new byte[] {0, 0, 2, 0}, 4 + bytes.length)));
        try {
            format.trackFacts("x", track);
            format.readTrack("x", track, ReadOptions.PLAIN);
        } catch (TelemetryFormatException e) {
            assertEquals(1, String.valueOf(e.getMessage()).lines().count());
        }
    }

    @Test
    void shouldReadOtherSensorsWhereTheyAreAskedFor() throws Exception {
        List<TimedPayload> packets = track();
        packets.add(packet(20, 0, 0, (float) Math.PI / 2, 0));
        packets.add(packet(21, 7, 20, -30, 40));
        packets.add(packet(22, 3, Float.NaN, 0, 0));
        packets.add(new TimedPayload(23_000_000, 0, new byte[] {0, 0, 3, 0, 1, 2}));
        MotionLog log = format.readTrack("x.mp4", packets, ReadOptions.PLAIN.allStreams(true));
        assertEquals(3, log.gyro().size());
        List<SensorTrack> streams = log.streams();
        assertEquals(
                List.of(
                        SensorQuantity.ORIENTATION,
                        SensorQuantity.EXPOSURE,
                        SensorQuantity.ACCELERATION,
                        SensorQuantity.MAGNETIC_FIELD),
                streams.stream().map(SensorTrack::quantity).toList());
        assertEquals(Math.sqrt(.5), streams.get(0).value(0, 0), 1e-6);
        assertEquals(Math.sqrt(.5), streams.get(0).value(0, 2), 1e-6);
        assertEquals(3, streams.get(1).size());
        assertEquals(.004f, streams.get(1).value(2, 0));
        assertEquals(1, streams.get(2).size());
        assertEquals(9f, streams.get(2).value(0, 2));
        assertEquals(-30f, streams.get(3).value(0, 1));
        String said = log.warnings().toString();
        assertTrue(said.contains("acceleration: 1 of 2 samples have no usable numbers"), said);
        assertTrue(said.contains("1 packets of other sensors are cut short"), said);
        assertEquals(
                List.of(), format.readTrack("x.mp4", packets, ReadOptions.PLAIN).streams());
    }
}
