package dev.syncline.hardware.framesync;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The packet of Raspberry Pi's camera sync: a C struct as it lies in memory, little-endian, naturally aligned, without
 * any magic, version, number or checksum. Bytes 4 to 15 and 24 to 31 are padding and two fields that today's senders
 * never write: whatever they hold is not looked at, and Syncline sends zeros.
 */
public final class SyncPayloadLayout {
    /** Length of a packet, bytes. */
    public static final int BYTES = 40;

    private static final int FRAME_DURATION = 0;
    private static final int SERVER_FRAME = 16;
    private static final int READY = 32;

    private SyncPayloadLayout() {}

    /**
     * Writes a packet at the buffer's position, which moves behind it.
     *
     * @throws IllegalArgumentException if the frame duration is no unsigned 32-bit number
     * @throws java.nio.BufferOverflowException if there are fewer than {@link #BYTES} left
     */
    public static void encode(SyncPayload payload, ByteBuffer into) {
        if (payload.frameDurationUs() >>> 32 != 0) {
            throw new IllegalArgumentException(
                    "frame duration " + payload.frameDurationUs() + " µs does not fit into 32 bits");
        }
        ByteBuffer packet = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        packet.putInt(FRAME_DURATION, (int) payload.frameDurationUs());
        packet.putLong(SERVER_FRAME, payload.serverFrameUs());
        packet.putLong(READY, payload.readyUs());
        into.put(packet);
    }

    /**
     * Reads the packet at the buffer's position, which stays. Says nothing about whether its values make sense.
     *
     * @throws IllegalArgumentException if there are fewer than {@link #BYTES} left
     */
    public static SyncPayload decode(ByteBuffer from) {
        if (from.remaining() < BYTES) {
            throw new IllegalArgumentException("a packet of " + from.remaining() + " bytes, expected " + BYTES);
        }
        ByteBuffer packet = from.slice().order(ByteOrder.LITTLE_ENDIAN);
        return new SyncPayload(
                Integer.toUnsignedLong(packet.getInt(FRAME_DURATION)),
                packet.getLong(SERVER_FRAME),
                packet.getLong(READY));
    }
}
