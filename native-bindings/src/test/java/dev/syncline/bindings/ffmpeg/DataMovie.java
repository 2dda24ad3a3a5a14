package dev.syncline.bindings.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;

/**
 * A movie of one data track. Each packet is followed by a hole, which counts as its own, so that hours of a track take no room
 * on the disk.
 */
final class DataMovie {
    /** A packet stands for so long, ms, and so many ticks. */
    static final int PACKET_MS = 40;

    private static final int MDAT_HEAD = 16;

    private DataMovie() {}

    /**
     * Writes it.
     *
     * @param fourCc of the track
     * @param packetBytes of each packet, its hole among them
     * @param head what each packet begins with
     */
    static Path write(Path out, String fourCc, int packets, int packetBytes, IntFunction<byte[]> head)
            throws IOException {
        byte[] type = box("ftyp", text("isom"), ints(0), text("isom"));
        long first = (long) type.length + MDAT_HEAD;
        long end = first + (long) packets * packetBytes;
        try (FileChannel channel = FileChannel.open(out, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(type), 0);
            ByteBuffer mdat =
                    ByteBuffer.allocate(MDAT_HEAD).putInt(1).put(text("mdat")).putLong(end - type.length);
            channel.write(mdat.flip(), type.length);
            for (int i = 0; i < packets; i++) {
                channel.write(ByteBuffer.wrap(head.apply(i)), first + (long) i * packetBytes);
            }
            channel.write(ByteBuffer.wrap(index(fourCc, packets, packetBytes, first)), end);
        }
        return out;
    }

    private static byte[] index(String fourCc, int packets, int packetBytes, long first) {
        int length = packets * PACKET_MS;
        ByteBuffer offsets = ByteBuffer.allocate(8 * packets);
        for (int i = 0; i < packets; i++) {
            offsets.putLong(first + (long) i * packetBytes);
        }
        byte[] matrix = ints(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
        byte[] table = box(
                "stbl",
                box("stsd", ints(0, 1), box(fourCc, ints(0, 1))),
                box("stts", ints(0, 1, packets, PACKET_MS)),
                box("stsc", ints(0, 1, 1, 1, 1)),
                box("stsz", ints(0, packetBytes, packets)),
                box("co64", ints(0, packets), offsets.array()));
        byte[] media = box(
                "mdia",
                box("mdhd", ints(0, 0, 0, 1000, length, 0x55c40000)),
                box("hdlr", ints(0, 0), text("meta"), ints(0, 0, 0), new byte[1]),
                box("minf", box("nmhd", ints(0)), box("dinf", box("dref", ints(0, 1), box("url ", ints(1)))), table));
        byte[] track = box("trak", box("tkhd", ints(7, 0, 0, 1, 0, length, 0, 0, 0, 0), matrix, ints(0, 0)), media);
        byte[] head =
                box("mvhd", ints(0, 0, 0, 1000, length, 0x10000, 0x1000000, 0, 0), matrix, ints(0, 0, 0, 0, 0, 0, 2));
        return box("moov", head, track);
    }

    private static byte[] text(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static byte[] box(String name, byte[]... parts) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            inside.writeBytes(part);
        }
        return ByteBuffer.allocate(8 + inside.size())
                .putInt(8 + inside.size())
                .put(text(name))
                .put(inside.toByteArray())
                .array();
    }
}
