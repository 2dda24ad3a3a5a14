package dev.syncline.engine.match.mcap;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of an MCAP file, chunk by chunk: by its index where it has one, else from front to back, as after a
 * recorder that was not closed. Memory is taken for one chunk at a time, and only as its bytes really come. Damage is
 * found by the CRCs where the writer left them.
 */
public final class McapReader implements AutoCloseable {
    /** Longest record and chunk that is believed, bytes. */
    private static final int LONGEST_RECORD = 1 << 28;

    private static final int FOOT_BYTES =
            McapLayout.RECORD_HEAD_BYTES + McapLayout.FOOTER_BYTES + McapLayout.MAGIC.length;

    /** Takes messages one at a time. */
    @FunctionalInterface
    public interface Sink {
        /** @throws IOException to stop reading */
        void accept(McapMessage message) throws IOException;
    }

    private record ChunkIndex(long offset, long length) {}

    private final String file;
    private final FileChannel in;
    private final long size;
    private final List<ChunkCompression> compressions;
    private final McapCatalogue catalogue = new McapCatalogue();
    private final List<ChunkIndex> chunks = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean indexed;

    private McapReader(String file, FileChannel in, List<ChunkCompression> compressions) throws IOException {
        this.file = file;
        this.in = in;
        this.size = in.size();
        this.compressions = compressions;
    }

    /** True where a file that begins with these bytes is an MCAP file. */
    public static boolean detect(byte[] head) {
        return head.length >= McapLayout.MAGIC.length
                && Arrays.equals(head, 0, McapLayout.MAGIC.length, McapLayout.MAGIC, 0, McapLayout.MAGIC.length);
    }

    /**
     * Opens a file and reads its index.
     *
     * @param compressions what chunks may be compressed with; plain ones are always read
     * @throws TelemetryFormatException when it is no MCAP file, or its index is damaged
     */
    public static McapReader open(Path path, List<ChunkCompression> compressions) throws IOException {
        FileChannel in = FileChannel.open(path, StandardOpenOption.READ);
        try {
            McapReader reader = new McapReader(String.valueOf(path.getFileName()), in, compressions);
            reader.readIndex();
            return reader;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** What a user should hear, one line each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void readIndex() throws IOException {
        if (size < McapLayout.MAGIC.length || !detect(read(0, McapLayout.MAGIC.length))) {
            throw wrong(0, "no MCAP file: it does not begin with the magic bytes 89 4d 43 41 50 30 0d 0a");
        }
        if (size < McapLayout.MAGIC.length + FOOT_BYTES) {
            warnings.add(file + ": has no footer: the recorder was not closed; read from front to back");
            return;
        }
        byte[] foot = read(size - FOOT_BYTES, FOOT_BYTES);
        byte[] end = Arrays.copyOfRange(foot, FOOT_BYTES - McapLayout.MAGIC.length, FOOT_BYTES);
        if (!detect(end) || foot[0] != McapLayout.FOOTER) {
            warnings.add(file + ": has no footer: the recorder was not closed; read from front to back");
            return;
        }
        RecordBytes footer = new RecordBytes(
                file,
                "footer at byte " + (size - FOOT_BYTES),
                ByteBuffer.wrap(foot, McapLayout.RECORD_HEAD_BYTES, McapLayout.FOOTER_BYTES));
        long summary = footer.u64("summary start");
        footer.u64("summary offset start");
        long crc = footer.u32("summary CRC");
        if (summary == 0) {
            return;
        }
        long length = size - FOOT_BYTES - summary;
        if (summary < McapLayout.MAGIC.length || length < 0 || length > LONGEST_RECORD) {
            throw footer.wrong("summary starts at byte " + summary + ", expected 8 to " + (size - FOOT_BYTES)
                    + ", at most " + LONGEST_RECORD + " bytes from the end");
        }
        readSummary(summary, (int) length, crc);
    }

    private void readSummary(long start, int length, long crc) throws IOException {
        byte[] bytes = read(start, length);
        if (crc != 0) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            // The footer's own head and its two offsets are part of the sum.
            sum.update(read(size - FOOT_BYTES, McapLayout.RECORD_HEAD_BYTES + 16));
            if (sum.getValue() != crc) {
                throw wrong(start, "the index is damaged: its CRC is not the one in the footer; copy the file again");
            }
        }
        records(ByteBuffer.wrap(bytes), start, "", (opcode, record) -> {
            switch (opcode) {
                case McapLayout.SCHEMA -> catalogue.addSchema(record);
                case McapLayout.CHANNEL -> catalogue.addChannel(record);
                case McapLayout.CHUNK_INDEX -> {
                    record.u64("message start time");
                    record.u64("message end time");
                    chunks.add(new ChunkIndex(record.u64("chunk start"), record.u64("chunk length")));
                }
                default -> {}
            }
        });
        indexed = !chunks.isEmpty();
    }

    /** Channels that are known from the index; all of them are known after {@link #read(Sink)}. */
    public List<McapChannel> channels() {
        return List.copyOf(catalogue.channels());
    }

    /**
     * Reads every message, in the order of the file.
     *
     * @throws TelemetryFormatException when the file is damaged; messages before the damage were handed on
     */
    public void read(Sink sink) throws IOException {
        if (!indexed) {
            readThrough(sink);
            return;
        }
        for (ChunkIndex chunk : chunks) {
            FileRecord record = recordAt(chunk.offset);
            if (record == null || record.opcode != McapLayout.CHUNK) {
                throw wrong(chunk.offset, "the index has a chunk here, and there is none: the file is damaged");
            }
            readChunk(record, sink);
        }
    }

    private record FileRecord(int opcode, long offset, int length) {
        long contentOffset() {
            return offset + McapLayout.RECORD_HEAD_BYTES;
        }
    }

    /** Head of the record at an offset; null where the file ends in it. */
    private @Nullable FileRecord recordAt(long offset) throws IOException {
        if (offset < McapLayout.MAGIC.length || offset > size - McapLayout.RECORD_HEAD_BYTES) {
            return null;
        }
        ByteBuffer head =
                ByteBuffer.wrap(read(offset, McapLayout.RECORD_HEAD_BYTES)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int opcode = Byte.toUnsignedInt(head.get(0));
        long length = head.getLong(1);
        if (length < 0 || length > size - offset - McapLayout.RECORD_HEAD_BYTES) {
            return null;
        }
        if (length > LONGEST_RECORD) {
            throw wrong(offset, "record of " + length + " bytes, expected at most " + LONGEST_RECORD);
        }
        return new FileRecord(opcode, offset, (int) length);
    }

    private void readThrough(Sink sink) throws IOException {
        long offset = McapLayout.MAGIC.length;
        while (offset < size) {
            FileRecord record = recordAt(offset);
            if (record == null) {
                warnings.add(file + ", byte " + offset + ": the last record is cut short; what is before it was read");
                return;
            }
            if (record.opcode == McapLayout.DATA_END || record.opcode == McapLayout.FOOTER) {
                return;
            }
            if (record.opcode == McapLayout.CHUNK) {
                readChunk(record, sink);
            } else if (record.opcode == McapLayout.MESSAGE
                    || record.opcode == McapLayout.SCHEMA
                    || record.opcode == McapLayout.CHANNEL) {
                RecordBytes content = new RecordBytes(file, "byte " + offset, content(record));
                take(record.opcode, content, sink);
            }
            offset = record.contentOffset() + record.length;
        }
    }

    private void take(int opcode, RecordBytes record, Sink sink) throws IOException {
        switch (opcode) {
            case McapLayout.SCHEMA -> catalogue.addSchema(record);
            case McapLayout.CHANNEL -> catalogue.addChannel(record);
            case McapLayout.MESSAGE -> {
                McapChannel channel = catalogue.channel(record.u16("channel id"), record);
                long sequence = record.u32("sequence");
                long logNs = record.timeNs("log time");
                long publishNs = record.timeNs("publish time");
                ByteBuffer data = record.block(record.remaining(), "data");
                sink.accept(new McapMessage(channel, sequence, logNs, publishNs, data));
            }
            default -> {}
        }
    }

    private void readChunk(FileRecord chunk, Sink sink) throws IOException {
        String place = "chunk at byte " + chunk.offset;
        RecordBytes head = new RecordBytes(file, place, content(chunk));
        head.u64("message start time");
        head.u64("message end time");
        long plainSize = head.u64("uncompressed size");
        long crc = head.u32("uncompressed CRC");
        String name = head.text("compression");
        ByteBuffer packed = head.block(head.u64("compressed size"), "records");
        ChunkCompression compression = ChunkCompression.named(name, compressions);
        if (compression == null) {
            throw head.wrong("compressed with '" + name.replaceAll("\\p{C}", "?") + "', which is not supported;"
                    + " rewrite the file with zstd, lz4 or no compression");
        }
        if (plainSize > LONGEST_RECORD) {
            throw head.wrong("uncompressed size " + plainSize + " bytes, expected at most " + LONGEST_RECORD);
        }
        byte[] plain = decompress(compression, packed, (int) plainSize, head);
        if (crc != 0) {
            CRC32 sum = new CRC32();
            sum.update(plain);
            if (sum.getValue() != crc) {
                throw head.wrong("is damaged: its CRC is not the one in its head; copy the file again");
            }
        }
        records(ByteBuffer.wrap(plain), 0, place + ", ", (opcode, record) -> take(opcode, record, sink));
    }

    /** Memory grows with the bytes that come, not with the size that the file claims. */
    private static byte[] decompress(ChunkCompression compression, ByteBuffer packed, int plainSize, RecordBytes head)
            throws IOException {
        byte[] bytes = new byte[packed.remaining()];
        packed.get(bytes);
        byte[] plain;
        try (InputStream stream = compression.decompress(new ByteArrayInputStream(bytes))) {
            plain = stream.readNBytes(plainSize + 1);
        } catch (IOException | RuntimeException damaged) {
            TelemetryFormatException wrong = head.wrong("its " + compression.name() + " data is damaged ("
                    + String.valueOf(damaged.getMessage()).replaceAll("\\p{C}", " ") + "); copy the file again");
            wrong.initCause(damaged);
            throw wrong;
        }
        if (plain.length != plainSize) {
            throw head.wrong((plain.length < plainSize ? "only " + plain.length : "more than " + plainSize)
                    + " bytes came out of it, its head promises " + plainSize + ": the file is damaged");
        }
        return plain;
    }

    /** Takes one record's opcode and content. */
    @FunctionalInterface
    private interface RecordSink {
        void accept(int opcode, RecordBytes record) throws IOException;
    }

    private void records(ByteBuffer bytes, long start, String within, RecordSink sink) throws IOException {
        RecordBytes outer = new RecordBytes(file, within + "byte " + start, bytes);
        int length = bytes.remaining();
        while (outer.remaining() > 0) {
            String place = within + "byte " + (start + length - outer.remaining());
            int opcode = outer.u8("opcode");
            long content = outer.u64("record length");
            sink.accept(opcode, new RecordBytes(file, place, outer.block(content, "record")));
        }
    }

    private ByteBuffer content(FileRecord record) throws IOException {
        return ByteBuffer.wrap(read(record.contentOffset(), record.length));
    }

    private byte[] read(long offset, int length) throws IOException {
        byte[] array = new byte[length];
        ByteBuffer bytes = ByteBuffer.wrap(array);
        while (bytes.hasRemaining()) {
            int count = in.read(bytes, offset + bytes.position());
            if (count < 0) {
                throw wrong(offset + bytes.position(), "the file ended while it was read; was it being written?");
            }
        }
        return array;
    }

    private TelemetryFormatException wrong(long offset, String problem) {
        return new TelemetryFormatException(file, "byte " + offset, problem);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
