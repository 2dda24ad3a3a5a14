package dev.syncline.engine.telemetry.dataflash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a log message by message, as ArduPilot does. */
abstract class DataFlashBytes<S extends DataFlashBytes<S>> {
    protected final ByteBuffer out = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);

    DataFlashBytes() {
        kind(128, 89, "FMT", "BBnNZ", "Type,Length,Name,Format,Columns");
    }

    /** Itself. */
    protected abstract S self();

    protected final S head(int kind) {
        out.put((byte) 0xa3).put((byte) 0x95).put((byte) kind);
        return self();
    }

    protected final S text(String text, int bytes) {
        out.put(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), bytes));
        return self();
    }

    /** Describes the messages of a kind. */
    final S kind(int kind, int bytes, String name, String types, String labels) {
        head(128);
        out.put((byte) kind).put((byte) bytes);
        return text(name, 4).text(types, 16).text(labels, 64);
    }

    final byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
