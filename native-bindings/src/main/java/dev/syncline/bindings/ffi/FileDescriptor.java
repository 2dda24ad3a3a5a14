package dev.syncline.bindings.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * An open device file of Linux with the calls that drivers are spoken to by. One thread at a time; {@link #close} twice
 * does no harm.
 */
public final class FileDescriptor implements AutoCloseable {
    public static final int O_RDONLY = 0;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_NOCTTY = 0x100;
    public static final int O_CLOEXEC = 0x80000;
    /** There is something to read. */
    public static final short POLLIN = 1;
    /** There is something urgent to read, such as a V4L2 event. */
    public static final short POLLPRI = 2;

    private static final MethodHandle OPEN =
            Downcalls.libc("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2);
    private static final MethodHandle CLOSE = Downcalls.libc("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), -1);
    private static final MethodHandle IOCTL =
            Downcalls.libc("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
    private static final MethodHandle READ =
            Downcalls.libc("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), -1);
    private static final MethodHandle WRITE =
            Downcalls.libc("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), -1);
    private static final MethodHandle POLL =
            Downcalls.libc("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), -1);
    private static final MemoryLayout POLLFD = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

    private final String name;
    private final Arena arena;
    private final MemorySegment errno;
    private final MemorySegment pollFd;
    private int fd;

    private FileDescriptor(String name, Arena arena, MemorySegment errno, int fd) {
        this.name = name;
        this.arena = arena;
        this.errno = errno;
        this.fd = fd;
        this.pollFd = arena.allocate(POLLFD);
    }

    /**
     * Opens a device file.
     *
     * @param flags of {@code open(2)}, such as {@link #O_RDWR}
     * @throws SystemCallException if it cannot be opened
     */
    public static FileDescriptor open(String path, int flags) throws SystemCallException {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment errno = arena.allocate(Downcalls.ERRNO_LAYOUT);
            int fd = (int) OPEN.invokeExact(errno, arena.allocateFrom(path), flags | O_CLOEXEC);
            if (fd < 0) {
                throw new SystemCallException("open " + path, Downcalls.errno(errno));
            }
            return new FileDescriptor(path, arena, errno, fd);
        } catch (Throwable e) {
            arena.close();
            throw rethrown(e);
        }
    }

    /** Takes over a descriptor that a driver handed out, as GPIO line requests do. */
    public static FileDescriptor adopt(String name, int fd) {
        Arena arena = Arena.ofShared();
        return new FileDescriptor(name, arena, arena.allocate(Downcalls.ERRNO_LAYOUT), fd);
    }

    /** The device's path. */
    public String name() {
        return name;
    }

    /** The number, for calls that take it. */
    public int number() {
        return fd;
    }

    /**
     * Asks the driver.
     *
     * @param requestName the request's name in the kernel's headers, for the error
     * @param argument struct that the request reads and writes, native memory
     * @return what the call returned, 0 or more
     * @throws SystemCallException if it fails
     */
    public int ioctl(String requestName, long request, MemorySegment argument) throws SystemCallException {
        int result = tryIoctl(request, argument);
        if (result < 0) {
            throw new SystemCallException(requestName + " on " + name, -result);
        }
        return result;
    }

    /** As {@link #ioctl}, with the negative error number as the result where it fails. */
    public int tryIoctl(long request, MemorySegment argument) {
        try {
            int result = (int) IOCTL.invokeExact(errno, fd, request, argument);
            return result < 0 ? -Downcalls.errno(errno) : result;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /**
     * Reads what there is.
     *
     * @return bytes read; 0 at the end; -1 where nothing is there yet (non-blocking) or a signal came between
     * @throws SystemCallException if it fails
     */
    public long read(MemorySegment into) throws SystemCallException {
        try {
            long result = (long) READ.invokeExact(errno, fd, into, into.byteSize());
            return checked("read", result);
        } catch (SystemCallException e) {
            throw e;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /**
     * Writes.
     *
     * @return bytes written; -1 where the device takes nothing yet (non-blocking) or a signal came between
     * @throws SystemCallException if it fails
     */
    public long write(MemorySegment from) throws SystemCallException {
        try {
            long result = (long) WRITE.invokeExact(errno, fd, from, from.byteSize());
            return checked("write", result);
        } catch (SystemCallException e) {
            throw e;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /**
     * Waits until the device has something.
     *
     * @param events {@link #POLLIN} and its like
     * @param timeoutMs -1 waits for ever
     * @return what happened, 0 where the time ran out or a signal came between
     * @throws SystemCallException if it fails
     */
    public short poll(short events, int timeoutMs) throws SystemCallException {
        pollFd.set(JAVA_INT, 0, fd);
        pollFd.set(JAVA_SHORT, 4, events);
        pollFd.set(JAVA_SHORT, 6, (short) 0);
        try {
            int result = (int) POLL.invokeExact(errno, pollFd, 1L, timeoutMs);
            return checked("poll", result) <= 0 ? 0 : pollFd.get(JAVA_SHORT, 6);
        } catch (SystemCallException e) {
            throw e;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    @Override
    public void close() {
        if (fd < 0) {
            return;
        }
        try {
            // After a failed close the descriptor is gone all the same (close(2)).
            int ignored = (int) CLOSE.invokeExact(errno, fd);
        } catch (Throwable e) {
            throw rethrown(e);
        } finally {
            fd = -1;
            arena.close();
        }
    }

    private long checked(String call, long result) throws SystemCallException {
        if (result >= 0) {
            return result;
        }
        int error = Downcalls.errno(errno);
        if (error == Errno.EAGAIN || error == Errno.EINTR) {
            return -1;
        }
        throw new SystemCallException(call + " on " + name, error);
    }

    /** Handles declare Throwable; what they really throw is unchecked. */
    private static <T extends Throwable> RuntimeException rethrown(Throwable e) throws T {
        @SuppressWarnings("unchecked")
        T same = (T) e;
        throw same;
    }
}
