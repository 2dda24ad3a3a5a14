package dev.syncline.engine.match.mcap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Little-endian fields into a growing array. */
final class RecordWriter {
    private byte[] bytes = new byte[64];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    RecordWriter u8(int value) {
        return little(value, 1);
    }

    RecordWriter u16(int value) {
        return little(value, 2);
    }

    RecordWriter u32(long value) {
        return little(value, 4);
    }

    RecordWriter u64(long value) {
        return little(value, 8);
    }

    private RecordWriter little(long value, int count) {
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    RecordWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(utf8);
    }

    RecordWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** A record: opcode, length, content. */
    RecordWriter record(int opcode, Consumer<RecordWriter> content) {
        u8(opcode);
        int lengthAt = size;
        u64(0);
        int from = size;
        content.accept(this);
        long length = (long) size - from;
        for (int i = 0; i < 8; i++) {
            bytes[lengthAt + i] = (byte) (length >>> (8 * i));
        }
        return this;
    }

    private void room(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, count)));
        }
    }
}
