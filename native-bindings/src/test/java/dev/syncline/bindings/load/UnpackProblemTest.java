package dev.syncline.bindings.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackProblemTest {
    @TempDir
    Path base;

    private Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(base.toRealPath().resolve("a cache"));
        Assumptions.assumeTrue(Files.getFileStore(folder).getUsableSpace() > 100L << 20, "this disk is full");
    }

    private Path mounts(String... lines) throws IOException {
        return Files.writeString(base.resolve("mounts"), String.join("\n", lines) + "\n");
    }

    private String line(Path at, String options) {
        return "tmpfs " + at.toString().replace(" ", "\\040") + " tmpfs " + options + " 0 0";
    }

    @Test
    void shouldSayThatNothingMayRunThere() throws IOException {
        Path mounts = mounts(line(Path.of("/"), "rw,relatime"), line(folder, "rw,noexec,nosuid"));
        assertEquals(
                "no program may run from " + folder
                        + " (it is mounted noexec); set XDG_CACHE_HOME to a folder of your own elsewhere",
                UnpackProblem.of(folder, mounts));
    }

    @Test
    void shouldCountTheMountThatIsSeen() throws IOException {
        assertNull(UnpackProblem.of(folder, mounts(line(Path.of("/"), "rw,noexec"), line(folder, "rw"))));
        assertNull(UnpackProblem.of(folder, mounts(line(folder, "rw,noexec"), line(folder, "rw"))), "covered");
        assertNull(
                UnpackProblem.of(folder, mounts(line(Path.of("/"), "rw"), line(base.resolve("a cach"), "noexec"))),
                "another's name");
        assertNull(UnpackProblem.of(folder, base.resolve("none")));
    }
}
