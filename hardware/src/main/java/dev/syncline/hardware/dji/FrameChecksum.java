package dev.syncline.hardware.dji;

import java.util.zip.CRC32;

/** The two checksums of a frame. One thread at a time. */
final class FrameChecksum {
    private static final int CRC16_START = 0x3AA3;
    private static final int CRC16_POLYNOMIAL = 0xA001;
    private static final short[] CRC16_TABLE = crc16Table();

    private static final int CRC32_START = 0x3AA3;
    /** What the JDK's CRC32 begins with, where the protocol begins with {@link #CRC32_START}. */
    private static final int START_DIFFERENCE = ~CRC32_START;

    private final CRC32 crc32 = new CRC32();
    private final byte[] first = new byte[Integer.BYTES];

    private static short[] crc16Table() {
        short[] table = new short[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ CRC16_POLYNOMIAL : crc >>> 1;
            }
            table[i] = (short) crc;
        }
        return table;
    }

    /** Polynomial 0x8005 reflected, start 0x3AA3, no final complement. */
    static int crc16(byte[] data, int offset, int length) {
        int crc = CRC16_START;
        for (int i = offset; i < offset + length; i++) {
            crc = (crc >>> 8) ^ (CRC16_TABLE[(crc ^ data[i]) & 0xFF] & 0xFFFF);
        }
        return crc;
    }

    /**
     * Polynomial 0x04C11DB7 reflected, start 0x3AA3, no final complement: the JDK's CRC32, which processors have
     * instructions for, with another start. The start is added (xor) to the first four bytes, so the difference between
     * two starts is a change of those bytes.
     *
     * @param length at least 4
     */
    int crc32(byte[] data, int offset, int length) {
        for (int i = 0; i < Integer.BYTES; i++) {
            first[i] = (byte) (data[offset + i] ^ (START_DIFFERENCE >>> (Byte.SIZE * i)));
        }
        crc32.reset();
        crc32.update(first, 0, Integer.BYTES);
        crc32.update(data, offset + Integer.BYTES, length - Integer.BYTES);
        return ~(int) crc32.getValue();
    }
}
