package dev.syncline.bindings.compress;

import dev.syncline.engine.match.mcap.ChunkCompression;
import java.util.List;

/** Every compression that MCAP files are written with. */
public final class ChunkCompressions {
    private ChunkCompressions() {}

    /** Zstandard and LZ4. */
    public static List<ChunkCompression> all() {
        return List.of(new ZstdChunks(), new Lz4Chunks());
    }
}
