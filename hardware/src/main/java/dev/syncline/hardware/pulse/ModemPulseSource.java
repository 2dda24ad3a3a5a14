package dev.syncline.hardware.pulse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.time.SystemClocks;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.device.DeviceAccess;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rising edges of a serial port's modem line. The kernel wakes a thread of this program, which takes the time: late by
 * tens to hundreds of microseconds, at times by milliseconds. Never seen at work: no test machine delivered a change of
 * such a line. A PPS line discipline on DCD is the better way.
 */
public final class ModemPulseSource implements PulseSource {
    private static final long TIOCMGET = 0x5415;
    private static final long TIOCMIWAIT = 0x545c;
    private static final double SIGMA_NS = 100_000;
    private static final int QUEUED = 1024;

    private final BlockingQueue<Pulse> pulses = new ArrayBlockingQueue<>(QUEUED);
    private final Path path;
    private final PulseSourceInfo info;
    private volatile boolean closed;
    private volatile @Nullable SystemCallException failure;
    private int overflow;

    private ModemPulseSource(Path path, ModemLine line) {
        this.path = path;
        this.info = new PulseSourceInfo(
                "serial:" + path + "/" + line.name().toLowerCase(Locale.ROOT),
                "program",
                ClockDomain.MONOTONIC,
                0,
                SIGMA_NS,
                StampNoise.ONE_SIDED);
    }

    /**
     * @param path as {@code /dev/ttyS0}
     * @throws IOException if the port cannot be had, or has no modem lines
     */
    public static ModemPulseSource open(Path path, ModemLine line) throws IOException {
        FileDescriptor port = DeviceAccess.on(
                path,
                () -> FileDescriptor.open(
                        path.toString(), FileDescriptor.O_RDWR | FileDescriptor.O_NOCTTY | FileDescriptor.O_NONBLOCK));
        ModemPulseSource source = new ModemPulseSource(path, line);
        try (Arena arena = Arena.ofConfined()) {
            int result = port.tryIoctl(TIOCMGET, arena.allocate(JAVA_INT));
            if (result < 0) {
                port.close();
                throw new IOException(
                        path + ": has no modem lines (" + Errno.describe(-result) + "); a pseudo-terminal has none");
            }
        }
        // The wait cannot be interrupted, so its thread owns the port and outlives a close until the next edge.
        Thread.ofPlatform().daemon().name("modem line of " + path).start(() -> source.watch(port, line));
        return source;
    }

    private void watch(FileDescriptor port, ModemLine line) {
        try (port;
                Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(JAVA_INT);
            MemorySegment mask = MemorySegment.ofAddress(line.bit());
            while (!closed) {
                port.ioctl("TIOCMIWAIT", TIOCMIWAIT, mask);
                long nowNs = SystemClocks.readNs(SystemClocks.CLOCK_MONOTONIC);
                port.ioctl("TIOCMGET", TIOCMGET, state);
                if ((state.get(JAVA_INT, 0) & line.bit()) != 0) {
                    overflow = pulses.offer(new Pulse(nowNs, overflow)) ? 0 : overflow + 1;
                }
            }
        } catch (SystemCallException e) {
            failure = e;
        }
    }

    @Override
    public PulseSourceInfo info() {
        return info;
    }

    @Override
    public @Nullable Pulse next(Duration timeout) throws IOException {
        SystemCallException broken = failure;
        if (broken != null && pulses.isEmpty()) {
            throw new IOException(path + ": the port is gone: " + broken.getMessage(), broken);
        }
        try {
            return pulses.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
