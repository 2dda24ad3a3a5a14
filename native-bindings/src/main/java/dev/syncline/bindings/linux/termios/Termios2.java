package dev.syncline.bindings.linux.termios;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/** {@code struct termios2} of {@code asm-generic/termbits.h}, 44 bytes: the only one that takes any baud rate. */
public final class Termios2 {
    public static final long TCGETS2 = 0x802C542AL;
    public static final long TCSETS2 = 0x402C542BL;

    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("c_iflag"),
            JAVA_INT.withName("c_oflag"),
            JAVA_INT.withName("c_cflag"),
            JAVA_INT.withName("c_lflag"),
            JAVA_BYTE.withName("c_line"),
            MemoryLayout.sequenceLayout(19, JAVA_BYTE).withName("c_cc"),
            JAVA_INT.withName("c_ispeed"),
            JAVA_INT.withName("c_ospeed"));

    private static final VarHandle IFLAG = handle("c_iflag");
    private static final VarHandle OFLAG = handle("c_oflag");
    private static final VarHandle CFLAG = handle("c_cflag");
    private static final VarHandle LFLAG = handle("c_lflag");
    private static final VarHandle ISPEED = handle("c_ispeed");
    private static final VarHandle OSPEED = handle("c_ospeed");
    private static final long CONTROL_CHARACTERS_AT = LAYOUT.byteOffset(PathElement.groupElement("c_cc"));

    private static final int VTIME = 5;
    private static final int VMIN = 6;
    private static final int BOTHER = 0x1000;
    private static final int IBAUD_SHIFT = 16;
    private static final int CS8 = 0x30;
    private static final int CREAD = 0x80;
    private static final int CLOCAL = 0x800;

    private Termios2() {}

    /**
     * Makes a line carry bytes as they are: 8 data bits, no parity, one stop bit, no flow control, no translation.
     *
     * @param baud any number that the driver can make
     * @return the speed that the driver has set, baud
     * @throws SystemCallException if the device is no serial line or refuses
     */
    public static int makeRaw(FileDescriptor line, int baud) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = arena.allocate(LAYOUT);
            line.ioctl("TCGETS2", TCGETS2, settings);
            IFLAG.set(settings, 0L, 0);
            OFLAG.set(settings, 0L, 0);
            LFLAG.set(settings, 0L, 0);
            // Both speeds as plain numbers; what the old flags said of speed, size, parity and handshake goes.
            CFLAG.set(settings, 0L, BOTHER | BOTHER << IBAUD_SHIFT | CS8 | CREAD | CLOCAL);
            ISPEED.set(settings, 0L, baud);
            OSPEED.set(settings, 0L, baud);
            settings.set(JAVA_BYTE, CONTROL_CHARACTERS_AT + VMIN, (byte) 0);
            settings.set(JAVA_BYTE, CONTROL_CHARACTERS_AT + VTIME, (byte) 0);
            line.ioctl("TCSETS2", TCSETS2, settings);
            line.ioctl("TCGETS2", TCGETS2, settings);
            return (int) OSPEED.get(settings, 0L);
        }
    }

    private static VarHandle handle(String field) {
        return LAYOUT.varHandle(PathElement.groupElement(field));
    }
}
