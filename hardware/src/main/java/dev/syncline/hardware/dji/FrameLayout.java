package dev.syncline.hardware.dji;

/**
 * A frame of the onboard protocol, little-endian: a header of 12 bytes that ends in its own CRC, then, unless the frame is
 * the header alone, a body and a CRC of everything before it.
 *
 * <pre>
 *  0     start byte 0xAA
 *  1-2   whole length (10 bits), version 0 (6 bits)
 *  3     session (5 bits), acknowledgement (1 bit), reserved (2 bits)
 *  4     padding bytes (5 bits), encryption (3 bits)
 *  5-7   reserved
 *  8-9   sequence
 *  10-11 CRC16 of bytes 0-9
 * </pre>
 */
final class FrameLayout {
    static final byte START = (byte) 0xAA;
    static final int LENGTH = 1;
    static final int SESSION = 3;
    static final int PADDING = 4;
    static final int RESERVED = 5;
    static final int SEQUENCE = 8;
    static final int HEADER_CRC = 10;
    static final int HEADER_BYTES = 12;
    static final int CRC_BYTES = 4;
    /** A length field of 10 bits. */
    static final int MAX_FRAME_BYTES = 1023;

    static final int MAX_BODY_BYTES = MAX_FRAME_BYTES - HEADER_BYTES - CRC_BYTES;

    static final int LENGTH_MASK = 0x3FF;
    static final int SESSION_MASK = 0x1F;
    static final int ACK_BIT = 0x20;
    static final int SESSION_RESERVED = 0xC0;
    static final int PADDING_MASK = 0x1F;
    static final int ENCRYPTION_SHIFT = 5;

    private FrameLayout() {}
}
