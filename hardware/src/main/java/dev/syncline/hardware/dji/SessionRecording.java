package dev.syncline.hardware.dji;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A session as a file, for reports from the field: eight bytes {@code SYNCDJI1}, then the settings as text, then events.
 * Numbers are big-endian; each event is a kind (1 byte), host time (8 bytes), length (4 bytes) and that many bytes.
 */
public final class SessionRecording {
    private static final byte[] MAGIC = "SYNCDJI1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_EVENT_BYTES = 1 << 20;

    private static final int RECEIVED = 1;
    private static final int SENT = 2;
    private static final int EDGE = 3;
    private static final int TICK = 4;
    private static final int LINE_LOST = 5;
    private static final int LINE_BACK = 6;
    private static final int BEGUN = 7;
    private static final int ENDED = 8;
    private static final int EDGE_BYTES = Long.BYTES + Integer.BYTES;

    private SessionRecording() {}

    /** Writes a recording. One thread at a time. What was written stays readable when the program dies. */
    public static final class Writer implements AutoCloseable {
        private static final long FLUSH_NS = 1_000_000_000L;

        private final DataOutputStream out;
        private long flushedNs;

        /** @param settings text that a replay needs, at most a megabyte */
        public Writer(Path file, String settings) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
            out.write(MAGIC);
            byte[] text = settings.getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }

        public void write(RecordedEvent event) throws IOException {
            switch (event) {
                case RecordedEvent.Received e -> write(RECEIVED, e.hostNs(), e.bytes());
                case RecordedEvent.Sent e -> write(SENT, e.hostNs(), e.bytes());
                case RecordedEvent.Edge e -> {
                    begin(EDGE, e.hostNs(), EDGE_BYTES);
                    out.writeLong(e.edgeNs());
                    out.writeInt(e.lostBefore());
                }
                case RecordedEvent.Tick e -> begin(TICK, e.hostNs(), 0);
                case RecordedEvent.LineLost e ->
                    write(LINE_LOST, e.hostNs(), e.reason().getBytes(StandardCharsets.UTF_8));
                case RecordedEvent.LineBack e -> begin(LINE_BACK, e.hostNs(), 0);
                case RecordedEvent.Begun e -> begin(BEGUN, e.hostNs(), 0);
                case RecordedEvent.Ended e -> begin(ENDED, e.hostNs(), 0);
            }
            if (event.hostNs() - flushedNs > FLUSH_NS) {
                out.flush();
                flushedNs = event.hostNs();
            }
        }

        private void write(int kind, long hostNs, byte[] payload) throws IOException {
            begin(kind, hostNs, payload.length);
            out.write(payload);
        }

        private void begin(int kind, long hostNs, int length) throws IOException {
            out.writeByte(kind);
            out.writeLong(hostNs);
            out.writeInt(length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads a recording. One thread at a time. */
    public static final class Reader implements AutoCloseable {
        private final Path file;
        private final DataInputStream in;
        private final String settings;
        private long position;
        private boolean cutOff;

        /** @throws IOException if the file cannot be read or is no recording */
        public Reader(Path file) throws IOException {
            this.file = file;
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            try {
                byte[] magic = in.readNBytes(MAGIC.length);
                if (!java.util.Arrays.equals(magic, MAGIC)) {
                    throw new IOException(file + " is no recorded session: it does not begin with "
                            + new String(MAGIC, StandardCharsets.US_ASCII));
                }
                int length = checked(in.readInt(), MAGIC.length);
                settings = new String(exactly(length), StandardCharsets.UTF_8);
                position = (long) MAGIC.length + Integer.BYTES + length;
            } catch (EOFException e) {
                in.close();
                throw new IOException(file + " is no recorded session: it ends within its head", e);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        }

        /** What was given to the writer. */
        public String settings() {
            return settings;
        }

        /** True where the recording ended in the middle of an event: the recorder died. */
        public boolean cutOff() {
            return cutOff;
        }

        /** The next event; null at the end. @throws IOException at an event that cannot be, with its place */
        public @Nullable RecordedEvent next() throws IOException {
            int kind = in.read();
            if (kind < 0) {
                return null;
            }
            try {
                long hostNs = in.readLong();
                byte[] payload = exactly(checked(in.readInt(), position));
                RecordedEvent event = event(kind, hostNs, payload);
                position += 1 + Long.BYTES + Integer.BYTES + payload.length;
                return event;
            } catch (EOFException e) {
                cutOff = true;
                return null;
            }
        }

        private RecordedEvent event(int kind, long hostNs, byte[] payload) throws IOException {
            return switch (kind) {
                case RECEIVED -> new RecordedEvent.Received(hostNs, payload);
                case SENT -> new RecordedEvent.Sent(hostNs, payload);
                case EDGE -> edge(hostNs, payload);
                case TICK -> new RecordedEvent.Tick(hostNs);
                case LINE_LOST -> new RecordedEvent.LineLost(hostNs, new String(payload, StandardCharsets.UTF_8));
                case LINE_BACK -> new RecordedEvent.LineBack(hostNs);
                case BEGUN -> new RecordedEvent.Begun(hostNs);
                case ENDED -> new RecordedEvent.Ended(hostNs);
                default ->
                    throw new IOException(file + ": byte " + position + ": event of unknown kind " + kind
                            + "; the file is damaged or of a newer version");
            };
        }

        private RecordedEvent edge(long hostNs, byte[] payload) throws IOException {
            if (payload.length != EDGE_BYTES) {
                throw new IOException(file + ": byte " + position + ": a pulse of " + payload.length
                        + " bytes, expected " + EDGE_BYTES);
            }
            java.nio.ByteBuffer fields = java.nio.ByteBuffer.wrap(payload);
            return new RecordedEvent.Edge(hostNs, fields.getLong(), Math.max(0, fields.getInt()));
        }

        private int checked(int length, long at) throws IOException {
            if (length < 0 || length > MAX_EVENT_BYTES) {
                throw new IOException(file + ": byte " + at + ": a length of " + Integer.toUnsignedString(length)
                        + " bytes, expected at most " + MAX_EVENT_BYTES + "; the file is damaged");
            }
            return length;
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
