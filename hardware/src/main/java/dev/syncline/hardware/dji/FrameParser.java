package dev.syncline.hardware.dji;

import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a stream of bytes. After a wrong header or a wrong CRC32 only the first byte is dropped and the rest is
 * looked at again, since a real frame may begin inside. A frame whose announced bytes do not come while others do is
 * given up after a while, so that a length that lies holds up nothing. Allocates nothing for a frame. One thread at a
 * time.
 */
public final class FrameParser {
    /** A frame of the largest size takes 90 ms at 115200 Bd. */
    private static final long PATIENCE_NS = 500_000_000L;

    private static final int CAPACITY = 1 << 15;
    private static final int BAD = -1;

    private final @Nullable BodyCipher cipher;
    private final FrameChecksum checksum = new FrameChecksum();
    private final byte[] buffer = new byte[CAPACITY];
    private final byte[] plain = new byte[FrameLayout.MAX_FRAME_BYTES];
    private final ArrivalMarks arrivals = new ArrivalMarks();
    private final FrameView view = new FrameView();

    private int head;
    private int tail;
    private long bytes;
    private long frames;
    private long skippedBytes;
    private long headerFaults;
    private long bodyFaults;
    private long abandoned;
    private long withoutKey;
    private long badEncryption;

    /** @param cipher for encrypted bodies; null where no key is known, and then they are counted and left out */
    public FrameParser(@Nullable BodyCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * Takes received bytes.
     *
     * @param arrivalNs when they were received, ns; not before the last call's
     */
    public void feed(byte[] data, int offset, int length, long arrivalNs, FrameHandler handler) {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, CAPACITY - tail);
            System.arraycopy(data, offset + done, buffer, tail, part);
            tail += part;
            done += part;
            bytes += part;
            arrivals.received(bytes, arrivalNs);
            parse(handler);
            while (tail - head >= FrameLayout.HEADER_BYTES && arrivalNs - arrivals.of(position()) > PATIENCE_NS) {
                abandoned++;
                drop(1);
                parse(handler);
            }
            compact();
        }
    }

    /** Forgets the half frame that may be waiting: the line was opened anew. */
    public void reset() {
        skippedBytes += tail - head;
        head = 0;
        tail = 0;
        arrivals.passed(bytes);
    }

    /** What was seen so far. */
    public ParserCounts counts() {
        return new ParserCounts(
                bytes, frames, skippedBytes, headerFaults, bodyFaults, abandoned, withoutKey, badEncryption);
    }

    private void parse(FrameHandler handler) {
        while (tail - head >= FrameLayout.HEADER_BYTES) {
            if (buffer[head] != FrameLayout.START) {
                skipToStart();
                continue;
            }
            int length = announcedLength(head);
            if (length == BAD) {
                headerFaults++;
                drop(1);
                continue;
            }
            if (tail - head < length) {
                return;
            }
            if (length > FrameLayout.HEADER_BYTES
                    && checksum.crc32(buffer, head, length - FrameLayout.CRC_BYTES)
                            != LittleEndian.i32(buffer, head + length - FrameLayout.CRC_BYTES)) {
                bodyFaults++;
                drop(1);
                continue;
            }
            int start = head;
            view.arrivedAt(arrivals.of(position() + length - 1));
            head += length;
            arrivals.passed(position());
            frames++;
            deliver(start, length, handler);
        }
    }

    /** Length of the frame whose header is at {@code at}, or {@link #BAD}. */
    private int announcedLength(int at) {
        int field = LittleEndian.u16(buffer, at + FrameLayout.LENGTH);
        int length = field & FrameLayout.LENGTH_MASK;
        boolean possible =
                length == FrameLayout.HEADER_BYTES || length >= FrameLayout.HEADER_BYTES + FrameLayout.CRC_BYTES;
        boolean reserved = field > FrameLayout.LENGTH_MASK
                || (buffer[at + FrameLayout.SESSION] & FrameLayout.SESSION_RESERVED) != 0
                || (buffer[at + FrameLayout.RESERVED]
                                | buffer[at + FrameLayout.RESERVED + 1]
                                | buffer[at + FrameLayout.RESERVED + 2])
                        != 0;
        if (!possible || reserved) {
            return BAD;
        }
        int crc = FrameChecksum.crc16(buffer, at, FrameLayout.HEADER_CRC);
        return crc == LittleEndian.u16(buffer, at + FrameLayout.HEADER_CRC) ? length : BAD;
    }

    private void deliver(int start, int length, FrameHandler handler) {
        int bodyAt = start + FrameLayout.HEADER_BYTES;
        int bodyLength = Math.max(0, length - FrameLayout.HEADER_BYTES - FrameLayout.CRC_BYTES);
        int coding = buffer[start + FrameLayout.PADDING] & 0xFF;
        int encryption = coding >>> FrameLayout.ENCRYPTION_SHIFT;
        view.header(buffer, start);
        if (encryption == 0) {
            view.body(buffer, bodyAt, bodyLength, false);
            handler.onFrame(view);
            return;
        }
        int padding = coding & FrameLayout.PADDING_MASK;
        boolean wholeBlocks = bodyLength > 0 && bodyLength % BodyCipher.BLOCK_BYTES == 0;
        if (encryption != 1 || !wholeBlocks || padding < 1 || padding > BodyCipher.BLOCK_BYTES) {
            badEncryption++;
            return;
        }
        if (cipher == null) {
            withoutKey++;
            return;
        }
        cipher.decrypt(buffer, bodyAt, bodyLength, plain, 0);
        view.body(plain, 0, bodyLength - padding, true);
        handler.onFrame(view);
    }

    private void skipToStart() {
        int at = head;
        while (at < tail && buffer[at] != FrameLayout.START) {
            at++;
        }
        drop(at - head);
    }

    private void drop(int count) {
        head += count;
        skippedBytes += count;
        arrivals.passed(position());
    }

    /** The stream's number of the byte at {@link #head}. */
    private long position() {
        return bytes - (tail - head);
    }

    private void compact() {
        if (head == tail) {
            head = 0;
            tail = 0;
        } else if (CAPACITY - tail < CAPACITY / 2) {
            System.arraycopy(buffer, head, buffer, 0, tail - head);
            tail -= head;
            head = 0;
        }
    }
}
