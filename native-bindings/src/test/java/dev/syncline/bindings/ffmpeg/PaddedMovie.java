package dev.syncline.bindings.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A movie made as large as a camera's without its bytes: pictures are followed by holes, which count as theirs. */
final class PaddedMovie {
    private final ByteBuffer movie;
    private final List<Sample> samples = new ArrayList<>();
    private final List<int[]> chunks = new ArrayList<>(); // where its offset stands, its first sample

    /** A sample: where it lies, how long it is, where the table has its length (0 where all are as long), of which track. */
    private record Sample(long at, int bytes, int tableAt, int track) {}

    private PaddedMovie(ByteBuffer movie) {
        this.movie = movie;
    }

    /**
     * Writes it, its index at the end.
     *
     * @param small a movie whose pictures are its first track
     * @param whole so many pictures at the beginning stay as they are
     * @param hole bytes after each other picture
     */
    static Path write(Path small, Path out, int whole, int hole) throws IOException {
        byte[] bytes = Files.readAllBytes(small);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int moov = box(file, 0, bytes.length, "moov", 0);
        PaddedMovie padded = new PaddedMovie(file);
        int end = moov + file.getInt(moov);
        for (int track = 0; ; track++) {
            int trak = box(file, moov + 8, end, "trak", track);
            if (trak < 0) {
                break;
            }
            padded.take(trak, track);
        }
        padded.move(out, bytes, moov, end, whole, hole);
        return out;
    }

    private static int box(ByteBuffer file, int from, int to, String name, int number) {
        int left = number;
        for (int at = from; at + 8 <= to; at += file.getInt(at)) {
            byte[] letters = new byte[4];
            file.get(at + 4, letters);
            if (new String(letters, StandardCharsets.ISO_8859_1).equals(name) && left-- == 0) {
                return at;
            }
        }
        return -1;
    }

    private int inside(int box, String... path) {
        int at = box;
        for (String name : path) {
            at = box(movie, at + 8, at + movie.getInt(at), name, 0);
        }
        return at;
    }

    private void take(int trak, int track) {
        int table = inside(trak, "mdia", "minf", "stbl");
        int lengths = inside(table, "stsz");
        int offsets = inside(table, "stco");
        int runs = inside(table, "stsc");
        int same = movie.getInt(lengths + 12);
        int sample = 0;
        int run = 0;
        for (int chunk = 0; chunk < movie.getInt(offsets + 12); chunk++) {
            int offsetAt = offsets + 16 + 4 * chunk;
            chunks.add(new int[] {offsetAt, samples.size()});
            if (run + 1 < movie.getInt(runs + 12) && movie.getInt(runs + 16 + 12 * (run + 1)) == chunk + 1) {
                run++;
            }
            long at = Integer.toUnsignedLong(movie.getInt(offsetAt));
            for (int i = 0; i < movie.getInt(runs + 16 + 12 * run + 4); i++) {
                int tableAt = same == 0 ? lengths + 20 + 4 * sample : 0;
                int length = same == 0 ? movie.getInt(tableAt) : same;
                samples.add(new Sample(at, length, tableAt, track));
                at += length;
                sample++;
            }
        }
    }

    private void move(Path out, byte[] bytes, int moov, int end, int whole, int hole) throws IOException {
        List<Sample> inOrder = new ArrayList<>(samples);
        inOrder.sort(Comparator.comparingLong(Sample::at));
        long[] to = new long[samples.size()];
        try (FileChannel channel = FileChannel.open(out, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int mdat = box(movie, 0, moov, "mdat", 0);
            long at = 8L + mdat;
            int pictures = 0;
            for (Sample sample : inOrder) {
                to[samples.indexOf(sample)] = at;
                channel.write(ByteBuffer.wrap(bytes, (int) sample.at(), sample.bytes()), at);
                int padding = sample.track() == 0 && pictures++ >= whole ? hole : 0;
                at += sample.bytes() + padding;
                if (padding > 0) {
                    movie.putInt(sample.tableAt(), sample.bytes() + padding);
                }
            }
            for (int[] chunk : chunks) {
                movie.putInt(chunk[0], (int) to[chunk[1]]);
            }
            movie.putInt(mdat, (int) (at - mdat));
            channel.write(ByteBuffer.wrap(bytes, 0, mdat + 8), 0);
            channel.write(ByteBuffer.wrap(bytes, moov, end - moov), at);
        }
    }
}
