package dev.syncline.bindings.rosbag;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.syncline.bindings.load.NativeFolder;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bag's file that rosbag2 packed whole, in one Zstandard frame: unpacked into a folder of its own among the temporary
 * ones, which goes with it.
 */
final class PackedFile implements AutoCloseable {
    private static final String ENDING = ".zstd";
    private static final int STEP_BYTES = 1 << 16;

    /** So many times longer an unpacked bag is at most: IMU messages that are all alike have some 100. */
    private static final long MOST_TIMES = 1000;

    /** What is left free on the disk. */
    private static final long SPARE_BYTES = 64L << 20;

    private final Path folder;
    private final Path file;

    private PackedFile(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    static boolean detect(byte[] head) {
        return head.length >= 4
                && head[0] == 0x28
                && head[1] == (byte) 0xb5
                && head[2] == 0x2f
                && head[3] == (byte) 0xfd;
    }

    /**
     * Unpacks a file.
     *
     * @throws TelemetryFormatException when it is damaged, or unpacked too long for the disk
     * @throws IOException when it cannot be read, or the unpacked one not written
     */
    static PackedFile unpack(Path packed) throws IOException {
        NativeFolder.ensure();
        String name = String.valueOf(packed.getFileName());
        Path folder = Files.createTempDirectory("syncline-bag");
        String plain = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        PackedFile unpacked = new PackedFile(folder, folder.resolve(plain.isEmpty() ? name : plain));
        // Where the process is told to end, its files go in the order from the last one.
        folder.toFile().deleteOnExit();
        unpacked.file.toFile().deleteOnExit();
        try {
            unpacked.fill(packed, name);
            return unpacked;
        } catch (IOException | RuntimeException e) {
            unpacked.close();
            throw e;
        }
    }

    private void fill(Path packed, String name) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace() - SPARE_BYTES;
        long most = Math.max(0, Math.min(free, Files.size(packed) * MOST_TIMES));
        try (InputStream in = new ZstdInputStream(Files.newInputStream(packed));
                OutputStream out = Files.newOutputStream(file)) {
            byte[] step = new byte[STEP_BYTES];
            long written = 0;
            for (int n = in.read(step); n >= 0; n = in.read(step)) {
                written += n;
                if (written > most) {
                    throw new TelemetryFormatException(
                            name,
                            "",
                            "unpacked it is longer than " + most + " bytes, "
                                    + (most < free
                                            ? "which no bag is"
                                            : "for which " + folder.getParent() + " has no room")
                                    + "; unpack it elsewhere with: zstd -d " + name);
                }
                out.write(step, 0, n);
            }
        } catch (ZstdIOException damaged) {
            throw new TelemetryFormatException(
                    name, "", "its zstd data is damaged (" + damaged.getMessage() + "); copy it again");
        }
    }

    /** The unpacked file, until this is closed. */
    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
    }
}
