package dev.syncline.bindings.linux.pps;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** An open {@code /dev/ppsN}. One thread at a time. */
public final class PpsDevice implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000L;

    private final FileDescriptor device;

    private PpsDevice(FileDescriptor device) {
        this.device = device;
    }

    /** @throws SystemCallException if it cannot be opened */
    public static PpsDevice open(String path) throws SystemCallException {
        return new PpsDevice(FileDescriptor.open(path, FileDescriptor.O_RDWR));
    }

    /** What the source can do: {@link PpsLayouts#CAPTURE_ASSERT} and its like. */
    public int capabilities() throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mode = arena.allocate(JAVA_INT);
            device.ioctl("PPS_GETCAP", PpsLayouts.GETCAP, mode);
            return mode.get(JAVA_INT, 0);
        }
    }

    /**
     * Has assert edges stamped. Many sources do so from the start.
     *
     * @throws SystemCallException if it may not be changed
     */
    public void captureAssert() throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = arena.allocate(PpsLayouts.KPARAMS);
            device.ioctl("PPS_GETPARAMS", PpsLayouts.GETPARAMS, params);
            long mode = PpsLayouts.at(PpsLayouts.KPARAMS, "mode");
            if ((params.get(JAVA_INT, mode) & PpsLayouts.CAPTURE_ASSERT) == 0) {
                params.set(JAVA_INT, PpsLayouts.at(PpsLayouts.KPARAMS, "api_version"), PpsLayouts.API_VERSION);
                params.set(
                        JAVA_INT,
                        mode,
                        params.get(JAVA_INT, mode) | PpsLayouts.CAPTURE_ASSERT | PpsLayouts.TSFMT_TSPEC);
                device.ioctl("PPS_SETPARAMS", PpsLayouts.SETPARAMS, params);
            }
        }
    }

    /**
     * Waits for the next edge after this call, and says which is the newest then.
     *
     * @param timeoutNs longest wait, 0 or more; 0 gives the last edge at once
     * @return null where the time ran out or there was no edge yet
     * @throws SystemCallException if the device is gone
     */
    public @Nullable PpsPulse fetch(long timeoutNs) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(PpsLayouts.FDATA);
            long timeout = PpsLayouts.at(PpsLayouts.FDATA, "timeout");
            data.set(JAVA_LONG, timeout + PpsLayouts.at(PpsLayouts.KTIME, "sec"), timeoutNs / SECOND_NS);
            data.set(JAVA_INT, timeout + PpsLayouts.at(PpsLayouts.KTIME, "nsec"), (int) (timeoutNs % SECOND_NS));
            int result = device.tryIoctl(PpsLayouts.FETCH, data);
            if (result == -Errno.ETIMEDOUT || result == -Errno.EINTR) {
                return null;
            }
            if (result < 0) {
                throw new SystemCallException("PPS_FETCH on " + device.name(), -result);
            }
            return parse(data);
        }
    }

    /** The assert edge of a {@code pps_fdata}; null where there was none. */
    static @Nullable PpsPulse parse(MemorySegment data) {
        long info = PpsLayouts.at(PpsLayouts.FDATA, "info");
        long time = info + PpsLayouts.at(PpsLayouts.KINFO, "assert_tu");
        int sequence = data.get(JAVA_INT, info + PpsLayouts.at(PpsLayouts.KINFO, "assert_sequence"));
        long seconds = data.get(JAVA_LONG, time + PpsLayouts.at(PpsLayouts.KTIME, "sec"));
        int nanos = data.get(JAVA_INT, time + PpsLayouts.at(PpsLayouts.KTIME, "nsec"));
        return sequence == 0 && seconds == 0 ? null : new PpsPulse(seconds * SECOND_NS + nanos, sequence);
    }

    @Override
    public void close() {
        device.close();
    }
}
