package dev.syncline.engine.match.mcap;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to compress MCAP chunks. */
public interface ChunkCompression {
    /** No compression. */
    ChunkCompression NONE = new ChunkCompression() {
        @Override
        public String name() {
            return "";
        }

        @Override
        public InputStream decompress(InputStream compressed) {
            return compressed;
        }

        @Override
        public byte[] compress(byte[] plain) {
            return plain;
        }
    };

    /** Its name in the file: {@code zstd}, {@code lz4}, or empty for none. */
    String name();

    /**
     * A stream of what was compressed.
     *
     * @throws IOException as reading from it does, when the data is damaged
     */
    InputStream decompress(InputStream compressed) throws IOException;

    /** Compresses a chunk. */
    byte[] compress(byte[] plain) throws IOException;

    /** The one of this name, null where it is not among them. */
    static @Nullable ChunkCompression named(String name, List<ChunkCompression> known) {
        if (name.isEmpty()) {
            return NONE;
        }
        for (ChunkCompression compression : known) {
            if (compression.name().equals(name)) {
                return compression;
            }
        }
        return null;
    }
}
