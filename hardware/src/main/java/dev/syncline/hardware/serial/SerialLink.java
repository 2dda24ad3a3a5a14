package dev.syncline.hardware.serial;

import java.io.IOException;

/** An open serial line, 8 data bits, no parity, one stop bit. One thread at a time, but for {@link #close}. */
public interface SerialLink extends AutoCloseable {
    /** The port, for people. */
    String name();

    /**
     * Reads what there is, waiting for the first byte at most.
     *
     * @param timeoutMs how long to wait for it; 0 does not wait
     * @return bytes read, 0 where none came
     * @throws IOException if the line is lost
     */
    int read(byte[] into, int offset, int length, int timeoutMs) throws IOException;

    /** Writes all. @throws IOException if the line is lost or takes nothing */
    void write(byte[] from, int offset, int length) throws IOException;

    /** What went wrong on the wire since the line was opened, as far as the driver tells. */
    LineErrors errors();

    @Override
    void close();
}
