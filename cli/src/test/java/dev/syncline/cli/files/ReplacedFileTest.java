package dev.syncline.cli.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }

    @Test
    void shouldReplaceAFileAsAWhole() throws IOException {
        Path target = Files.writeString(folder.resolve("r.json"), "old and longer");
        ReplacedFile file = ReplacedFile.claim(target);
        assertEquals("old and longer", Files.readString(target), "a claim changes nothing");
        assertEquals(List.of(target), files());
        file.replaceWith(NEW);
        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertEquals(List.of(target), files());
    }

    @Test
    void shouldKeepWhatTheFileWas() throws IOException {
        Path target = Files.writeString(folder.resolve("r.json"), "old");
        Path kept = Files.writeString(folder.resolve("r.json.bak"), "older");
        ReplacedFile.claim(target).replaceKeeping(NEW, ReplacedFile.claim(kept), Files.readAllBytes(target));
        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertEquals("old", Files.readString(kept));
        assertEquals(List.of(target, kept), files());
    }

    @Test
    void shouldLeaveTheKeptFileWhereTheDiskIsFull() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        Path kept = Files.writeString(folder.resolve("r.json.bak"), "older");
        ReplacedFile target = ReplacedFile.claim(full);
        ReplacedFile other = ReplacedFile.claim(kept);
        IOException thrown = assertThrows(IOException.class, () -> target.replaceKeeping(NEW, other, NEW));
        String said = String.valueOf(thrown.getMessage());
        assertTrue(said.startsWith("cannot write /dev/full: "), said);
        assertEquals("older", Files.readString(kept));
        assertEquals(List.of(kept), files());
    }

    @Test
    void shouldKeepALinkALink() throws IOException {
        Path target = Files.writeString(folder.resolve("r.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
        ReplacedFile.claim(link).replaceWith(NEW);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(NEW, Files.readAllBytes(target));
    }

    @Test
    void shouldWriteIntoADeviceInsteadOfReplacingIt() throws IOException {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device), "no /dev/null here");
        ReplacedFile.claim(device).replaceWith(NEW);
        assertFalse(Files.isRegularFile(device));
    }

    @Test
    void shouldWriteIntoAPipeThatHasNoName() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")) && Files.exists(Path.of("/dev/fd")), "no pipes here");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "\"$0\" -cp \"$1\" \"$2\" | cat",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        IntoStandardOutput.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("new", said);
    }

    /** Writes to /dev/stdout, as a shell's {@code >(…)} gives /dev/fd/63. */
    static final class IntoStandardOutput {
        private IntoStandardOutput() {}

        public static void main(String[] args) throws IOException {
            ReplacedFile.claim(Path.of("/dev/stdout")).replaceWith(NEW);
        }
    }

    @Test
    void shouldRefuseAFolderAndAMissingFolder() {
        IOException isFolder = assertThrows(IOException.class, () -> ReplacedFile.claim(folder));
        assertTrue(String.valueOf(isFolder.getMessage()).endsWith("it is a folder; name a file"));
        IOException missing = assertThrows(IOException.class, () -> ReplacedFile.claim(folder.resolve("no/r.json")));
        assertTrue(String.valueOf(missing.getMessage()).contains("there is no folder"), missing.getMessage());
    }

    @Test
    void shouldRefuseAFolderThatCannotBeWrittenTo() throws IOException {
        Assumptions.assumeTrue(folder.toFile().setWritable(false), "permissions cannot be taken away here");
        try {
            Assumptions.assumeFalse(Files.isWritable(folder), "this user may write anywhere");
            IOException e = assertThrows(IOException.class, () -> ReplacedFile.claim(folder.resolve("r.json")));
            assertTrue(String.valueOf(e.getMessage()).endsWith("permission denied"), e.getMessage());
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
    }

    @Test
    void shouldLeaveTheOldFileWhenWritingFails() throws IOException {
        Path target = folder.resolve("r.json");
        ReplacedFile file = ReplacedFile.claim(target);
        // Between the claim and the writing, a folder with something in it took the place.
        Files.createDirectory(target);
        Path inside = Files.writeString(target.resolve("kept"), "kept");
        // A folder counts as no regular file, so it is written to directly, which fails.
        assertThrows(IOException.class, () -> file.replaceWith(NEW));
        assertEquals("kept", Files.readString(inside));
        assertEquals(List.of(target), files());
    }
}
