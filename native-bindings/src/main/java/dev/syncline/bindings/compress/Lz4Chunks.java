package dev.syncline.bindings.compress;

import dev.syncline.engine.match.mcap.ChunkCompression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;

/** MCAP chunks in LZ4's frame format, with blocks that depend on those before them or not. */
public final class Lz4Chunks implements ChunkCompression {
    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        return new FramedLZ4CompressorInputStream(compressed);
    }

    @Override
    public byte[] compress(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream frame = new FramedLZ4CompressorOutputStream(bytes)) {
            frame.write(plain);
        }
        return bytes.toByteArray();
    }
}
