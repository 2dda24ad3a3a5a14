package dev.syncline.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Boxes of MP4 and QuickTime files (ISO 14496-12), found without reading what lies between them. */
public final class IsoBoxes {
    private static final int HEADER_BYTES = 8;
    private static final int LARGE_BYTES = 16;

    /** Boxes of one level that are looked at: fragmented files have thousands. */
    private static final int MOST_BOXES = 100_000;

    private IsoBoxes() {}

    /**
     * The content of a box inside others, such as {@code moov, udta, GPMF}: the first of each name.
     *
     * @param mostBytes as long as it can be
     * @return null where there is none, or one that is longer
     * @throws IOException when the file cannot be read
     */
    public static byte @Nullable [] content(Path file, int mostBytes, List<String> path) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            return box(in, 0, in.size(), path, mostBytes);
        }
    }

    private static byte @Nullable [] box(SeekableByteChannel file, long from, long to, List<String> path, int mostBytes)
            throws IOException {
        long at = from;
        for (int i = 0; i < MOST_BOXES && to - at >= HEADER_BYTES; i++) {
            byte[] bytes = read(file, at, (int) Math.min(LARGE_BYTES, to - at));
            if (bytes.length < HEADER_BYTES) {
                return null;
            }
            ByteBuffer header = ByteBuffer.wrap(bytes);
            long size = Integer.toUnsignedLong(header.getInt(0));
            String name = new String(bytes, 4, 4, StandardCharsets.ISO_8859_1);
            int headerBytes = HEADER_BYTES;
            if (size == 1 && bytes.length == LARGE_BYTES) {
                size = header.getLong(8);
                headerBytes = LARGE_BYTES;
            } else if (size == 0) {
                size = to - at;
            }
            if (size < headerBytes || size > to - at) {
                return null;
            }
            if (name.equals(path.getFirst())) {
                if (path.size() > 1) {
                    return box(file, at + headerBytes, at + size, path.subList(1, path.size()), mostBytes);
                }
                long length = size - headerBytes;
                return length > mostBytes ? null : read(file, at + headerBytes, (int) length);
            }
            at += size;
        }
        return null;
    }

    /** So many bytes, or as many as the file still has. */
    private static byte[] read(SeekableByteChannel file, long at, int most) throws IOException {
        byte[] bytes = new byte[most];
        ByteBuffer room = ByteBuffer.wrap(bytes);
        file.position(at);
        int got = 0;
        while (room.hasRemaining() && got >= 0) {
            got = file.read(room);
        }
        return room.hasRemaining() ? Arrays.copyOf(bytes, room.position()) : bytes;
    }
}
