package dev.syncline.engine.telemetry.mavlink;

/**
 * Packets of MAVLink 1 and 2 (mavlink.io, "Packet Serialization"): start, length, flags (2 only), sequence, system, component,
 * message number (1 or 3 bytes), payload, checksum, signature (2 only, where a flag says so).
 */
final class Packet {
    /** A log has a time of day before each packet: µs since 1970, big-endian. */
    static final int STAMP_BYTES = 8;

    /** The shortest packet, of MAVLink 1 without a payload. */
    static final int LEAST_BYTES = 8;

    private static final int START_1 = 0xfe;
    private static final int START_2 = 0xfd;
    private static final int HEAD_1 = 6;
    private static final int HEAD_2 = 10;
    private static final int CHECKSUM_BYTES = 2;
    private static final int SIGNATURE_BYTES = 13;
    private static final int SIGNED = 1;

    private Packet() {}

    /** Bytes of the packet at a place; 0 where none begins there or it does not fit. */
    static int length(byte[] bytes, int at) {
        if (at + LEAST_BYTES > bytes.length) {
            return 0;
        }
        int payload = bytes[at + 1] & 0xff;
        return switch (bytes[at] & 0xff) {
            case START_1 -> HEAD_1 + payload + CHECKSUM_BYTES;
            case START_2 -> HEAD_2 + payload + CHECKSUM_BYTES + ((bytes[at + 2] & SIGNED) != 0 ? SIGNATURE_BYTES : 0);
            default -> 0;
        };
    }

    private static boolean isSecond(byte[] bytes, int at) {
        return (bytes[at] & 0xff) == START_2;
    }

    /** Number of the message. */
    static int message(byte[] bytes, int at) {
        return isSecond(bytes, at)
                ? (bytes[at + 7] & 0xff) | (bytes[at + 8] & 0xff) << 8 | (bytes[at + 9] & 0xff) << 16
                : bytes[at + 5] & 0xff;
    }

    /** System and component that sent it: the first in the high byte. */
    static int sender(byte[] bytes, int at) {
        int from = at + (isSecond(bytes, at) ? 5 : 3);
        return (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
    }

    /** Where the payload begins. */
    static int payloadAt(byte[] bytes, int at) {
        return at + (isSecond(bytes, at) ? HEAD_2 : HEAD_1);
    }

    /** Bytes of the payload as sent: MAVLink 2 leaves out zeros at its end. */
    static int payloadBytes(byte[] bytes, int at) {
        return bytes[at + 1] & 0xff;
    }

    /**
     * Whether the checksum is right.
     *
     * @param extra what the message's definition adds to it
     */
    static boolean isWhole(byte[] bytes, int at, int extra) {
        int end = payloadAt(bytes, at) + payloadBytes(bytes, at);
        int crc = 0xffff;
        for (int i = at + 1; i < end; i++) {
            crc = accumulated(crc, bytes[i] & 0xff);
        }
        crc = accumulated(crc, extra);
        return crc == ((bytes[end] & 0xff) | (bytes[end + 1] & 0xff) << 8);
    }

    /** CRC-16/MCRF4XX. */
    private static int accumulated(int crc, int value) {
        int mixed = value ^ (crc & 0xff);
        mixed = (mixed ^ (mixed << 4)) & 0xff;
        return ((crc >> 8) ^ (mixed << 8) ^ (mixed << 3) ^ (mixed >> 4)) & 0xffff;
    }
}
