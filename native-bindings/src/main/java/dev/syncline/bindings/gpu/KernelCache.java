package dev.syncline.bindings.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiled kernels on disk, by what they were compiled from and for. A cache that cannot be read or written is no error:
 * kernels are then compiled again. Safe among processes: files appear whole or not at all.
 */
public final class KernelCache {
    /** Largest file that is believed to be a compiled kernel. */
    private static final long MOST_BYTES = 16L << 20;

    private final @Nullable Path folder;

    /** @param folder null to keep nothing */
    public KernelCache(@Nullable Path folder) {
        this.folder = folder;
    }

    /** The user's cache: {@code $XDG_CACHE_HOME/syncline/kernels}, or the same in {@code ~/.cache}. */
    public static KernelCache ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = System.getProperty("user.home");
        Path base = cache != null && !cache.isEmpty() ? Path.of(cache) : home == null ? null : Path.of(home, ".cache");
        return new KernelCache(base == null ? null : base.resolve("syncline").resolve("kernels"));
    }

    /** A name for kernels that were made from all of these: source, options, device, driver. */
    public static String key(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** What was kept under a key, or null. */
    public byte @Nullable [] find(String key) {
        if (folder == null) {
            return null;
        }
        try {
            Path file = folder.resolve(key);
            return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES ? Files.readAllBytes(file) : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Keeps kernels under a key. */
    public void keep(String key, byte[] kernels) {
        if (folder == null || kernels.length == 0) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part", null);
            try {
                Files.write(part, kernels);
                move(part, folder.resolve(key));
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException full) {
            // Compiled again next time.
        }
    }

    /** Forgets what was kept under a key, such as kernels that a device no longer takes. */
    public void forget(String key) {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve(key));
            } catch (IOException kept) {
                // It will be found wrong again, and compiled again.
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
