package dev.syncline.hardware.dji;

import java.util.Arrays;

/**
 * A received frame, shown in the parser's own memory: valid only until the handler that was given it returns. Bodies are
 * decrypted and without padding.
 */
public final class FrameView {
    private int session;
    private boolean ack;
    private int sequence;
    private byte[] bytes = new byte[0];
    private int bodyOffset;
    private int bodyLength;
    private boolean encrypted;
    private long arrivalNs;

    FrameView() {}

    void header(byte[] frame, int offset) {
        int byte3 = frame[offset + FrameLayout.SESSION];
        session = byte3 & FrameLayout.SESSION_MASK;
        ack = (byte3 & FrameLayout.ACK_BIT) != 0;
        sequence = LittleEndian.u16(frame, offset + FrameLayout.SEQUENCE);
    }

    void body(byte[] memory, int offset, int length, boolean wasEncrypted) {
        bytes = memory;
        bodyOffset = offset;
        bodyLength = length;
        encrypted = wasEncrypted;
    }

    void arrivedAt(long ns) {
        arrivalNs = ns;
    }

    /** The session, 0 to 31. */
    public int session() {
        return session;
    }

    /** True for an acknowledgement, whose body has no command set and id. */
    public boolean isAck() {
        return ack;
    }

    /** The sender's number of this frame, 0 to 65535. */
    public int sequence() {
        return sequence;
    }

    /** True where the body came encrypted. */
    public boolean encrypted() {
        return encrypted;
    }

    /** When the frame's last byte was received, ns on the receiver's clock. */
    public long arrivalNs() {
        return arrivalNs;
    }

    /** True for a command: no acknowledgement, and long enough to name its set and id. */
    public boolean isCommand() {
        return !ack && bodyLength >= 2;
    }

    /** Set and id of a command as one number, such as 0x0B01. Only where {@link #isCommand}. */
    public int command() {
        return ((bytes[bodyOffset] & 0xFF) << 8) | (bytes[bodyOffset + 1] & 0xFF);
    }

    /** Length of what an acknowledgement says, or of what stands after a command's set and id. */
    public int valueLength() {
        return ack ? bodyLength : Math.max(0, bodyLength - 2);
    }

    /** A byte of the value, 0 to 255. */
    public int u8(int at) {
        return bytes[valueOffset() + checked(at, 1)] & 0xFF;
    }

    /** Two bytes of the value. */
    public int u16(int at) {
        return LittleEndian.u16(bytes, valueOffset() + checked(at, 2));
    }

    /** Four bytes of the value, unsigned. */
    public long u32(int at) {
        return LittleEndian.u32(bytes, valueOffset() + checked(at, 4));
    }

    /** A copy of the value. */
    public byte[] value() {
        return Arrays.copyOfRange(bytes, valueOffset(), valueOffset() + valueLength());
    }

    byte[] memory() {
        return bytes;
    }

    int valueOffset() {
        return ack ? bodyOffset : bodyOffset + 2;
    }

    private int checked(int at, int length) {
        if (at < 0 || at + length > valueLength()) {
            throw new IndexOutOfBoundsException("byte " + at + " + " + length + " of a value of " + valueLength());
        }
        return at;
    }
}
