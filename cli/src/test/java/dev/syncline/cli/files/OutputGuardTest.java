package dev.syncline.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputGuardTest {
    @TempDir
    Path folder;

    private Path input;

    @BeforeEach
    void makeTheInput() throws IOException {
        input = Files.writeString(folder.resolve("log.csv"), "input");
    }

    private void assertRefused(Path output) {
        IOException refused = assertThrows(
                IOException.class,
                () -> new OutputGuard().reads(input, "the motion log").writes(output));
        assertEquals(
                "cannot write " + output + ": it is named twice, as an output and as the motion log; name another file",
                refused.getMessage());
        IOException other = assertThrows(IOException.class, () -> {
            OutputGuard guard = new OutputGuard();
            ReplacedFile _ = guard.writes(output);
            guard.reads(input, "the motion log");
        });
        assertEquals(refused.getMessage(), other.getMessage(), "the order makes no difference");
    }

    @Test
    void shouldKnowAnInputByAnyName() throws IOException {
        assertRefused(input);
        assertRefused(folder.resolve("./log.csv"));
        assertRefused(Files.createSymbolicLink(folder.resolve("link.csv"), input));
        assertRefused(Files.createLink(folder.resolve("hard.csv"), input));
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("elsewhere"), folder);
        assertRefused(linkedFolder.resolve("log.csv"));
    }

    /** A recording that is a folder, such as a ROS 2 bag. */
    @Test
    void shouldKnowTheFilesOfAFolder() throws IOException {
        IOException refused = assertThrows(
                IOException.class,
                () -> new OutputGuard().reads(folder, "the motion log").writes(input));
        assertTrue(String.valueOf(refused.getMessage()).contains("as the motion log"), refused.getMessage());
        ReplacedFile other = new OutputGuard().reads(folder, "the motion log").writes(folder.resolve("new.csv"));
        assertEquals(folder.resolve("new.csv"), other.target());
    }

    @Test
    void shouldKnowAnInputThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), input);
        assertThrows(
                IOException.class,
                () -> new OutputGuard().reads(link, "the motion log").writes(input));
    }

    @Test
    void shouldKnowTwoOutputsThatAreOne() throws IOException {
        Path there = Files.writeString(folder.resolve("old.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), there);
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("elsewhere"), folder);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.json"), Path.of("new.json"));
        Path twice = Files.createSymbolicLink(folder.resolve("twice.json"), dangling);
        for (Path[] pair : new Path[][] {
            {there, link},
            {folder.resolve("new.json"), linkedFolder.resolve("new.json")},
            {folder.resolve("new.json"), dangling},
            {twice, folder.resolve("new.json")},
            {folder.resolve("new.json"), folder.resolve("new.json")}
        }) {
            OutputGuard guard = new OutputGuard();
            ReplacedFile _ = guard.writes(pair[0]);
            IOException refused = assertThrows(IOException.class, () -> guard.writes(pair[1]));
            assertTrue(String.valueOf(refused.getMessage()).contains("as another output"), refused.getMessage());
        }
        assertEquals("old", Files.readString(there));
    }

    @Test
    void shouldLetDifferentFilesAndDevicesPass() throws IOException {
        Path nowhere = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(nowhere), "no /dev/null here");
        OutputGuard guard = new OutputGuard().reads(input, "the motion log").reads(nowhere, "a recording");
        for (Path output : new Path[] {folder.resolve("a"), folder.resolve("b"), nowhere, nowhere}) {
            ReplacedFile _ = guard.writes(output);
        }
        guard.reads(folder.resolve("missing/none.csv"), "what is not there");
    }
}
