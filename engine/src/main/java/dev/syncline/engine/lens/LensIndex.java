package dev.syncline.engine.lens;

import dev.syncline.engine.file.PartFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup needs of a database: a table of all profiles in all their modes, and the profiles themselves, deflated one by
 * one. Kept in a file; one that is damaged, or of another state of the database, is made anew.
 */
final class LensIndex {
    private static final long MAGIC = 0x53594e4c454e5331L; // "SYNLENS1"
    private static final int MOST_TABLE_BYTES = 1 << 28;
    private static final int MOST_PROFILE_BYTES = (int) LensProfileReader.LARGEST_FILE;

    private final int profiles;
    private final List<LensEntry> entries;
    private final @Nullable Path file;
    private final byte[] inMemory;
    private final long blobsFrom;

    private LensIndex(int profiles, List<LensEntry> entries, @Nullable Path file, byte[] inMemory, long blobsFrom) {
        this.profiles = profiles;
        this.entries = List.copyOf(entries);
        this.file = file;
        this.inMemory = inMemory;
        this.blobsFrom = blobsFrom;
    }

    /**
     * The index of a database.
     *
     * @param folder where to keep it; null to keep it in memory
     * @throws IOException when the database cannot be read
     */
    static LensIndex of(Path database, @Nullable Path folder) throws IOException {
        String key = database.toAbsolutePath().normalize() + "\n" + ProfileFiles.state(database);
        if (folder == null) {
            return build(database, key, null);
        }
        CRC32 crc = new CRC32();
        crc.update(database.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve(String.format(java.util.Locale.ROOT, "lenses-%08x.index", crc.getValue()));
        LensIndex kept = load(file, key);
        return kept == null ? build(database, key, file) : kept;
    }

    private static @Nullable LensIndex load(Path file, String key) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            ByteBuffer head = read(in, 0, 20);
            int bytes = head.getInt(8);
            if (head.getLong(0) != MAGIC || bytes < 0 || bytes > MOST_TABLE_BYTES || bytes > in.size() - 20) {
                return null;
            }
            byte[] table = read(in, 20, bytes).array();
            CRC32 crc = new CRC32();
            crc.update(table);
            if (crc.getValue() != head.getLong(12)) {
                return null;
            }
            DataInputStream data = new DataInputStream(new ByteArrayInputStream(table));
            if (!data.readUTF().equals(key)) {
                return null;
            }
            int profiles = data.readInt();
            int count = data.readInt();
            List<LensEntry> entries = new ArrayList<>(Math.clamp(count, 0, bytes / 50));
            for (int i = 0; i < count; i++) {
                entries.add(LensEntry.read(data));
            }
            return new LensIndex(profiles, entries, file, new byte[0], 20L + bytes);
        } catch (IOException damaged) {
            log("index " + file + " is of no use: " + damaged.getMessage());
            return null;
        }
    }

    private static ByteBuffer read(SeekableByteChannel in, long at, int bytes) throws IOException {
        ByteBuffer room = ByteBuffer.allocate(bytes);
        in.position(at);
        while (room.hasRemaining()) {
            if (in.read(room) < 0) {
                throw new java.io.EOFException("is cut short");
            }
        }
        return room.flip();
    }

    private static LensIndex build(Path database, String key, @Nullable Path file) throws IOException {
        List<LensEntry> entries = new ArrayList<>();
        ByteArrayOutputStream blobs = new ByteArrayOutputStream(1 << 20);
        int[] profiles = new int[1];
        ProfileFiles.read(database, (name, json) -> {
            profiles[0]++;
            byte[] packed = deflated(json);
            for (LensEntry entry : ProfileEntries.of(name, json)) {
                entries.add(entry.lyingAt(blobs.size(), packed.length));
            }
            blobs.writeBytes(packed);
        });
        byte[] all = blobs.toByteArray();
        if (file != null) {
            try {
                long from = save(file, key, profiles[0], entries, all);
                return new LensIndex(profiles[0], entries, file, new byte[0], from);
            } catch (IOException e) {
                log("the index of " + database + " cannot be kept in " + file + ": " + e.getMessage());
            }
        }
        return new LensIndex(profiles[0], entries, null, all, 0);
    }

    private static long save(Path file, String key, int profiles, List<LensEntry> entries, byte[] blobs)
            throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream(1 << 20);
        DataOutputStream data = new DataOutputStream(table);
        data.writeUTF(key);
        data.writeInt(profiles);
        data.writeInt(entries.size());
        for (LensEntry entry : entries) {
            entry.write(data);
        }
        CRC32 crc = new CRC32();
        crc.update(table.toByteArray());
        ByteBuffer whole = ByteBuffer.allocate(20 + table.size() + blobs.length);
        whole.putLong(MAGIC).putInt(table.size()).putLong(crc.getValue());
        whole.put(table.toByteArray()).put(blobs);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        PartFile.write(file, whole.array());
        return 20L + table.size();
    }

    private static byte[] deflated(byte[] json) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(json);
            deflater.finish();
            byte[] out = new byte[json.length + 64 + json.length / 100];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    /** How many profiles the database has. */
    int profiles() {
        return profiles;
    }

    List<LensEntry> entries() {
        return entries;
    }

    /**
     * The text of an entry's profile.
     *
     * @throws IOException when the index has been damaged since it was opened
     */
    byte[] json(LensEntry entry) throws IOException {
        byte[] packed;
        if (file == null) {
            packed = Arrays.copyOfRange(inMemory, (int) entry.at(), (int) entry.at() + entry.bytes());
        } else {
            try (SeekableByteChannel in = Files.newByteChannel(file)) {
                packed = read(in, blobsFrom + entry.at(), entry.bytes()).array();
            }
        }
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed);
            ByteArrayOutputStream json = new ByteArrayOutputStream(8 * packed.length);
            byte[] part = new byte[1 << 13];
            while (!inflater.finished() && json.size() <= MOST_PROFILE_BYTES) {
                int got = inflater.inflate(part);
                if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new DataFormatException("ends early");
                }
                json.write(part, 0, got);
            }
            return json.toByteArray();
        } catch (DataFormatException e) {
            throw new IOException(file + ": this index of lens profiles is damaged; delete it", e);
        }
    }

    private static void log(String what) {
        System.getLogger(LensIndex.class.getName()).log(System.Logger.Level.DEBUG, what);
    }
}
