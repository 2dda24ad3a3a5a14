package dev.syncline.engine.telemetry.insta360;

import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records at a file's end. Read backwards: 32 letters that tell the format, a version, the size of it all, 32 bytes of
 * nothing; then each record with its format, number and size behind it. Newer cameras put an index there first (record 0).
 * Only the records that are asked for are taken into memory.
 *
 * @param file the file's name
 * @param metadata record 1, a protobuf message
 * @param gyro record 3
 * @param exposure record 4, where it was asked for; else empty
 */
record Trailer(String file, ByteBuffer metadata, ByteBuffer gyro, ByteBuffer exposure) {
    private static final byte[] MAGIC = "8db42d694ccc418790edff439fe026bf".getBytes(StandardCharsets.US_ASCII);
    private static final int FOOTER_BYTES = 72;
    private static final int HEAD_BYTES = 6;
    private static final int SLOT_BYTES = 10;
    private static final int MOST_RECORDS = 4096;
    private static final int LARGEST_RECORD = 1 << 29;
    private static final int INDEX = 0;
    private static final int METADATA = 1;
    private static final int GYRO = 3;
    private static final int EXPOSURE = 4;

    private record Place(long at, long size) {}

    static boolean isAtEndOf(Path path) throws IOException {
        try (FileChannel in = FileChannel.open(path)) {
            return in.size() >= FOOTER_BYTES + HEAD_BYTES
                    && bytes(in, in.size() - MAGIC.length, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
        }
    }

    static Trailer read(Path path, boolean allStreams, DamagedParts damage) throws IOException {
        String file = String.valueOf(path.getFileName());
        if (!isAtEndOf(path)) {
            throw new TelemetryFormatException(
                    file, "trailer", "there is none of an Insta360 camera at the file's end");
        }
        try (FileChannel in = FileChannel.open(path)) {
            Map<Integer, Place> places = places(in, file, damage);
            return new Trailer(
                    file,
                    record(in, places.get(METADATA)),
                    record(in, places.get(GYRO)),
                    record(in, allStreams ? places.get(EXPOSURE) : null));
        } catch (EOFException cut) {
            throw new TelemetryFormatException(file, "trailer", "cut short");
        }
    }

    private static Map<Integer, Place> places(FileChannel in, String file, DamagedParts damage) throws IOException {
        long end = in.size();
        long size = Integer.toUnsignedLong(bytes(in, end - MAGIC.length - 8, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(0));
        if (size < FOOTER_BYTES || size > end) {
            throw new TelemetryFormatException(
                    file, "byte " + (end - 40), "the trailer says that it has " + size + " bytes of a file of " + end);
        }
        long begin = end - size;
        long at = end - FOOTER_BYTES;
        Map<Integer, Place> places = new HashMap<>();
        for (int i = 0; i < MOST_RECORDS && at - HEAD_BYTES >= begin; i++) {
            ByteBuffer head = bytes(in, at - HEAD_BYTES, HEAD_BYTES);
            int id = head.get(1) & 0xff;
            long length = Integer.toUnsignedLong(head.getInt(2));
            long from = at - HEAD_BYTES - length;
            if (from < begin || length > LARGEST_RECORD) {
                damage.leaveOut(new TelemetryFormatException(
                        file,
                        "byte " + (at - HEAD_BYTES),
                        "record " + id + " says " + length + " bytes, which it has not"));
                return places;
            }
            if (id == INDEX && i == 0 && length >= SLOT_BYTES && length % SLOT_BYTES == 0) {
                return indexed(bytes(in, from, (int) length), begin, end, file, damage);
            }
            places.putIfAbsent(id, new Place(from, length));
            at = from;
        }
        return places;
    }

    private static Map<Integer, Place> indexed(ByteBuffer index, long begin, long end, String file, DamagedParts damage)
            throws TelemetryFormatException {
        Map<Integer, Place> places = new HashMap<>();
        for (int at = 0; at + SLOT_BYTES <= index.limit(); at += SLOT_BYTES) {
            int id = index.get(at) & 0xff;
            long length = Integer.toUnsignedLong(index.getInt(at + 2));
            long from = begin + Integer.toUnsignedLong(index.getInt(at + 6));
            if (length > LARGEST_RECORD || from + length > end) {
                damage.leaveOut(new TelemetryFormatException(
                        file, "trailer's index", "record " + id + " says " + length + " bytes, which it has not"));
            } else if (length > 0) {
                places.putIfAbsent(id, new Place(from, length));
            }
        }
        return places;
    }

    private static ByteBuffer record(FileChannel in, @Nullable Place place) throws IOException {
        return place == null ? ByteBuffer.allocate(0) : bytes(in, place.at(), (int) place.size());
    }

    private static ByteBuffer bytes(FileChannel in, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }
}
