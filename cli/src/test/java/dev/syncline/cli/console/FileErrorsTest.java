package dev.syncline.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {
    @TempDir
    Path folder;

    @Test
    void shouldSayWhyAFileIsNotFound() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (String missing : new String[] {folder.resolve("none").toString(), file + "/in it", "\0"}) {
            assertEquals(missing + ": no such file", FileErrors.line(new NoSuchFileException(missing)));
        }
        assertEquals("a.csv: permission denied", FileErrors.line(new AccessDeniedException("a.csv")));
    }

    @Test
    void shouldSayThatAFolderLetsNobodyIn() {
        Path closed = folder.resolve("closed");
        assertTrue(closed.toFile().mkdir());
        Assumptions.assumeTrue(closed.toFile().setExecutable(false), "permissions cannot be taken away here");
        Assumptions.assumeFalse(Files.isExecutable(closed), "this user may look anywhere");
        String log = closed.resolve("log.csv").toString();
        assertEquals(log + ": permission denied by a folder above it", FileErrors.line(new NoSuchFileException(log)));
    }
}
