package dev.syncline.bindings.linux.time;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.Downcalls;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Reads clocks of Linux by {@code clock_gettime}. Any thread may call. */
public final class SystemClocks {
    public static final int CLOCK_REALTIME = 0;
    public static final int CLOCK_MONOTONIC = 1;
    public static final int CLOCK_MONOTONIC_RAW = 4;
    public static final int CLOCK_BOOTTIME = 7;
    public static final int CLOCK_TAI = 11;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final MethodHandle GETTIME =
            Downcalls.libc("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS), -1);

    /** Native memory for one thread's calls; freed when the thread is gone. */
    private static final ThreadLocal<Call> CALL = ThreadLocal.withInitial(Call::new);

    private static final class Call {
        private final Arena arena = Arena.ofAuto();
        private final MemorySegment errno = arena.allocate(Downcalls.ERRNO_LAYOUT);
        private final MemorySegment timespec = arena.allocate(16, 8);
    }

    private SystemClocks() {}

    /**
     * A clock's time, ns.
     *
     * @param clockId one of the constants, or that of an open PTP clock
     * @throws SystemCallException if there is no such clock
     */
    public static long readNs(int clockId) throws SystemCallException {
        Call call = CALL.get();
        int result;
        try {
            result = (int) GETTIME.invokeExact(call.errno, clockId, call.timespec);
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime could not be called", e);
        }
        if (result < 0) {
            throw new SystemCallException("clock_gettime of clock " + clockId, Downcalls.errno(call.errno));
        }
        return call.timespec.get(JAVA_LONG, 0) * SECOND_NS + call.timespec.get(JAVA_LONG, 8);
    }
}
