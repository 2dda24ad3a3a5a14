package dev.syncline.hardware.serial;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Two ends of a line inside one program, for tests and simulations: what one writes, the other reads. */
public final class LoopbackSerialLink implements SerialLink {
    private static final int CAPACITY_BYTES = 1 << 16;

    /** One direction. */
    private static final class Pipe {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final byte[] bytes = new byte[CAPACITY_BYTES];
        private int first;
        private int count;
        private boolean unplugged;
    }

    private final String name;
    private final Pipe in;
    private final Pipe out;
    private volatile LineErrors errors = LineErrors.UNTOLD;

    private LoopbackSerialLink(String name, Pipe in, Pipe out) {
        this.name = name;
        this.in = in;
        this.out = out;
    }

    /** The two ends of a line. */
    public record Ends(LoopbackSerialLink first, LoopbackSerialLink second) {}

    /** A new line. */
    public static Ends create() {
        Pipe there = new Pipe();
        Pipe back = new Pipe();
        return new Ends(
                new LoopbackSerialLink("loopback A", back, there), new LoopbackSerialLink("loopback B", there, back));
    }

    /** From now on, {@link #errors} is this. */
    public void report(LineErrors reported) {
        errors = reported;
    }

    /** Cuts the line: both ends fail from now on, what was not read is lost. */
    public void unplug() {
        unplug(in);
        unplug(out);
    }

    private static void unplug(Pipe pipe) {
        pipe.lock.lock();
        try {
            pipe.unplugged = true;
            pipe.count = 0;
            pipe.changed.signalAll();
        } finally {
            pipe.lock.unlock();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
        in.lock.lock();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
            while (in.count == 0 && !in.unplugged && leftNs > 0) {
                leftNs = in.changed.awaitNanos(leftNs);
            }
            checkPlugged(in);
            int n = Math.min(length, in.count);
            for (int i = 0; i < n; i++) {
                into[offset + i] = in.bytes[(in.first + i) % CAPACITY_BYTES];
            }
            in.first = (in.first + n) % CAPACITY_BYTES;
            in.count -= n;
            return n;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while reading " + name);
        } finally {
            in.lock.unlock();
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        out.lock.lock();
        try {
            checkPlugged(out);
            if (out.count + length > CAPACITY_BYTES) {
                throw new IOException(
                        name + " takes nothing: " + out.count + " bytes wait to be read at its other end");
            }
            for (int i = 0; i < length; i++) {
                out.bytes[(out.first + out.count + i) % CAPACITY_BYTES] = from[offset + i];
            }
            out.count += length;
            out.changed.signalAll();
        } finally {
            out.lock.unlock();
        }
    }

    @Override
    public LineErrors errors() {
        return errors;
    }

    @Override
    public void close() {
        // Each end may be closed and the line opened anew by its maker; there is nothing to give back.
    }

    private void checkPlugged(Pipe pipe) throws IOException {
        if (pipe.unplugged) {
            throw new IOException(name + " was unplugged or hung up");
        }
    }
}
