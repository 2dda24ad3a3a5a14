package dev.syncline.hardware.dji.simulated;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.pulse.PulseSource;
import dev.syncline.hardware.pulse.PulseSourceInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A pulse line between two programs of one host: a text file that grows by a line an edge, its CLOCK_MONOTONIC in ns. The
 * watcher follows the file's growth and may be there before it.
 */
public final class PulseFile {
    private PulseFile() {}

    /** The end where pulses go in. */
    public static final class Drive implements AutoCloseable {
        private final Writer out;

        /** Empties the file or makes it. */
        public Drive(Path file) throws IOException {
            out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
        }

        /** An edge, there for the watcher when this returns. */
        public void edge(long monotonicNs) throws IOException {
            out.write(monotonicNs + "\n");
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** The end where pulses come out. */
    public static final class Watch implements PulseSource {
        private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(1);
        private static final int LONGEST_LINE = 32;
        private static final double SIGMA_NS = 1_000;

        private final Path file;
        private final PulseSourceInfo info;
        private final StringBuilder line = new StringBuilder();
        private volatile boolean closed;
        private @Nullable RandomAccessFile in;
        private long position;
        private long lines;

        /** Watches a file from its present end on; from its beginning where it is not there yet. */
        public Watch(Path file) throws IOException {
            this.file = file;
            this.info = new PulseSourceInfo(
                    "sim:" + file, "simulation", ClockDomain.MONOTONIC, 0, SIGMA_NS, StampNoise.SYMMETRIC);
            this.position = Files.exists(file) ? Files.size(file) : 0;
        }

        @Override
        public PulseSourceInfo info() {
            return info;
        }

        @Override
        public @Nullable Pulse next(Duration timeout) throws IOException {
            long untilNs = System.nanoTime() + timeout.toNanos();
            while (!closed) {
                Pulse pulse = read();
                if (pulse != null
                        || System.nanoTime() - untilNs >= 0
                        || Thread.currentThread().isInterrupted()) {
                    return pulse;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NS);
            }
            return null;
        }

        private @Nullable Pulse read() throws IOException {
            RandomAccessFile open = in;
            if (open == null) {
                if (!Files.exists(file)) {
                    return null;
                }
                open = new RandomAccessFile(file.toFile(), "r");
                in = open;
            }
            if (open.length() < position) {
                position = 0; // the simulation was restarted
            }
            open.seek(position);
            for (int c = open.read(); c >= 0; c = open.read()) {
                position++;
                if (c == '\n') {
                    return pulse();
                }
                line.append((char) c);
                if (line.length() > LONGEST_LINE) {
                    throw wrong();
                }
            }
            return null;
        }

        private Pulse pulse() throws IOException {
            lines++;
            try {
                return Pulse.at(Long.parseLong(line.toString().strip()));
            } catch (NumberFormatException e) {
                throw wrong();
            } finally {
                line.setLength(0);
            }
        }

        private IOException wrong() {
            return new IOException(
                    file + ": line " + Math.max(1, lines)
                            + " since it is watched is no time in ns; expected the pulse line of 'syncline clock simulate-dji'");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
