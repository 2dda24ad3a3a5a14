package dev.syncline.bindings.linux.ptp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open {@code /dev/ptpN}. One thread at a time. */
public final class PtpDevice implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TIME_SIZE = PtpLayouts.TIME.byteSize();

    private final FileDescriptor device;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment event = arena.allocate(PtpLayouts.EXTTS_EVENT);
    private boolean closed;

    private PtpDevice(FileDescriptor device) {
        this.device = device;
    }

    /** @throws SystemCallException if it cannot be opened */
    public static PtpDevice open(String path) throws SystemCallException {
        return new PtpDevice(FileDescriptor.open(path, FileDescriptor.O_RDWR));
    }

    /** The clock's number for {@code clock_gettime}, as long as this is open. */
    public int clockId() {
        return (~device.number() << 3) | 3;
    }

    /** @throws SystemCallException if this is no PTP clock */
    public PtpCaps caps() throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment caps = call.allocate(PtpLayouts.CAPS);
            device.ioctl("PTP_CLOCK_GETCAPS", PtpLayouts.CLOCK_GETCAPS, caps);
            return new PtpCaps(
                    caps.get(JAVA_INT, PtpLayouts.at(PtpLayouts.CAPS, "max_adj")),
                    caps.get(JAVA_INT, PtpLayouts.at(PtpLayouts.CAPS, "n_ext_ts")),
                    caps.get(JAVA_INT, PtpLayouts.at(PtpLayouts.CAPS, "n_per_out")),
                    caps.get(JAVA_INT, PtpLayouts.at(PtpLayouts.CAPS, "n_pins")),
                    caps.get(JAVA_INT, PtpLayouts.at(PtpLayouts.CAPS, "cross_timestamping")) != 0);
        }
    }

    /**
     * Has the rising edges of an input stamped.
     *
     * @throws SystemCallException if the clock has no such input, or the pin has another function
     */
    public void stampRisingEdges(int channel) throws SystemCallException {
        request(channel, PtpLayouts.ENABLE_FEATURE | PtpLayouts.RISING_EDGE);
    }

    /** Stops stamping an input's edges. */
    public void stopStamping(int channel) throws SystemCallException {
        request(channel, 0);
    }

    private void request(int channel, int flags) throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment request = call.allocate(PtpLayouts.EXTTS_REQUEST);
            request.set(JAVA_INT, PtpLayouts.at(PtpLayouts.EXTTS_REQUEST, "index"), channel);
            // The second request is strict about its edge; an old driver or kernel knows only the first.
            long at = PtpLayouts.at(PtpLayouts.EXTTS_REQUEST, "flags");
            request.set(JAVA_INT, at, flags == 0 ? 0 : flags | PtpLayouts.STRICT_FLAGS);
            int strict = device.tryIoctl(PtpLayouts.EXTTS2, request);
            if (strict == -Errno.ENOTTY || strict == -Errno.EOPNOTSUPP || strict == -Errno.EINVAL) {
                request.set(JAVA_INT, at, flags);
                device.ioctl("PTP_EXTTS_REQUEST for input " + channel, PtpLayouts.EXTTS, request);
            } else if (strict < 0) {
                throw new SystemCallException(
                        "PTP_EXTTS_REQUEST2 for input " + channel + " on " + device.name(), -strict);
            }
        }
    }

    /**
     * The next stamped edge.
     *
     * @param timeoutMs longest wait, -1 for ever
     * @return null where the time ran out
     * @throws SystemCallException if the device is gone
     */
    public @Nullable PtpEdge next(int timeoutMs) throws SystemCallException {
        if (device.poll(FileDescriptor.POLLIN, timeoutMs) == 0 || device.read(event) < event.byteSize()) {
            return null;
        }
        return new PtpEdge(
                timeNs(event, PtpLayouts.at(PtpLayouts.EXTTS_EVENT, "t")),
                event.get(JAVA_INT, PtpLayouts.at(PtpLayouts.EXTTS_EVENT, "index")));
    }

    /**
     * Reads this clock against CLOCK_REALTIME.
     *
     * @param samples readings, 1 to 25; the precise method gives one
     * @return empty where the driver does not know the method
     * @throws SystemCallException if it fails
     */
    public List<PtpReading> read(OffsetMethod method, int samples) throws SystemCallException {
        if (samples < 1 || samples > PtpLayouts.MAX_SAMPLES) {
            throw new IllegalArgumentException("samples=" + samples + " must be 1 to " + PtpLayouts.MAX_SAMPLES);
        }
        try (Arena call = Arena.ofConfined()) {
            return switch (method) {
                case PRECISE -> precise(call.allocate(PtpLayouts.SYS_OFFSET_PRECISE));
                case EXTENDED -> extended(call.allocate(PtpLayouts.SYS_OFFSET_EXTENDED), samples);
                case BASIC -> basic(call.allocate(PtpLayouts.SYS_OFFSET), samples);
            };
        }
    }

    private List<PtpReading> precise(MemorySegment data) throws SystemCallException {
        if (!asked("PTP_SYS_OFFSET_PRECISE", PtpLayouts.PRECISE_REQUEST, data)) {
            return List.of();
        }
        long systemNs = timeNs(data, PtpLayouts.at(PtpLayouts.SYS_OFFSET_PRECISE, "sys_realtime"));
        return List.of(new PtpReading(
                systemNs, timeNs(data, PtpLayouts.at(PtpLayouts.SYS_OFFSET_PRECISE, "device")), systemNs));
    }

    private List<PtpReading> extended(MemorySegment data, int samples) throws SystemCallException {
        data.set(JAVA_INT, 0, samples);
        if (!asked("PTP_SYS_OFFSET_EXTENDED", PtpLayouts.EXTENDED_REQUEST, data)) {
            return List.of();
        }
        List<PtpReading> readings = new ArrayList<>();
        long at = PtpLayouts.at(PtpLayouts.SYS_OFFSET_EXTENDED, "ts");
        for (int i = 0; i < samples; i++, at += 3 * TIME_SIZE) {
            readings.add(
                    new PtpReading(timeNs(data, at), timeNs(data, at + TIME_SIZE), timeNs(data, at + 2 * TIME_SIZE)));
        }
        return readings;
    }

    private List<PtpReading> basic(MemorySegment data, int samples) throws SystemCallException {
        data.set(JAVA_INT, 0, samples);
        if (!asked("PTP_SYS_OFFSET", PtpLayouts.SYS_OFFSET_REQUEST, data)) {
            return List.of();
        }
        List<PtpReading> readings = new ArrayList<>();
        long at = PtpLayouts.at(PtpLayouts.SYS_OFFSET, "ts");
        for (int i = 0; i < samples; i++, at += 2 * TIME_SIZE) {
            readings.add(
                    new PtpReading(timeNs(data, at), timeNs(data, at + TIME_SIZE), timeNs(data, at + 2 * TIME_SIZE)));
        }
        return readings;
    }

    private boolean asked(String name, long request, MemorySegment data) throws SystemCallException {
        int result = device.tryIoctl(request, data);
        if (result == -Errno.EOPNOTSUPP || result == -Errno.ENOTTY) {
            return false;
        }
        if (result < 0) {
            throw new SystemCallException(name + " on " + device.name(), -result);
        }
        return true;
    }

    private static long timeNs(MemorySegment data, long at) {
        return data.get(JAVA_LONG, at + PtpLayouts.at(PtpLayouts.TIME, "sec")) * SECOND_NS
                + Integer.toUnsignedLong(data.get(JAVA_INT, at + PtpLayouts.at(PtpLayouts.TIME, "nsec")));
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
