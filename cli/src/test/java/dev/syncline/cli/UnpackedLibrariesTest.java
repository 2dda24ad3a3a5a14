package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.compress.ZstdChunks;
import dev.syncline.bindings.load.NativeFolder;
import dev.syncline.hardware.serial.JSerialCommLink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jline.nativ.JLineNativeLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that others unpack: none is loaded from where another user could have put one. */
class UnpackedLibrariesTest {
    private static final Path MAPS = Path.of("/proc/self/maps");

    @TempDir
    Path folder;

    @Test
    void shouldBeLoadedFromAFolderOfOurOwn() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isReadable(MAPS), "no /proc here");
        Path base = folder.toRealPath();
        Path everyones = Files.createDirectory(base.resolve("everyones"));
        Path cache = Files.createDirectory(base.resolve("cache"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + everyones,
                        "-Duser.home=" + everyones,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadingProcess.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        Process process = builder.start();
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertEquals(0, process.waitFor(), said.toString());

        Path ours = cache.resolve("syncline");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ours)));
        for (String library : List.of("jSerialComm", "zstd", "jline")) {
            List<String> loaded =
                    said.stream().filter(line -> line.contains(library)).toList();
            assertTrue(!loaded.isEmpty(), library + " was not loaded: " + said);
            for (String place : loaded) {
                assertTrue(place.startsWith(ours.toString()), place);
            }
        }
    }

    /** Loads them and says from where. */
    static final class LoadingProcess {
        private LoadingProcess() {}

        public static void main(String[] args) throws Exception {
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            int bytes = new ZstdChunks().compress(new byte[100]).length;
            try {
                JSerialCommLink.open("/dev/null", 115_200).close();
            } catch (IOException e) {
                // It is no serial line, which only the library can say.
                out.println(bytes + " bytes; " + e.getMessage());
            }
            NativeFolder.ensure();
            out.println(JLineNativeLoader.initialize());
            for (String line : Files.readAllLines(MAPS)) {
                int path = line.indexOf('/');
                if (path > 0 && line.contains(".so")) {
                    out.println(line.substring(path));
                }
            }
        }
    }
}
