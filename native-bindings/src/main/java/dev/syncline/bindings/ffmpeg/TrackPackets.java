package dev.syncline.bindings.ffmpeg;

import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a data track. Those of a short track are kept in memory; of a longer one only their places, times and sums
 * are, and {@link #get} reads them again, some megabytes at a time. Thread-safe once it is filled.
 */
final class TrackPackets extends AbstractList<TimedPayload> implements RandomAccess {
    /** What is read again at a time. */
    private static final int BLOCK_BYTES = 4 << 20;

    private final Path file;
    private final String name;
    private final String fourCc;
    private final long mostKeptBytes;
    private final List<Packet> packets = new ArrayList<>();
    private long totalBytes;
    private boolean kept = true;
    private boolean placed = true;
    private volatile Block block = new Block(0, List.of());

    /** @param bytes null where the packet is to be read again */
    private record Packet(long timeNs, long durationNs, long at, int size, int sum, byte @Nullable [] bytes) {
        Packet withoutBytes() {
            return new Packet(timeNs, durationNs, at, size, sum, null);
        }
    }

    /** Payloads that follow on each other. */
    private record Block(int first, List<TimedPayload> payloads) {
        boolean holds(int index) {
            return index >= first && index - first < payloads.size();
        }
    }

    /** @param mostKeptBytes a longer track is read again from the file */
    TrackPackets(Path file, String name, String fourCc, long mostKeptBytes) {
        this.file = file;
        this.name = name;
        this.fourCc = fourCc;
        this.mostKeptBytes = mostKeptBytes;
    }

    /**
     * Takes the next packet as it was read.
     *
     * @param at where it stands in the file; −1 where that is not known
     * @throws IOException where the track is too long to be kept and a packet has no place
     */
    void take(long timeNs, long durationNs, long at, byte[] bytes) throws IOException {
        totalBytes += bytes.length;
        placed &= at >= 0;
        if (kept && totalBytes > mostKeptBytes) {
            kept = false;
            packets.replaceAll(Packet::withoutBytes);
        }
        if (!kept && !placed) {
            throw new IOException(name + ": its " + fourCc + " track holds more than " + mostKeptBytes
                    + " bytes, and its container does not say where they stand: remux the file into MP4");
        }
        packets.add(new Packet(timeNs, durationNs, at, bytes.length, sum(bytes), kept ? bytes : null));
    }

    /** Brings the packets into the order of their times. */
    void sort() {
        packets.sort(Comparator.comparingLong(Packet::timeNs));
    }

    /** Whether the packets are in memory. */
    boolean areKept() {
        return kept;
    }

    @Override
    public int size() {
        return packets.size();
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException where the file cannot be read again, or has changed
     */
    @Override
    public TimedPayload get(int index) {
        Packet packet = packets.get(index);
        byte[] bytes = packet.bytes();
        if (bytes != null) {
            return new TimedPayload(packet.timeNs(), packet.durationNs(), bytes);
        }
        Block last = block;
        if (!last.holds(index)) {
            try {
                last = read(index);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            block = last;
        }
        return last.payloads().get(index - last.first());
    }

    private Block read(int first) throws IOException {
        List<TimedPayload> payloads = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            long bytes = 0;
            for (int i = first; i < packets.size() && bytes < BLOCK_BYTES; i++) {
                Packet packet = packets.get(i);
                payloads.add(new TimedPayload(packet.timeNs(), packet.durationNs(), read(channel, i)));
                bytes += packet.size();
            }
        }
        return new Block(first, payloads);
    }

    private byte[] read(FileChannel channel, int index) throws IOException {
        Packet packet = packets.get(index);
        ByteBuffer in = ByteBuffer.allocate(packet.size());
        boolean more = true;
        while (more && in.hasRemaining()) {
            more = channel.read(in, packet.at() + in.position()) >= 0;
        }
        byte[] bytes = in.array();
        if (in.hasRemaining() || sum(bytes) != packet.sum()) {
            throw new IOException(name + ", packet " + index + " of the " + fourCc
                    + " track: is not what it was a moment ago: the file changes while it is read; wait until it is"
                    + " whole, and try again");
        }
        return bytes;
    }

    private static int sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
