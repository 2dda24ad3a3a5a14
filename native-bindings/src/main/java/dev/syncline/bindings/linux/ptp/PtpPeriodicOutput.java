package dev.syncline.bindings.linux.ptp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Pulses that a PTP clock makes by itself on one of its outputs. Closing stops them. One thread at a time. */
public final class PtpPeriodicOutput implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000L;

    private final FileDescriptor device;
    private final int channel;

    private PtpPeriodicOutput(FileDescriptor device, int channel) {
        this.device = device;
        this.channel = channel;
    }

    /**
     * Starts pulses.
     *
     * @param path the clock's device file
     * @param channel the output
     * @param startNs when the first pulse begins, the clock's own time, ns; must lie ahead
     * @param periodNs from pulse to pulse, whole ns
     * @throws SystemCallException if the clock has no such output, or refuses the period
     */
    public static PtpPeriodicOutput start(String path, int channel, long startNs, long periodNs)
            throws SystemCallException {
        FileDescriptor device = FileDescriptor.open(path, FileDescriptor.O_RDWR);
        try {
            request(device, channel, startNs, periodNs);
            return new PtpPeriodicOutput(device, channel);
        } catch (SystemCallException | RuntimeException e) {
            device.close();
            throw e;
        }
    }

    private static void request(FileDescriptor device, int channel, long startNs, long periodNs)
            throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment request = struct(call, channel, startNs, periodNs);
            device.ioctl("PTP_PEROUT_REQUEST for output " + channel, PtpLayouts.PEROUT, request);
        }
    }

    /** The struct of the request; a period of 0 stops the pulses. */
    static MemorySegment struct(Arena arena, int channel, long startNs, long periodNs) {
        MemorySegment request = arena.allocate(PtpLayouts.PEROUT_REQUEST);
        time(request, PtpLayouts.at(PtpLayouts.PEROUT_REQUEST, "start"), startNs);
        time(request, PtpLayouts.at(PtpLayouts.PEROUT_REQUEST, "period"), periodNs);
        request.set(JAVA_INT, PtpLayouts.at(PtpLayouts.PEROUT_REQUEST, "index"), channel);
        return request;
    }

    private static void time(MemorySegment request, long at, long ns) {
        request.set(JAVA_LONG, at + PtpLayouts.at(PtpLayouts.TIME, "sec"), ns / SECOND_NS);
        request.set(JAVA_INT, at + PtpLayouts.at(PtpLayouts.TIME, "nsec"), (int) (ns % SECOND_NS));
    }

    /** Stops the pulses. @throws SystemCallException if the clock is gone */
    @Override
    public void close() throws SystemCallException {
        if (device.number() < 0) {
            return;
        }
        try {
            request(device, channel, 0, 0);
        } finally {
            device.close();
        }
    }
}
