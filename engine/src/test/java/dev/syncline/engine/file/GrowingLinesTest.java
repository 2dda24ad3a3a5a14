package dev.syncline.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingLinesTest {
    @TempDir
    Path folder;

    /** Runs {@link FillingProcess} where files end at so many blocks of 512 bytes. */
    private static String fill(Path table, int blocks) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f " + blocks + "; exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        FillingProcess.class.getName(),
                        table.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private int files() throws IOException {
        try (var all = Files.list(folder)) {
            return (int) all.count();
        }
    }

    @Test
    void shouldBeReadableWheneverItWasSettled() throws IOException {
        Path table = folder.resolve("pairs.csv");
        try (GrowingLines lines = new GrowingLines(table)) {
            lines.add("a,b\n");
            lines.settle();
            assertFalse(Files.exists(table), "a head alone is not worth keeping");
            lines.worthKeeping();
            lines.add("1,2\n3,4\n");
            lines.settle();
            assertEquals(List.of("a,b", "1,2", "3,4"), Files.readAllLines(table));
            lines.add("5,6\n");
            lines.keep();
        }
        assertEquals(List.of("a,b", "1,2", "3,4", "5,6"), Files.readAllLines(table));
        assertEquals(1, files());
    }

    @Test
    void shouldLeaveTheOldFileWhereNothingWasWorthKeeping() throws IOException {
        Path table = Files.writeString(folder.resolve("pairs.csv"), "old");
        try (GrowingLines lines = new GrowingLines(table)) {
            lines.add("a,b\n");
            lines.keep();
        }
        assertEquals("old", Files.readString(table));
        assertEquals(1, files());
    }

    @Test
    void shouldKeepWholeLinesWhenThereIsNoMoreRoom() throws IOException, InterruptedException {
        Path table = folder.resolve("pairs.csv");
        // Room for 128 KiB, which ends within a line.
        String said = fill(table, 256);
        assertTrue(said.startsWith("failed: " + table), said);
        List<String> lines = Files.readAllLines(table);
        assertTrue(Files.size(table) <= 131_072 && Files.size(table) > 131_072 - 100, "as many as find room");
        assertTrue(Files.readString(table).endsWith("\n"));
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(i + ",0123456789abcdef", lines.get(i));
        }
        assertEquals(1, files());
    }

    @Test
    void shouldLeaveTheOldFileWhereThereIsNoRoomAtAll() throws IOException, InterruptedException {
        Path table = Files.writeString(folder.resolve("pairs.csv"), "old");
        assertTrue(fill(table, 0).startsWith("failed: " + table));
        assertEquals("old", Files.readString(table));
        assertEquals(1, files());
    }

    /** Adds lines until there is no more room. */
    static final class FillingProcess {
        private FillingProcess() {}

        public static void main(String[] args) throws IOException {
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            try (GrowingLines lines = new GrowingLines(Path.of(args[0]))) {
                try {
                    for (int i = 0; ; i++) {
                        lines.add(i + ",0123456789abcdef\n");
                        lines.worthKeeping();
                    }
                } catch (IOException e) {
                    out.println("failed: " + e.getMessage());
                    lines.keep();
                }
            }
        }
    }
}
