package dev.syncline.bindings.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import dev.syncline.bindings.load.NativeFolder;
import dev.syncline.engine.match.mcap.ChunkCompression;
import java.io.IOException;
import java.io.InputStream;

/** MCAP chunks in Zstandard (RFC 8878). */
public final class ZstdChunks implements ChunkCompression {
    private static final int LEVEL = 3;

    static {
        NativeFolder.ensure();
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        return new ZstdInputStream(compressed);
    }

    @Override
    public byte[] compress(byte[] plain) {
        return Zstd.compress(plain, LEVEL);
    }
}
