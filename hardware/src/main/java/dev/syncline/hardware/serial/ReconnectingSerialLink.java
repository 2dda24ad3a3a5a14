package dev.syncline.hardware.serial;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A line that is opened again when it was lost, as a cable that is pulled and plugged in. While it is away nothing is
 * read and what is written goes nowhere; the listener is told of both moments.
 */
public final class ReconnectingSerialLink implements SerialLink {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Opens the line, as often as it takes. */
    @FunctionalInterface
    public interface Opener {
        SerialLink open() throws IOException;
    }

    /** Told when the line is lost and when it is back, on the reading thread. */
    public interface Listener {
        /** @param reason one line */
        void lost(String reason);

        void back();
    }

    private final String name;
    private final Opener opener;
    private final Listener listener;
    private final LongSupplier nanoTime;
    private @Nullable SerialLink link;
    private long lostNs;
    private long framing;
    private long overruns;
    private long parity;

    /**
     * Opens the line for the first time.
     *
     * @param nanoTime the clock that the pauses between attempts are measured by, ns
     * @throws IOException if that fails: a line that never was is not waited for
     */
    public ReconnectingSerialLink(Opener opener, Listener listener, LongSupplier nanoTime) throws IOException {
        this.opener = opener;
        this.listener = listener;
        this.nanoTime = nanoTime;
        SerialLink opened = opener.open();
        this.link = opened;
        this.name = opened.name();
    }

    /** True while the line is there. */
    public boolean isConnected() {
        return link != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
        SerialLink current = link == null ? reopened(timeoutMs) : link;
        if (current == null) {
            return 0;
        }
        try {
            return current.read(into, offset, length, timeoutMs);
        } catch (java.io.InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            lose(current, e);
            return 0;
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        SerialLink current = link;
        if (current == null) {
            return;
        }
        try {
            current.write(from, offset, length);
        } catch (IOException e) {
            lose(current, e);
        }
    }

    @Override
    public LineErrors errors() {
        SerialLink current = link;
        LineErrors now = current == null ? LineErrors.UNTOLD : current.errors();
        boolean told = now.told() || framing + overruns + parity > 0;
        return new LineErrors(told, framing + now.framing(), overruns + now.overruns(), parity + now.parity());
    }

    @Override
    public void close() {
        SerialLink current = link;
        if (current != null) {
            current.close();
            link = null;
        }
    }

    private @Nullable SerialLink reopened(int timeoutMs) {
        long waitNs = lostNs + RETRY_NS - nanoTime.getAsLong();
        if (waitNs > 0) {
            LockSupport.parkNanos(Math.min(waitNs, TimeUnit.MILLISECONDS.toNanos(timeoutMs)));
            return null;
        }
        try {
            SerialLink opened = opener.open();
            link = opened;
            listener.back();
            return opened;
        } catch (IOException e) {
            // Still away; the listener knows.
            lostNs = nanoTime.getAsLong();
            return null;
        }
    }

    private void lose(SerialLink lost, IOException reason) {
        LineErrors last = lost.errors();
        framing += last.framing();
        overruns += last.overruns();
        parity += last.parity();
        lost.close();
        link = null;
        lostNs = nanoTime.getAsLong();
        listener.lost(String.valueOf(reason.getMessage()));
    }
}
