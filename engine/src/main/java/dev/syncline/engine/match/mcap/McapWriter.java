package dev.syncline.engine.match.mcap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes an MCAP file with chunks, message indexes, a summary and CRCs. Channels are added before their messages. Not
 * thread-safe; nothing is valid until {@link #close}.
 */
public final class McapWriter implements AutoCloseable {
    /** Size at which a chunk is closed, bytes. */
    private static final int CHUNK_BYTES = 1 << 20;

    private record ChunkIndex(
            long firstNs,
            long lastNs,
            long offset,
            long length,
            Map<Integer, Long> indexOffsets,
            long indexLength,
            int packedSize,
            int plainSize) {}

    private final OutputStream out;
    private final ChunkCompression compression;
    private final CRC32 dataCrc = new CRC32();
    private final RecordWriter chunk = new RecordWriter();
    private final TreeMap<Integer, List<long[]>> chunkIndex = new TreeMap<>();
    private final List<ChunkIndex> chunks = new ArrayList<>();
    private final Map<Integer, byte[]> schemas = new LinkedHashMap<>();
    private final Map<Integer, byte[]> channels = new LinkedHashMap<>();
    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long offset;
    private long chunkFirstNs = Long.MAX_VALUE;
    private long chunkLastNs;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs;
    private boolean closed;

    /**
     * Begins a file.
     *
     * @param library name and version of what writes it
     */
    public McapWriter(OutputStream out, ChunkCompression compression, String library) throws IOException {
        this.out = out;
        this.compression = compression;
        data(McapLayout.MAGIC);
        data(new RecordWriter()
                .record(McapLayout.HEADER, r -> r.text("").text(library))
                .bytes());
    }

    /**
     * Adds a channel; its {@code id} is to be new.
     *
     * @throws IllegalArgumentException when it is not, or outside 0 to 65535
     */
    public void addChannel(McapChannel channel) {
        int id = channel.id();
        if (id < 0 || id > 0xffff || channels.containsKey(id)) {
            throw new IllegalArgumentException("channel id " + id + ", expected a new one from 0 to 65535");
        }
        int schemaId = channel.schemaName().isEmpty() ? 0 : schemas.size() + 1;
        if (schemaId != 0) {
            byte[] text = new byte[channel.schema().remaining()];
            channel.schema().get(text);
            schemas.put(
                    schemaId,
                    new RecordWriter()
                            .record(
                                    McapLayout.SCHEMA,
                                    r -> r.u16(schemaId)
                                            .text(channel.schemaName())
                                            .text(channel.schemaEncoding())
                                            .u32(text.length)
                                            .raw(text))
                            .bytes());
            chunk.raw(schemas.get(schemaId));
        }
        byte[] record = new RecordWriter()
                .record(
                        McapLayout.CHANNEL,
                        r -> r.u16(id)
                                .u16(schemaId)
                                .text(channel.topic())
                                .text(channel.messageEncoding())
                                .u32(0))
                .bytes();
        channels.put(id, record);
        chunk.raw(record);
    }

    /**
     * Writes a message.
     *
     * @param sequence lower 32 bits are written
     * @throws IllegalArgumentException when its channel was not added
     */
    public void write(int channel, long sequence, long logNs, long publishNs, byte[] message) throws IOException {
        if (!channels.containsKey(channel)) {
            throw new IllegalArgumentException("channel " + channel + " was not added");
        }
        chunkIndex.computeIfAbsent(channel, c -> new ArrayList<>()).add(new long[] {logNs, chunk.size()});
        chunk.record(
                McapLayout.MESSAGE,
                r -> r.u16(channel).u32(sequence).u64(logNs).u64(publishNs).raw(message));
        counts.merge(channel, 1L, Long::sum);
        chunkFirstNs = Math.min(chunkFirstNs, logNs);
        chunkLastNs = Math.max(chunkLastNs, logNs);
        firstNs = Math.min(firstNs, logNs);
        lastNs = Math.max(lastNs, logNs);
        if (chunk.size() >= CHUNK_BYTES) {
            closeChunk();
        }
    }

    private void closeChunk() throws IOException {
        if (chunk.size() == 0) {
            return;
        }
        byte[] plain = chunk.bytes();
        byte[] packed = compression.compress(plain);
        long start = offset;
        long first = chunkIndex.isEmpty() ? 0 : chunkFirstNs;
        CRC32 crc = new CRC32();
        crc.update(plain);
        data(new RecordWriter()
                .record(
                        McapLayout.CHUNK,
                        r -> r.u64(first)
                                .u64(chunkLastNs)
                                .u64(plain.length)
                                .u32(crc.getValue())
                                .text(compression.name())
                                .u64(packed.length)
                                .raw(packed))
                .bytes());
        long length = offset - start;
        Map<Integer, Long> indexOffsets = new LinkedHashMap<>();
        for (Map.Entry<Integer, List<long[]>> entry : chunkIndex.entrySet()) {
            indexOffsets.put(entry.getKey(), offset);
            data(messageIndex(entry.getKey(), entry.getValue()));
        }
        chunks.add(new ChunkIndex(
                first, chunkLastNs, start, length, indexOffsets, offset - start - length, packed.length, plain.length));
        chunk.clear();
        chunkIndex.clear();
        chunkFirstNs = Long.MAX_VALUE;
        chunkLastNs = 0;
    }

    private static byte[] messageIndex(int channel, List<long[]> entries) {
        return new RecordWriter()
                .record(McapLayout.MESSAGE_INDEX, r -> {
                    r.u16(channel).u32(16L * entries.size());
                    for (long[] entry : entries) {
                        r.u64(entry[0]).u64(entry[1]);
                    }
                })
                .bytes();
    }

    private void data(byte[] bytes) throws IOException {
        out.write(bytes);
        dataCrc.update(bytes);
        offset += bytes.length;
    }

    /** Writes what is left, the summary and the end. The stream is flushed and stays open. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        closeChunk();
        long dataSum = dataCrc.getValue();
        data(new RecordWriter().record(McapLayout.DATA_END, r -> r.u32(dataSum)).bytes());
        Summary summary = new Summary(offset);
        summary.group(McapLayout.SCHEMA, new ArrayList<>(schemas.values()));
        summary.group(McapLayout.CHANNEL, new ArrayList<>(channels.values()));
        summary.group(McapLayout.STATISTICS, List.of(statistics()));
        summary.group(
                McapLayout.CHUNK_INDEX,
                chunks.stream().map(this::chunkIndexRecord).toList());
        summary.finish();
        out.flush();
    }

    private byte[] statistics() {
        long messages = counts.values().stream().mapToLong(Long::longValue).sum();
        return new RecordWriter()
                .record(McapLayout.STATISTICS, r -> {
                    r.u64(messages)
                            .u16(schemas.size())
                            .u32(channels.size())
                            .u32(0)
                            .u32(0)
                            .u32(chunks.size())
                            .u64(messages == 0 ? 0 : firstNs)
                            .u64(lastNs)
                            .u32(10L * counts.size());
                    counts.forEach((channel, count) -> r.u16(channel).u64(count));
                })
                .bytes();
    }

    private byte[] chunkIndexRecord(ChunkIndex c) {
        return new RecordWriter()
                .record(McapLayout.CHUNK_INDEX, r -> {
                    r.u64(c.firstNs).u64(c.lastNs).u64(c.offset).u64(c.length).u32(10L * c.indexOffsets.size());
                    c.indexOffsets.forEach((channel, at) -> r.u16(channel).u64(at));
                    r.u64(c.indexLength)
                            .text(compression.name())
                            .u64(c.packedSize)
                            .u64(c.plainSize);
                })
                .bytes();
    }

    /** The summary: groups of records by opcode, where each is, and the footer. */
    private final class Summary {
        private final long start;
        private final ByteArrayOutputStream records = new ByteArrayOutputStream();
        private final RecordWriter offsets = new RecordWriter();

        Summary(long start) {
            this.start = start;
        }

        void group(int opcode, List<byte[]> group) {
            long at = start + records.size();
            long length = 0;
            for (byte[] record : group) {
                records.writeBytes(record);
                length += record.length;
            }
            long bytes = length;
            if (bytes > 0) {
                offsets.record(
                        McapLayout.SUMMARY_OFFSET, r -> r.u8(opcode).u64(at).u64(bytes));
            }
        }

        void finish() throws IOException {
            long offsetsAt = start + records.size();
            byte[] footHead = new RecordWriter()
                    .u8(McapLayout.FOOTER)
                    .u64(McapLayout.FOOTER_BYTES)
                    .u64(start)
                    .u64(offsetsAt)
                    .bytes();
            CRC32 crc = new CRC32();
            crc.update(records.toByteArray());
            crc.update(offsets.bytes());
            crc.update(footHead);
            records.writeTo(out);
            out.write(offsets.bytes());
            out.write(footHead);
            out.write(new RecordWriter().u32(crc.getValue()).bytes());
            out.write(McapLayout.MAGIC);
        }
    }
}
