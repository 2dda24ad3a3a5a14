package dev.syncline.hardware.dji;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds frames. Allocates nothing for a frame. One thread at a time. */
public final class FrameWriter {
    /** The most bytes that a frame can have. */
    public static final int MAX_FRAME_BYTES = FrameLayout.MAX_FRAME_BYTES;

    /** The most bytes that a body can have, unencrypted. */
    public static final int MAX_BODY_BYTES = FrameLayout.MAX_BODY_BYTES;

    private final FrameChecksum checksum = new FrameChecksum();
    private final byte[] padded = new byte[FrameLayout.MAX_FRAME_BYTES];

    /**
     * Writes a frame.
     *
     * @param to has room for {@link #MAX_FRAME_BYTES} at {@code offset}
     * @param session 0 to 31
     * @param sequence the lower 16 bits count
     * @param body set, id and value of a command, or what an acknowledgement says; with length 0 there is none
     * @param cipher null to leave the body as it is
     * @return the frame's length, bytes
     * @throws IllegalArgumentException if the body is too long for a frame or there is no such session
     */
    public int write(
            byte[] to,
            int offset,
            int session,
            boolean ack,
            int sequence,
            byte[] body,
            int bodyLength,
            @Nullable BodyCipher cipher) {
        boolean encrypts = cipher != null && bodyLength > 0;
        int padding = encrypts ? BodyCipher.padding(bodyLength) : 0;
        if (bodyLength + padding > MAX_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "body of " + bodyLength + " + " + padding + " bytes, a frame has room for " + MAX_BODY_BYTES);
        }
        if (session < 0 || session > FrameLayout.SESSION_MASK) {
            throw new IllegalArgumentException("session " + session + ", expected 0 to 31");
        }
        int length = FrameLayout.HEADER_BYTES;
        if (cipher != null && encrypts) {
            System.arraycopy(body, 0, padded, 0, bodyLength);
            Arrays.fill(padded, bodyLength, bodyLength + padding, (byte) 0);
            cipher.encrypt(padded, 0, bodyLength + padding, to, offset + length);
        } else {
            System.arraycopy(body, 0, to, offset + length, bodyLength);
        }
        if (bodyLength > 0) {
            length += bodyLength + padding + FrameLayout.CRC_BYTES;
        }
        to[offset] = FrameLayout.START;
        LittleEndian.putU16(to, offset + FrameLayout.LENGTH, length);
        to[offset + FrameLayout.SESSION] = (byte) (session | (ack ? FrameLayout.ACK_BIT : 0));
        to[offset + FrameLayout.PADDING] = (byte) (padding | (encrypts ? 1 << FrameLayout.ENCRYPTION_SHIFT : 0));
        Arrays.fill(to, offset + FrameLayout.RESERVED, offset + FrameLayout.SEQUENCE, (byte) 0);
        LittleEndian.putU16(to, offset + FrameLayout.SEQUENCE, sequence);
        LittleEndian.putU16(
                to, offset + FrameLayout.HEADER_CRC, FrameChecksum.crc16(to, offset, FrameLayout.HEADER_CRC));
        if (bodyLength > 0) {
            int crcAt = length - FrameLayout.CRC_BYTES;
            LittleEndian.putU32(to, offset + crcAt, checksum.crc32(to, offset, crcAt));
        }
        return length;
    }
}
