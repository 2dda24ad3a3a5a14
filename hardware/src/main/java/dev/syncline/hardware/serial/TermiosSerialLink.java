package dev.syncline.hardware.serial;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.termios.SerialCounters;
import dev.syncline.bindings.linux.termios.SerialSettings;
import dev.syncline.bindings.linux.termios.Termios2;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A serial line of Linux by its own calls: any baud rate, low latency, the driver's error counters. */
public final class TermiosSerialLink implements SerialLink {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final short POLLOUT = 4;
    private static final short POLLERR = 8;
    private static final short POLLHUP = 16;
    private static final long WRITE_PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int WRITE_STEP_MS = 100;
    /** A driver that is further off than this cannot make the speed. */
    private static final double SPEED_TOLERANCE = 0.02;

    private final FileDescriptor device;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES);
    private final boolean lowLatency;
    private final Optional<SerialCounters> atOpening;

    private TermiosSerialLink(FileDescriptor device, boolean lowLatency) {
        this.device = device;
        this.lowLatency = lowLatency;
        this.atOpening = SerialCounters.of(device);
    }

    /**
     * Opens a port.
     *
     * @param port such as {@code /dev/ttyUSB0}
     * @throws IOException if it cannot be opened or cannot run at {@code baud}
     */
    public static TermiosSerialLink open(String port, int baud) throws IOException {
        FileDescriptor device;
        try {
            device = FileDescriptor.open(
                    port, FileDescriptor.O_RDWR | FileDescriptor.O_NOCTTY | FileDescriptor.O_NONBLOCK);
        } catch (SystemCallException e) {
            throw PortProblem.of(port, e);
        }
        try {
            int made = Termios2.makeRaw(device, baud);
            if (Math.abs(made - baud) > baud * SPEED_TOLERANCE) {
                throw new IOException(port + " cannot run at " + baud + " Bd: its driver made it " + made);
            }
            return new TermiosSerialLink(device, SerialSettings.lowLatency(device));
        } catch (SystemCallException e) {
            device.close();
            throw PortProblem.of(port, e);
        } catch (IOException | RuntimeException e) {
            device.close();
            throw e;
        }
    }

    /** Whether the driver hands on bytes at once; false where it does not know how. */
    public boolean lowLatency() {
        return lowLatency;
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
        short events = device.poll(FileDescriptor.POLLIN, timeoutMs);
        if (events == 0) {
            return 0;
        }
        if ((events & FileDescriptor.POLLIN) != 0) {
            long count = device.read(buffer.asSlice(0, Math.min(length, BUFFER_BYTES)));
            if (count > 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, offset, (int) count);
                return (int) count;
            }
            if (count < 0) {
                return 0;
            }
        }
        if ((events & (POLLHUP | POLLERR)) != 0 || (events & FileDescriptor.POLLIN) != 0) {
            throw new IOException(name() + " was unplugged or hung up");
        }
        return 0;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        long begunNs = System.nanoTime();
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, BUFFER_BYTES);
            MemorySegment.copy(from, offset + done, buffer, ValueLayout.JAVA_BYTE, 0, part);
            long count = device.write(buffer.asSlice(0, part));
            if (count > 0) {
                done += (int) count;
                continue;
            }
            if (System.nanoTime() - begunNs > WRITE_PATIENCE_NS) {
                throw new IOException(name() + " takes nothing: " + done + " of " + length + " bytes went out in 2 s");
            }
            short _ = device.poll(POLLOUT, WRITE_STEP_MS);
        }
    }

    @Override
    public LineErrors errors() {
        Optional<SerialCounters> now = SerialCounters.of(device);
        if (now.isEmpty() || atOpening.isEmpty()) {
            return LineErrors.UNTOLD;
        }
        SerialCounters then = atOpening.get();
        return new LineErrors(
                true,
                now.get().framing() - then.framing(),
                now.get().overrun() - then.overrun() + now.get().bufferOverrun() - then.bufferOverrun(),
                now.get().parity() - then.parity());
    }

    @Override
    public void close() {
        device.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
