package dev.syncline.bindings.load;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where native libraries are unpacked: a folder that nobody else can write to, or a library that another user put there
 * would run as us. {@code XDG_CACHE_HOME/syncline}, else {@code ~/.cache/syncline}, with mode 700; where neither can be
 * had, a fresh temporary folder that goes with the process. JavaCPP, zstd-jni, JLine and SQLite are sent there.
 */
public final class NativeFolder {
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;
    private static final int PERMISSIONS = 0777;
    private static final String PRIVATE = "rwx------";

    private static @Nullable Path chosen;

    private NativeFolder() {}

    /**
     * Chooses the folder and tells the libraries of it. Thread-safe; costs nothing the second time.
     *
     * @throws NativeLibraryException when no folder can be had
     */
    public static synchronized Path ensure() {
        Path folder = chosen;
        if (folder == null) {
            folder = choose(System.getenv(), System.getProperty("user.home", ""));
            tell("org.bytedeco.javacpp.cachedir", folder.resolve("javacpp"));
            tell("ZstdTempFolder", folder);
            tell("jline.tmpdir", folder);
            tell("org.sqlite.tmpdir", folder);
            chosen = folder;
        }
        return folder;
    }

    /**
     * Runs what unpacks a library into {@code java.io.tmpdir} and cannot be told another folder.
     *
     * @param loading brings the library into the process
     */
    public static synchronized void load(Runnable loading) {
        Path folder = ensure();
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", folder.toString());
        try {
            loading.run();
        } finally {
            if (before == null) {
                System.clearProperty("java.io.tmpdir");
            } else {
                System.setProperty("java.io.tmpdir", before);
            }
        }
    }

    private static void tell(String property, Path folder) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, folder.toString());
        }
    }

    static Path choose(Map<String, String> environment, String home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        try {
            Path wanted =
                    cache.startsWith("/") ? Path.of(cache) : home.startsWith("/") ? Path.of(home, ".cache") : null;
            Path folder = wanted == null ? null : ours(wanted.resolve("syncline"));
            return folder == null ? temporary() : folder;
        } catch (IOException | RuntimeException e) {
            throw new NativeLibraryException(
                    "there is no folder to unpack native libraries into (" + e.getMessage()
                            + "): set XDG_CACHE_HOME to a folder of your own",
                    e);
        }
    }

    /** The folder, made where it is not there; null where it is not ours alone or cannot be had. */
    private static @Nullable Path ours(Path folder) {
        try {
            if (!isPosix(folder)) {
                return Files.createDirectories(folder);
            }
            Path parent = folder.toAbsolutePath().getParent();
            if (parent == null) {
                return null;
            }
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
            Path real = parent.toRealPath().resolve(folder.getFileName());
            try {
                Files.createDirectory(
                        real, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
            } catch (FileAlreadyExistsException there) {
                if (isOursAlone(real) && mode(real) != 0700) {
                    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString(PRIVATE));
                }
            }
            return isOursAlone(real) && isSafe(real.getParent()) && Files.isWritable(real) ? real : null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static boolean isOursAlone(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && owner(folder) == new UnixSystem().getUid()
                && (mode(folder) & OTHERS_WRITE) == 0;
    }

    /** Whether nobody but us and root can put another folder into this one's place, all the way up. */
    private static boolean isSafe(@Nullable Path folder) throws IOException {
        for (Path at = folder; at != null; at = at.getParent()) {
            long owner = owner(at);
            boolean others = (mode(at) & OTHERS_WRITE) != 0 && (mode(at) & STICKY) == 0;
            if (others || (owner != 0 && owner != new UnixSystem().getUid())) {
                return false;
            }
        }
        return true;
    }

    private static long owner(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    private static int mode(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS)).intValue()
                & (PERMISSIONS | STICKY);
    }

    /** Made by us with mode 700 under a name that nobody can foresee. */
    private static Path temporary() throws IOException {
        Path folder = Files.createTempDirectory("syncline-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "unpacked libraries"));
        return folder;
    }

    @SuppressWarnings("EmptyCatch") // it is a temporary folder
    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
                        throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
        }
    }
}
