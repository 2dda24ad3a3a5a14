package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code points} may never do to the file that it edits, and to what it keeps of it. */
class EditsInPlaceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROJECT = """
            {"title": "Gyroflow data file", "version": 4, "videofile": "clip.mp4",
             "video_info": {"width": 1280, "height": 720, "fps": 30, "num_frames": 1800, "duration_ms": 60000},
             "gyro_source": {"filepath": "clip.gcsv"}, "offsets": {"4995000": 5}}""";

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(folder.resolve("clip.mp4"), "not decoded in these tests");
        Files.writeString(folder.resolve("clip.gyroflow"), PROJECT);
        CommandRun run = CommandRun.of(
                (job, progress) -> CommandRun.synced(job),
                "sync",
                in("clip.mp4"),
                "--gyro",
                Files.writeString(folder.resolve("clip.gcsv"), "not read in these tests")
                        .toString(),
                "--json",
                in("clip.json"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private static CommandRun points(String... args) {
        return CommandRun.of(
                CommandRun.UNREACHED,
                Stream.concat(Stream.of("points"), Stream.of(args)).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.json", "clip.gyroflow"})
    void shouldKeepThePointsThatWereClearedTwice(String name) throws IOException {
        byte[] before = bytes(name);
        assertEquals(ExitCode.DONE, points("clear", in(name)).exitCode());
        CommandRun again = points("clear", in(name));
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.err().contains("nothing was written"), again.err());
        assertEquals(ExitCode.DONE, points("undo", in(name)).exitCode());
        assertArrayEquals(before, bytes(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.json", "clip.gyroflow"})
    void shouldKeepWhatWasBeforeAnEditThatIsGivenTwice(String name) throws IOException {
        byte[] before = bytes(name);
        String at = name.endsWith("json") ? "3s" : "5s";
        points("set", "--at", at, "--offset", "7", in(name));
        CommandRun again = points("set", "--at", at, "--offset", "7", in(name));
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertArrayEquals(before, bytes(name + ".bak"));
    }

    @Test
    void shouldNotWriteAProjectThatCannotBeReadAgain() throws IOException {
        byte[] before = bytes("clip.gyroflow");
        for (String angles : List.of("NaN,1,2", "1e300,1,2", "361,0,0")) {
            CommandRun run = points("settings", "--rotation", angles, in("clip.gyroflow"));
            assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
            assertArrayEquals(before, bytes("clip.gyroflow"));
        }
        CommandRun inside = points("settings", "--rotation", "360,0,-360", in("clip.gyroflow"));
        assertEquals(ExitCode.DONE, inside.exitCode(), inside.err());
    }

    @Test
    void shouldKeepAPrivateFilePrivate() throws IOException {
        Path project = folder.resolve("clip.gyroflow");
        Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("rw-------"));
        points("set", "--at", "5s", "--offset", "7", in("clip.gyroflow"));
        for (String verb : List.of("list", "undo")) {
            points(verb, in("clip.gyroflow"));
            for (String name : List.of("clip.gyroflow", "clip.gyroflow.bak")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))),
                        name + " after " + verb);
            }
        }
    }

    @Test
    void shouldLoseNoEditThatItSaidItMade() throws Exception {
        List<Callable<CommandRun>> edits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String at = (10 + 2 * i) + "s";
            edits.add(() -> points("add", "--at", at, "--offset", "5", in("clip.gyroflow")));
        }
        int made = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(edits.size())) {
            for (Future<CommandRun> edit : threads.invokeAll(edits)) {
                CommandRun run = edit.get();
                boolean done = run.exitCode() == ExitCode.DONE;
                made += done ? 1 : 0;
                assertTrue(done || run.err().contains("another program has changed it"), run.err());
            }
        }
        ObjectNode offsets = (ObjectNode) JSON.readTree(bytes("clip.gyroflow")).path("offsets");
        assertEquals(1 + made, offsets.size());
    }

    @Test
    void shouldMakeNoProjectOfTimesThatCountFromTheContainer() throws IOException {
        ObjectNode result = (ObjectNode) JSON.readTree(bytes("clip.json"));
        result.put("lens", "none");
        result.put("video_zero_s", 1.4);
        Files.writeString(folder.resolve("later.json"), JSON.writeValueAsString(result));
        for (String[] command : new String[][] {
            {"points", "export", in("later.json"), "--gyroflow", in("later.gyroflow")},
            {"points", "auto", "--at", "2s", in("later.json")},
            {"check", in("later.json")},
            {"preview", in("clip.mp4"), "--project", in("later.json"), "--at", "1s", "--out", in("p.mp4")}
        }) {
            CommandRun run = CommandRun.of(CommandRun.UNREACHED, command);
            assertEquals(ExitCode.FAILED, run.exitCode(), run.err());
            assertTrue(run.err().contains("container's zero"), run.err());
        }
        assertFalse(Files.exists(folder.resolve("later.gyroflow")));
        assertEquals(
                ExitCode.DONE,
                points("set", "--at", "3s", "--offset", "1", in("later.json")).exitCode());
        assertEquals(
                1.4, JSON.readTree(bytes("later.json")).path("video_zero_s").asDouble());
    }
}
