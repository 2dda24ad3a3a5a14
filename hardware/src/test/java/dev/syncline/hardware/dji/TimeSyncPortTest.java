package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.gnss.UtcSecond;
import dev.syncline.hardware.serial.LoopbackSerialLink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pushes as DJI's public description has them; no aircraft has said so. */
class TimeSyncPortTest {
    private static final long UTC_NS = Instant.parse("2026-11-27T09:30:01Z").getEpochSecond() * 1_000_000_000L;

    private final TimeSyncPort port =
            new TimeSyncPort(LoopbackSerialLink.create().first());

    private List<UtcSecond> push(int command, byte[] value) {
        byte[] body = new byte[2 + value.length];
        body[0] = (byte) (command >>> 8);
        body[1] = (byte) command;
        System.arraycopy(value, 0, body, 2, value.length);
        byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
        int length = new FrameWriter().write(frame, 0, 0, false, 9, body, body.length, null);
        List<UtcSecond> found = new ArrayList<>();
        port.feed(frame, length, 5_000, found::add);
        return found;
    }

    @Test
    void shouldReadTheReceiversSentencesOutOfPushes() {
        String body = "GPRMC,093001.00,A,,,,,,,271126,,,A";
        int sum = body.chars().reduce(0, (a, b) -> a ^ b);
        String text = String.format("$%s*%02X", body, sum);
        for (int command : new int[] {0x0401, 0x0402, 0x0403, 0x0404}) {
            assertEquals(
                    List.of(new UtcSecond(UTC_NS, 5_000)), push(command, text.getBytes(StandardCharsets.US_ASCII)));
        }
        assertEquals(List.of(), push(0x0407, text.getBytes(StandardCharsets.US_ASCII)));
        assertEquals("", port.trouble());
    }

    @Test
    void shouldReadTheControllersClockAtASecond() {
        byte[] value = new byte[12];
        LittleEndian.putU32(value, 0, 4_000_000_123L);
        assertEquals(List.of(), push(0x0406, value));
        assertNull(port.controllerTime(), "no fix yet");
        LittleEndian.putU32(value, 4, 261127);
        LittleEndian.putU32(value, 8, 93001);
        push(0x0406, value);
        assertEquals(new TimeSyncPort.ControllerTime(UTC_NS, 4_000_000_123L), port.controllerTime());
    }

    @Test
    void shouldSayWhatIsInTheWay() {
        assertTrue(port.trouble().contains("not a byte came"), port.trouble());
        port.feed(new byte[100], 100, 1, second -> {});
        assertTrue(port.trouble().contains("is the baud rate right?"), port.trouble());
        push(0x0205, new byte[3]);
        assertTrue(port.trouble().contains("none with the receiver's time"), port.trouble());
    }
}
