package dev.syncline.engine.lens;

import dev.syncline.engine.file.PartFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private static final long MAGIC = 0x53594e4c454e5333L; // "SYNLENS3"
    private static final int MOST_TABLE_BYTES = 1 << 28;
    private static final int MOST_PROFILE_BYTES = (int) LensProfileReader.LARGEST_FILE;

    private static final int HEAD_BYTES = 20;

    private final ByteBuffer table;
    private final int entriesFrom;
    private final int profiles;
    private final @Nullable Path file;
    private final byte[] inMemory;

    /**
     * @param table key, number of profiles, number and names of those that could not be read; then each entry behind its
     *     length, the number of its keys and their hashes
     * @param file where the profiles lie, behind head and table; null where they are in memory
     */
    private LensIndex(byte[] table, int entriesFrom, int profiles, @Nullable Path file, byte[] inMemory) {
        this.table = ByteBuffer.wrap(table);
        this.entriesFrom = entriesFrom;
        this.profiles = profiles;
        this.file = file;
        this.inMemory = inMemory;
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
        String path = database.toAbsolutePath().normalize().toString();
        Path file = folder.resolve("lenses-" + Long.toHexString(hash(path)) + ".index");
        LensIndex kept = load(database, file, key);
        return kept == null ? build(database, key, file) : kept;
    }

    private static @Nullable LensIndex load(Path database, Path file, String key) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            ByteBuffer head = read(in, 0, HEAD_BYTES);
            int bytes = head.getInt(8);
            if (head.getLong(0) != MAGIC || bytes < 0 || bytes > MOST_TABLE_BYTES || bytes > in.size() - HEAD_BYTES) {
                return null;
            }
            byte[] table = read(in, HEAD_BYTES, bytes).array();
            return hash(table) == head.getLong(12) ? of(table, key, database, file, new byte[0]) : null;
        } catch (IOException damaged) {
            log("index " + file + " is of no use: " + damaged.getMessage());
            return null;
        }
    }

    /**
     * Null where the table is of another database, or of another state of it: a permission that is given back changes neither a
     * file's size nor its time.
     *
     * @param database to see whether what could not be read can be now; null where that was looked at just now
     */
    private static @Nullable LensIndex of(
            byte[] table, String key, @Nullable Path database, @Nullable Path file, byte[] inMemory)
            throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(table);
        DataInputStream data = new DataInputStream(bytes);
        if (!data.readUTF().equals(key)) {
            return null;
        }
        int profiles = data.readInt();
        for (int i = data.readInt(); i > 0; i--) {
            String unread = data.readUTF();
            if (database != null && ProfileFiles.isReadable(database, unread)) {
                return null;
            }
        }
        return new LensIndex(table, table.length - bytes.available(), profiles, file, inMemory);
    }

    private static long hash(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** FNV-1a. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash;
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
        List<String> unread = new ArrayList<>();
        int[] profiles = new int[1];
        ProfileFiles.read(database, new ProfileFiles.Taking() {
            @Override
            public void profile(String name, byte[] json) {
                profiles[0]++;
                byte[] packed = deflated(json);
                for (LensEntry entry : ProfileEntries.of(name, json)) {
                    entries.add(entry.lyingAt(blobs.size(), packed.length));
                }
                blobs.writeBytes(packed);
            }

            @Override
            public void unusable(String name, String reason) {
                profiles[0]++;
                entries.add(ProfileEntries.unusable(name, reason));
                if (Files.isDirectory(database) && !ProfileFiles.isReadable(database, name)) {
                    unread.add(name);
                }
            }
        });
        byte[] table = table(key, profiles[0], unread, entries);
        byte[] all = blobs.toByteArray();
        boolean kept = file != null && save(file, table, all);
        LensIndex index = of(table, key, null, kept ? file : null, kept ? new byte[0] : all);
        return Objects.requireNonNull(index);
    }

    private static byte[] table(String key, int profiles, List<String> unread, List<LensEntry> entries)
            throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream(1 << 20);
        DataOutputStream data = new DataOutputStream(table);
        data.writeUTF(key);
        data.writeInt(profiles);
        data.writeInt(unread.size());
        for (String each : unread) {
            data.writeUTF(each);
        }
        for (LensEntry entry : entries) {
            ByteArrayOutputStream own = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(own);
            Set<String> keys = entry.keys();
            out.writeByte(keys.size());
            for (String each : keys) {
                out.writeLong(hash(each));
            }
            entry.write(out);
            data.writeInt(own.size());
            own.writeTo(data);
        }
        return table.toByteArray();
    }

    private static boolean save(Path file, byte[] table, byte[] blobs) {
        ByteBuffer whole = ByteBuffer.allocate(HEAD_BYTES + table.length + blobs.length);
        whole.putLong(MAGIC)
                .putInt(table.length)
                .putLong(hash(table))
                .put(table)
                .put(blobs);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            PartFile.write(file, whole.array());
            return true;
        } catch (IOException e) {
            log("the index cannot be kept in " + file + ": " + e.getMessage());
            return false;
        }
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

    /** All entries. */
    List<LensEntry> entries() throws IOException {
        return entries(new long[0]);
    }

    /** Entries that one of these keys stands for, and few others: see {@link LensEntry#keys()}. */
    List<LensEntry> entries(Collection<String> keys) throws IOException {
        return keys.isEmpty()
                ? List.of()
                : entries(keys.stream().mapToLong(LensIndex::hash).toArray());
    }

    /** @param wanted hashes of keys; none for all entries */
    private List<LensEntry> entries(long[] wanted) throws IOException {
        List<LensEntry> found = new ArrayList<>();
        int at = entriesFrom;
        while (at < table.capacity()) {
            int bytes = table.getInt(at);
            int keys = table.get(at + 4);
            boolean take = wanted.length == 0;
            for (int i = 0; i < keys && !take; i++) {
                long key = table.getLong(at + 5 + 8 * i);
                for (long each : wanted) {
                    take |= key == each;
                }
            }
            if (take) {
                int from = at + 5 + 8 * keys;
                found.add(LensEntry.read(
                        new DataInputStream(new ByteArrayInputStream(table.array(), from, at + 4 + bytes - from))));
            }
            at += 4 + bytes;
        }
        return found;
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
                packed = read(in, HEAD_BYTES + table.capacity() + entry.at(), entry.bytes())
                        .array();
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
