package dev.syncline.engine.telemetry.gyroflow;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.InflaterInputStream;

/**
 * Compressed bytes as they are read, never held as a whole. Motion data shrinks by a factor of three to thirty; what grows
 * by hundreds is made to fill memory.
 */
final class Inflated extends FilterInputStream {
    private static final long MOST_TIMES = 300;
    private static final long SMALL = 1 << 20;
    private static final long MOST_BYTES = 2L << 30;

    private long left;

    Inflated(byte[] zlib) {
        super(new InflaterInputStream(new ByteArrayInputStream(zlib)));
        left = Math.min(MOST_BYTES, SMALL + MOST_TIMES * zlib.length);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        int n = super.read(to, from, length);
        count(Math.max(0, n));
        return n;
    }

    private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException("it grows too much when it is decompressed: no motion data does");
        }
    }

    private long readLittleEndian() throws IOException {
        byte[] eight = new byte[8];
        if (readNBytes(eight, 0, 8) < 8) {
            throw new EOFException("it ends too early");
        }
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | (eight[i] & 0xff);
        }
        return value;
    }

    /** A number of 64 bits as bincode writes it. */
    long readLong() throws IOException {
        return readLittleEndian();
    }

    /** A double as bincode writes it. */
    double readDouble() throws IOException {
        return Double.longBitsToDouble(readLittleEndian());
    }

    /** Whether a value follows, as bincode writes an option. */
    boolean readPresent() throws IOException {
        int tag = read();
        if (tag != 0 && tag != 1) {
            throw tag < 0
                    ? new EOFException("it ends too early")
                    : new IOException("found " + tag + ", expected 0 or 1");
        }
        return tag == 1;
    }
}
