package dev.syncline.bindings.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
    @TempDir
    Path base;

    private Path cache;

    @BeforeEach
    void makeTheCache() throws IOException {
        Assumptions.assumeTrue(
                base.getFileSystem().supportedFileAttributeViews().contains("unix"), "no owners and modes here");
        cache = Files.createDirectory(base.resolve("cache"));
    }

    private Path choose() {
        return NativeFolder.choose(Map.of("XDG_CACHE_HOME", cache.toString()), "/nonexistent");
    }

    private static String mode(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }

    /** Private, empty, and not where it was asked for. */
    private void assertFresh(Path folder) throws IOException {
        assertNotEquals(cache.resolve("syncline"), folder);
        assertEquals("rwx------", mode(folder));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
        Files.delete(folder);
    }

    @Test
    void shouldMakeAFolderOfOurOwn() throws IOException {
        Path folder = choose();
        assertEquals(cache.toRealPath().resolve("syncline"), folder);
        assertEquals("rwx------", mode(folder));
        assertEquals(folder, choose(), "and use it again");
        Path atHome = NativeFolder.choose(Map.of(), base.toString());
        assertEquals(base.toRealPath().resolve(".cache/syncline"), atHome);
    }

    @Test
    void shouldTightenAFolderThatOthersCanOnlyRead() throws IOException {
        Path folder = Files.createDirectory(cache.resolve("syncline"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(folder.toRealPath(), choose());
        assertEquals("rwx------", mode(folder));
    }

    @Test
    void shouldNotUseAFolderThatOthersCanWriteTo() throws IOException {
        Path folder = Files.createDirectory(cache.resolve("syncline"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("planted.so"), "not ours");
        assertFresh(choose());
    }

    @Test
    void shouldNotUseAFolderInOneThatOthersCanWriteTo() throws IOException {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertFresh(choose());
    }

    @Test
    void shouldNotFollowALink() throws IOException {
        Files.createSymbolicLink(cache.resolve("syncline"), Files.createDirectory(base.resolve("planted")));
        assertFresh(choose());
    }

    @Test
    void shouldNotUseAnotherUsersFolder() throws IOException {
        Path folder = Files.createDirectory(cache.resolve("syncline"));
        try {
            Files.setAttribute(folder, "unix:uid", 12_345);
        } catch (IOException e) {
            Assumptions.abort("only root can give a folder away");
        }
        assertFresh(choose());
        assertFalse(Files.isDirectory(folder.resolve("javacpp")));
    }

    @Test
    void shouldDoWithoutAHome() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "");
        assertFresh(NativeFolder.choose(Map.of(), file.toString()));
        assertFresh(NativeFolder.choose(Map.of("XDG_CACHE_HOME", "relative"), ""));
    }

    @Test
    void shouldSendLibrariesThereThatKnowNoOtherPlace() {
        String before = System.getProperty("java.io.tmpdir");
        String[] during = new String[1];
        NativeFolder.load(() -> during[0] = System.getProperty("java.io.tmpdir"));
        assertEquals(NativeFolder.ensure().toString(), during[0]);
        assertEquals(before, System.getProperty("java.io.tmpdir"));
        assertTrue(System.getProperty("ZstdTempFolder", "").length() > 1);
    }
}
