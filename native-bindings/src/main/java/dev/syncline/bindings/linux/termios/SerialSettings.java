package dev.syncline.bindings.linux.termios;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/** {@code struct serial_struct} of {@code linux/serial.h}, 72 bytes on 64-bit machines; only its flags are of use here. */
public final class SerialSettings {
    public static final long TIOCGSERIAL = 0x541EL;
    public static final long TIOCSSERIAL = 0x541FL;
    /** The driver hands on received bytes at once. */
    public static final int ASYNC_LOW_LATENCY = 0x2000;

    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("type"),
            JAVA_INT.withName("line"),
            JAVA_INT.withName("port"),
            JAVA_INT.withName("irq"),
            JAVA_INT.withName("flags"),
            MemoryLayout.sequenceLayout(52, JAVA_BYTE).withName("rest"));

    private static final VarHandle FLAGS = LAYOUT.varHandle(PathElement.groupElement("flags"));

    private SerialSettings() {}

    /**
     * Asks the driver to hand on received bytes at once, without waiting for more.
     *
     * @return whether it does now; false where the driver does not know the request or does not let us
     */
    public static boolean lowLatency(FileDescriptor line) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = arena.allocate(LAYOUT);
            if (line.tryIoctl(TIOCGSERIAL, settings) < 0) {
                return false;
            }
            int flags = (int) FLAGS.get(settings, 0L);
            if ((flags & ASYNC_LOW_LATENCY) != 0) {
                return true;
            }
            FLAGS.set(settings, 0L, flags | ASYNC_LOW_LATENCY);
            return line.tryIoctl(TIOCSSERIAL, settings) >= 0;
        }
    }
}
