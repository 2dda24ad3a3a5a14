package dev.syncline.bindings.linux.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A line whose edges the kernel stamps. One thread at a time. */
public final class GpioLine implements AutoCloseable {
    private static final int AT_ONCE = 16;

    private final FileDescriptor device;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment events = arena.allocate(GpioLayouts.LINE_EVENT, AT_ONCE);
    private final Deque<GpioEdge> read = new ArrayDeque<>();
    private boolean closed;

    GpioLine(FileDescriptor device) {
        this.device = device;
    }

    /**
     * The next edge.
     *
     * @param timeoutMs longest wait, -1 for ever
     * @return null where the time ran out
     * @throws SystemCallException if the device is gone
     */
    public @Nullable GpioEdge next(int timeoutMs) throws SystemCallException {
        if (read.isEmpty() && device.poll(FileDescriptor.POLLIN, timeoutMs) != 0) {
            long bytes = device.read(events);
            for (long at = 0; at < bytes; at += GpioLayouts.LINE_EVENT.byteSize()) {
                read.addLast(parse(events.asSlice(at, GpioLayouts.LINE_EVENT.byteSize())));
            }
        }
        return read.pollFirst();
    }

    /** An edge from its struct. */
    static GpioEdge parse(MemorySegment event) {
        return new GpioEdge(
                event.get(JAVA_LONG, GpioLayouts.at(GpioLayouts.LINE_EVENT, "timestamp_ns")),
                event.get(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_EVENT, "id")) == GpioLayouts.EVENT_RISING,
                event.get(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_EVENT, "offset")),
                event.get(JAVA_INT, GpioLayouts.at(GpioLayouts.LINE_EVENT, "line_seqno")));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            device.close();
            arena.close();
        }
    }
}
