package dev.syncline.bindings.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Memory of a device, such as a frame buffer of a driver, mapped into the process until it is closed. */
public final class MappedMemory implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int MAP_SHARED = 1;
    private static final long MAP_FAILED = -1;

    private static final MethodHandle MMAP = Downcalls.libc(
            "mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG), -1);
    private static final MethodHandle MUNMAP =
            Downcalls.libc("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG), -1);

    private final Arena arena;
    private final MemorySegment errno;
    private final MemorySegment address;
    private final MemorySegment bytes;
    private boolean open = true;

    private MappedMemory(Arena arena, MemorySegment errno, MemorySegment address, long byteSize) {
        this.arena = arena;
        this.errno = errno;
        this.address = address;
        this.bytes = Downcalls.sized(address, byteSize, arena).asReadOnly();
    }

    /**
     * Maps a part of a device for reading.
     *
     * @param offset where the driver says that it begins
     * @throws SystemCallException if it cannot be mapped
     */
    public static MappedMemory readable(FileDescriptor device, long byteSize, long offset) throws SystemCallException {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment errno = arena.allocate(Downcalls.ERRNO_LAYOUT);
            MemorySegment address = (MemorySegment) MMAP.invokeExact(
                    errno, MemorySegment.NULL, byteSize, PROT_READ, MAP_SHARED, device.number(), offset);
            if (address.address() == MAP_FAILED) {
                throw new SystemCallException(
                        "mmap of " + byteSize + " bytes of " + device.name(), Downcalls.errno(errno));
            }
            return new MappedMemory(arena, errno, address, byteSize);
        } catch (Throwable e) {
            arena.close();
            throw Downcalls.rethrown(e);
        }
    }

    /** The memory, read-only; not to be touched after {@link #close}. */
    public MemorySegment bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        long byteSize = bytes.byteSize();
        try {
            // Unmapping what was mapped fails only for arguments that were never mapped.
            int ignored = (int) MUNMAP.invokeExact(errno, address, byteSize);
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        } finally {
            arena.close();
        }
    }
}
