package dev.syncline.bindings.linux.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An open {@code /dev/gpiochipN}. */
public final class GpioChip implements AutoCloseable {
    private final FileDescriptor device;

    private GpioChip(FileDescriptor device) {
        this.device = device;
    }

    /** @throws SystemCallException if it cannot be opened */
    public static GpioChip open(String path) throws SystemCallException {
        return new GpioChip(FileDescriptor.open(path, FileDescriptor.O_RDWR));
    }

    /** @throws SystemCallException if this is no GPIO chip */
    public GpioChipInfo info() throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(GpioLayouts.CHIP_INFO);
            device.ioctl("GPIO_GET_CHIPINFO", GpioLayouts.GET_CHIPINFO, info);
            return new GpioChipInfo(
                    info.getString(GpioLayouts.at(GpioLayouts.CHIP_INFO, "name")),
                    info.getString(GpioLayouts.at(GpioLayouts.CHIP_INFO, "label")),
                    info.get(JAVA_INT, GpioLayouts.at(GpioLayouts.CHIP_INFO, "lines")));
        }
    }

    /**
     * Takes a line as an input and has its edges stamped by the kernel with CLOCK_MONOTONIC.
     *
     * @param offset the line's number on this chip
     * @param consumer who uses it, as other programs see it; at most 31 bytes
     * @param bufferedEdges edges that the kernel keeps until they are read
     * @throws SystemCallException if the line is in use, or the chip has none of this number
     */
    public GpioLine requestEdges(int offset, EdgeKind edges, String consumer, int bufferedEdges)
            throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(GpioLayouts.LINE_REQUEST);
            request.set(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_REQUEST, "offsets"), offset);
            request.setString(GpioLayouts.at(GpioLayouts.LINE_REQUEST, "consumer"), consumer);
            request.set(
                    JAVA_LONG,
                    GpioLayouts.at(GpioLayouts.LINE_REQUEST, "config")
                            + GpioLayouts.at(GpioLayouts.LINE_CONFIG, "flags"),
                    GpioLayouts.FLAG_INPUT | edges.flags());
            request.set(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_REQUEST, "num_lines"), 1);
            request.set(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_REQUEST, "event_buffer_size"), bufferedEdges);
            device.ioctl("GPIO_V2_GET_LINE for line " + offset, GpioLayouts.GET_LINE, request);
            int fd = request.get(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_REQUEST, "fd"));
            return new GpioLine(FileDescriptor.adopt(device.name() + " line " + offset, fd));
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
