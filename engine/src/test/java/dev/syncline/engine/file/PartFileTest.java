package dev.syncline.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Set<String> names() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void shouldReplaceTheOldFileOnlyWhenItIsCommitted() throws IOException {
        Path target = Files.writeString(folder.resolve("r.json"), "old");
        try (PartFile file = PartFile.begin(target)) {
            file.out().write(NEW);
            file.settle();
            assertEquals("old", Files.readString(target), "not yet worth keeping");
            file.commit();
        }
        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertEquals(Set.of("r.json"), names());
    }

    @Test
    void shouldComeIntoBeingBehindLinksToWhatIsNotThere() throws IOException {
        Path behind = folder.resolve("behind.json");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), behind.getFileName());
        Path two = Files.createSymbolicLink(folder.resolve("two.json"), link);
        PartFile.write(two, NEW);
        assertTrue(Files.isSymbolicLink(two) && Files.isSymbolicLink(link));
        assertTrue(Files.isRegularFile(behind, LinkOption.NOFOLLOW_LINKS));
        Path round = Files.createSymbolicLink(folder.resolve("round.json"), Path.of("round.json"));
        FileSystemException e = assertThrows(FileSystemException.class, () -> PartFile.begin(round));
        assertTrue(String.valueOf(e.getReason()).endsWith("its links go round"), e.getReason());
    }

    @Test
    void shouldLetNobodyReadWhatHeCouldNotReadBefore() throws IOException {
        Path target = Files.writeString(folder.resolve("r.json"), "old");
        Assumptions.assumeTrue(
                target.getFileSystem().supportedFileAttributeViews().contains("posix"), "no modes here");
        for (String mode : List.of("rw-------", "rw-rw-r--")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
            PartFile.write(target, NEW);
            assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsClosedBefore() throws IOException {
        Path target = folder.resolve("r.json");
        try (PartFile file = PartFile.begin(target)) {
            file.out().write(NEW);
            file.out().flush();
            assertEquals(1, names().size());
        }
        assertEquals(Set.of(), names());
    }

    @Test
    void shouldTakeItsNameWhileItGrows() throws IOException {
        Path target = Files.writeString(folder.resolve("take.csv"), "old");
        try (PartFile file = PartFile.begin(target)) {
            file.out().write(NEW);
            file.out().flush();
            file.worthKeeping();
            file.settle();
            assertEquals(Set.of("take.csv"), names());
            assertEquals("new", Files.readString(target));
            file.out().write(NEW);
            file.out().flush();
            assertEquals("newnew", Files.readString(target));
        }
        assertEquals("newnew", Files.readString(target), "closed without a commit, it stays: it had its name");
    }

    @Test
    void shouldTakeAwayWhatDeadProcessesLeftAndNothingElse() throws IOException {
        Path dead = Files.writeString(folder.resolve(".r.json.0123456789abcdef.part"), "half");
        Path anothers = Files.writeString(folder.resolve(".q.json.0123456789abcdef.part"), "half");
        Path users = Files.writeString(folder.resolve(".r.json.mine.part"), "whole");
        Path link = Files.createSymbolicLink(folder.resolve(".r.json.0123456789abcdee.part"), users);
        try (PartFile first = PartFile.begin(folder.resolve("r.json"));
                PartFile second = PartFile.begin(folder.resolve("r.json"))) {
            assertFalse(Files.exists(dead));
            assertTrue(Files.exists(anothers) && Files.exists(users) && Files.exists(link));
            first.commit();
            second.commit();
        }
    }

    @Test
    void shouldLeaveThePartsOfLivingProcesses() throws IOException, InterruptedException {
        Path target = folder.resolve("r.json");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        target.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('h', other.getInputStream().read(), "the other process holds its part");
            try (PartFile file = PartFile.begin(target)) {
                file.commit();
            }
            assertEquals(2, names().size(), "ours and the living one's: " + names());
        } finally {
            other.destroyForcibly().waitFor();
        }
        PartFile.begin(target).close();
        assertEquals(Set.of("r.json"), names(), "killed, it holds nothing any more");
    }

    /** Begins a file and waits to be killed. */
    static final class HoldingProcess {
        private HoldingProcess() {}

        public static void main(String[] args) throws IOException {
            try (PartFile file = PartFile.begin(Path.of(args[0]));
                    var said = new FileOutputStream(java.io.FileDescriptor.out)) {
                file.out().write(NEW);
                file.out().flush();
                said.write('h');
                said.flush();
                // No end comes: the test kills this process.
                int _ = System.in.read();
            }
        }
    }

    @Test
    void shouldNameTheFileWhenTheDiskIsFullAndWriteNothingTwice() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        try (PartFile file = PartFile.begin(full)) {
            file.out().write(NEW);
            FileSystemException e =
                    assertThrows(FileSystemException.class, () -> file.out().flush());
            assertEquals("/dev/full", e.getFile());
            assertTrue(String.valueOf(e.getReason()).contains("space"), e.getReason());
            assertThrows(FileSystemException.class, () -> file.out().write(NEW));
            assertThrows(FileSystemException.class, file::commit);
        }
        assertFalse(Files.isRegularFile(full));
    }

    @Test
    void shouldWriteIntoAPipeInsteadOfReplacingIt() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        Assumptions.assumeTrue(new File("/usr/bin/mkfifo").exists(), "no mkfifo here");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        try (PartFile file = PartFile.begin(pipe)) {
            file.out().write(NEW);
            file.worthKeeping();
            file.settle();
            file.commit();
        }
        assertArrayEquals(NEW, reader.getInputStream().readAllBytes());
        assertEquals(Set.of("pipe"), names());
        assertFalse(Files.isRegularFile(pipe));
    }

    @Test
    void shouldCutBackToWhatIsWhole() throws IOException {
        Path target = folder.resolve("frames.json");
        try (PartFile file = PartFile.begin(target)) {
            file.out().write("[{},{}, {\"half\":".getBytes(StandardCharsets.UTF_8));
            file.out().flush();
            file.cutBack(6, "]\n".getBytes(StandardCharsets.UTF_8));
            file.keep();
        }
        assertEquals("[{},{}]\n", Files.readString(target));
    }

    @Test
    void shouldSettleAllFilesThoughOneFails() throws IOException, InterruptedException {
        java.util.concurrent.CountDownLatch settled = new java.util.concurrent.CountDownLatch(2);
        Growing failing = () -> {
            throw new IOException("no disk");
        };
        try (SettlingThread thread = new SettlingThread(List.of(failing, settled::countDown))) {
            assertTrue(settled.await(30, java.util.concurrent.TimeUnit.SECONDS), "twice, a second apart");
            IOException failure = thread.failure();
            assertTrue(failure != null && "no disk".equals(failure.getMessage()), String.valueOf(failure));
        }
    }

    @Test
    void shouldWorkOnAnInterruptedThread() throws IOException {
        Path target = folder.resolve("r.json");
        Thread.currentThread().interrupt();
        try (PartFile file = PartFile.begin(target)) {
            file.out().write(NEW);
            file.commit();
        } finally {
            assertTrue(Thread.interrupted(), "the interruption is still there");
        }
        assertArrayEquals(NEW, Files.readAllBytes(target));
    }
}
