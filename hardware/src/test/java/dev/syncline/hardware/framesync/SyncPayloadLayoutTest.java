package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SyncPayloadLayoutTest {
    /** What a Raspberry Pi sends: frames of 33333 µs, 70 of them before the ready frame. */
    private static final String GOLDEN =
            "3582000000000000" + "0000000000000000" + "40822f4648470600" + "0000000000000000" + "be1c534648470600";

    private static final SyncPayload PAYLOAD = new SyncPayload(33_333, 1_767_225_601_000_000L, 1_767_225_603_333_310L);

    @Test
    void shouldWriteTheBytesThatStockCamerasSend() {
        ByteBuffer packet = ByteBuffer.allocate(SyncPayloadLayout.BYTES);
        SyncPayloadLayout.encode(PAYLOAD, packet);
        assertEquals(GOLDEN, HexFormat.of().formatHex(packet.array()));
    }

    @Test
    void shouldReadThemWhateverIsInTheUnusedBytes() {
        byte[] packet = HexFormat.of().parseHex(GOLDEN);
        java.util.Arrays.fill(packet, 4, 16, (byte) 0xa5);
        java.util.Arrays.fill(packet, 24, 32, (byte) 0xff);
        assertEquals(PAYLOAD, SyncPayloadLayout.decode(ByteBuffer.wrap(packet)));
        assertEquals(-70, PAYLOAD.framesAfterReady());
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> SyncPayloadLayout.decode(ByteBuffer.allocate(39)));
        assertThrows(
                IllegalArgumentException.class,
                () -> SyncPayloadLayout.encode(new SyncPayload(1L << 32, 1, 1), ByteBuffer.allocate(40)));
    }

    @Property(tries = 200)
    void shouldReadWhatItWrote(
            @ForAll @LongRange(max = 0xffff_ffffL) long durationUs, @ForAll long frameUs, @ForAll long readyUs) {
        ByteBuffer packet = ByteBuffer.allocate(SyncPayloadLayout.BYTES + 3);
        packet.position(3);
        SyncPayload payload = new SyncPayload(durationUs, frameUs, readyUs);
        SyncPayloadLayout.encode(payload, packet);
        assertEquals(payload, SyncPayloadLayout.decode(packet.flip().position(3)));
    }

    @Property(tries = 200)
    void shouldWriteAgainWhatItRead(@ForAll @Size(SyncPayloadLayout.BYTES) byte[] bytes) {
        SyncPayload once = SyncPayloadLayout.decode(ByteBuffer.wrap(bytes));
        ByteBuffer again = ByteBuffer.allocate(SyncPayloadLayout.BYTES);
        SyncPayloadLayout.encode(once, again);
        assertEquals(once, SyncPayloadLayout.decode(again.flip()));
    }
}
