package dev.syncline.bindings.linux.termios;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * What a driver has counted since it was loaded ({@code struct serial_icounter_struct} of {@code linux/serial.h}, 80
 * bytes).
 *
 * @param framing bytes whose stop bit was missing
 * @param overrun bytes that the hardware lost
 * @param parity bytes of wrong parity
 * @param breaks breaks seen
 * @param bufferOverrun bytes that the kernel had no room for
 */
public record SerialCounters(int framing, int overrun, int parity, int breaks, int bufferOverrun) {
    public static final long TIOCGICOUNT = 0x545DL;

    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("cts"),
            JAVA_INT.withName("dsr"),
            JAVA_INT.withName("rng"),
            JAVA_INT.withName("dcd"),
            JAVA_INT.withName("rx"),
            JAVA_INT.withName("tx"),
            JAVA_INT.withName("frame"),
            JAVA_INT.withName("overrun"),
            JAVA_INT.withName("parity"),
            JAVA_INT.withName("brk"),
            JAVA_INT.withName("buf_overrun"),
            MemoryLayout.sequenceLayout(9, JAVA_INT).withName("reserved"));

    /** What the driver tells; empty where it does not count, as a pseudo-terminal. */
    public static Optional<SerialCounters> of(FileDescriptor line) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counters = arena.allocate(LAYOUT);
            if (line.tryIoctl(TIOCGICOUNT, counters) < 0) {
                return Optional.empty();
            }
            return Optional.of(new SerialCounters(
                    count(counters, "frame"),
                    count(counters, "overrun"),
                    count(counters, "parity"),
                    count(counters, "brk"),
                    count(counters, "buf_overrun")));
        }
    }

    private static int count(MemorySegment counters, String field) {
        VarHandle handle = LAYOUT.varHandle(PathElement.groupElement(field));
        return (int) handle.get(counters, 0L);
    }
}
