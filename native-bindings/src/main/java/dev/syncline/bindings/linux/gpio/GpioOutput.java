package dev.syncline.bindings.linux.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A line of a GPIO chip that is driven. Idle when it is opened and when it is closed. One thread at a time. */
public final class GpioOutput implements AutoCloseable {
    private final FileDescriptor line;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment values = arena.allocate(GpioLayouts.LINE_VALUES);
    private boolean closed;

    private GpioOutput(FileDescriptor line) {
        this.line = line;
        values.set(JAVA_LONG, GpioLayouts.at(GpioLayouts.LINE_VALUES, "mask"), 1L);
    }

    /** Which level of the wire is active. */
    public enum ActiveLevel {
        HIGH,
        LOW
    }

    /**
     * Takes a line as an output, idle.
     *
     * @param chip the chip's device file
     * @param offset the line's number on it
     * @param consumer who uses it, as other programs see it; at most 31 bytes
     * @throws SystemCallException if the chip cannot be opened, has no such line, or the line is in use
     */
    public static GpioOutput open(String chip, int offset, ActiveLevel active, String consumer)
            throws SystemCallException {
        try (FileDescriptor device = FileDescriptor.open(chip, FileDescriptor.O_RDWR);
                Arena call = Arena.ofConfined()) {
            MemorySegment request = request(call, offset, active, consumer);
            device.ioctl("GPIO_V2_GET_LINE for line " + offset, GpioLayouts.GET_LINE, request);
            int fd = request.get(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_REQUEST, "fd"));
            return new GpioOutput(FileDescriptor.adopt(chip + " line " + offset, fd));
        }
    }

    /** The struct that asks for the line. Its initial value is 0, which is idle for either active level. */
    static MemorySegment request(Arena arena, int offset, ActiveLevel active, String consumer) {
        MemorySegment request = arena.allocate(GpioLayouts.LINE_REQUEST);
        request.set(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_REQUEST, "offsets"), offset);
        request.setString(GpioLayouts.at(GpioLayouts.LINE_REQUEST, "consumer"), consumer);
        long flags = GpioLayouts.FLAG_OUTPUT | (active == ActiveLevel.LOW ? GpioLayouts.FLAG_ACTIVE_LOW : 0);
        long config = GpioLayouts.at(GpioLayouts.LINE_REQUEST, "config");
        request.set(JAVA_LONG, config + GpioLayouts.at(GpioLayouts.LINE_CONFIG, "flags"), flags);
        request.set(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_REQUEST, "num_lines"), 1);
        return request;
    }

    /** Makes the line active or idle. @throws SystemCallException if the chip is gone */
    public void set(boolean active) throws SystemCallException {
        values.set(JAVA_LONG, GpioLayouts.at(GpioLayouts.LINE_VALUES, "bits"), active ? 1L : 0L);
        line.ioctl("GPIO_V2_LINE_SET_VALUES", GpioLayouts.LINE_SET_VALUES, values);
    }

    /** Makes the line idle and gives it back. @throws SystemCallException if the chip is gone */
    @Override
    public void close() throws SystemCallException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            set(false);
        } finally {
            line.close();
            arena.close();
        }
    }
}
