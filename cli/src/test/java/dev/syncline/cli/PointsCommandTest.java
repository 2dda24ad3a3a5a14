package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PointsCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PROJECT = """
            {"title": "Gyroflow data file", "version": 4, "videofile": "C:\\\\films\\\\clip.mp4", "kept": [1, {"a": null}],
             "video_info": {"width": 1280, "height": 720, "fps": 30, "num_frames": 300, "duration_ms": 10000},
             "gyro_source": {"filepath": "clip.gcsv", "imu_orientation": "yXz"}, "offsets": {"4995000": 5}}""";

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(folder.resolve("clip.mp4"), "not decoded in these tests");
        Files.writeString(folder.resolve("clip.gcsv"), "not read in these tests");
        Files.writeString(folder.resolve("clip.gyroflow"), PROJECT);
        CommandRun run = CommandRun.of(
                (job, progress) -> CommandRun.synced(job), "sync", in("clip.mp4"), "--json", in("clip.json"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun points(String... args) {
        return CommandRun.of(
                CommandRun.UNREACHED,
                Stream.concat(Stream.of("points"), Stream.of(args)).toArray(String[]::new));
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.json", "clip.gyroflow"})
    void shouldEditInPlaceAndUndo(String name) throws IOException {
        byte[] before = bytes(name);
        CommandRun add = points("add", "--at", "7s", "--offset", "-4.5", in(name));
        assertEquals(ExitCode.DONE, add.exitCode(), add.err());
        assertTrue(add.out().contains("7.000         -4.500"), add.out());
        byte[] after = bytes(name);
        assertArrayEquals(before, bytes(name + ".bak"));
        JsonNode list = MAPPER.readTree(points("list", "--json", in(name)).out());
        assertEquals(2, list.path("points").size());
        assertEquals("manual", list.path("points").path(1).path("source").asString());
        assertEquals(-4.5, list.path("points").path(1).path("offset_ms").asDouble());
        assertEquals("green", list.path("points").path(1).path("colour").asString());

        assertEquals(ExitCode.DONE, points("undo", in(name)).exitCode());
        assertArrayEquals(before, bytes(name));
        assertArrayEquals(after, bytes(name + ".bak"));
        assertEquals(ExitCode.DONE, points("undo", in(name)).exitCode());
        assertArrayEquals(after, bytes(name), "a second undo takes the first one back");

        assertEquals(
                ExitCode.DONE,
                points("set", "--at", "7s", "--offset", "1250us", in(name)).exitCode());
        assertTrue(points("list", in(name)).out().contains("7.000          1.250"));
        assertEquals(ExitCode.DONE, points("remove", "--at", "7.05s", in(name)).exitCode());
        assertFalse(points("list", in(name)).out().contains("7.000 "));
        assertEquals(ExitCode.DONE, points("clear", in(name)).exitCode());
        assertTrue(points("list", in(name)).out().contains("0 points"));
        List<String> mine = names().stream().filter(n -> n.startsWith(name)).toList();
        assertEquals(List.of(name, name + ".bak"), mine, "nothing else is left");
    }

    @Test
    void shouldKeepWhatIsNoPointInAProject() throws IOException {
        points("add", "--at", "7s", "--offset", "6", in("clip.gyroflow"));
        JsonNode root = MAPPER.readTree(bytes("clip.gyroflow"));
        assertEquals(MAPPER.readTree("[1, {\"a\": null}]"), root.path("kept"));
        assertEquals(4, root.path("version").asInt());
    }

    @Test
    void shouldCallOutAPointThatSpoilsAll() {
        CommandRun run = points("add", "--at", "9s", "--offset", "-7000", in("clip.gyroflow"));
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.err().startsWith("syncline: warning: the points at 5.000 s and 9.000 s contradict"), run.err());
        assertEquals(2, run.out().lines().filter(l -> l.contains("green")).count(), run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "add --at 5.05s --offset 1, there is a point at 5.000 s already",
        "add --at 11s --offset 1, --at 11.000s is not in the video",
        "add --at -1s --offset 1, --at -1.000s is not in the video",
        "set --at 6s --offset 1, the nearest is at 5.000 s",
        "remove --at 6s, the nearest is at 5.000 s",
        "undo, nothing to undo",
    })
    void shouldLeaveTheFileAloneWhereItCannotDoWhatIsAsked(String verb, String expected) throws IOException {
        byte[] before = bytes("clip.gyroflow");
        List<String> there = names();
        CommandRun run = points(Stream.concat(Stream.of(verb.split(" ")), Stream.of(in("clip.gyroflow")))
                .toArray(String[]::new));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains(expected), run.err());
        assertEquals(1, run.err().lines().count());
        assertArrayEquals(before, bytes("clip.gyroflow"));
        assertEquals(there, names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "add --at 5s", "add --offset 5", "add --at 5 --offset 5", "set --at 1s --offset x", "draw"})
    void shouldSayHowItIsUsed(String words) {
        CommandRun run = points(
                Stream.concat(Stream.of(words.split(" ")).filter(w -> !w.isEmpty()), Stream.of(in("clip.gyroflow")))
                        .toArray(String[]::new));
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
    }

    @Test
    void shouldEditNothingThatIsNoFileOfPoints() throws IOException {
        Files.writeString(folder.resolve("lens.json"), "{\"name\": \"x\"}");
        for (String name : List.of("lens.json", "clip.mp4", "none.json", ".")) {
            CommandRun run = points("clear", in(name));
            assertEquals(ExitCode.FAILED, run.exitCode(), run.err());
            assertEquals(1, run.err().lines().count());
        }
        assertFalse(names().contains("lens.json.bak"));
    }

    @Test
    void shouldListPointsAsStaleWhereTheirSettingsHaveChanged() {
        points("add", "--at", "7s", "--offset", "6", in("clip.gyroflow"));
        CommandRun change = points("settings", "--low-pass", "50", in("clip.gyroflow"));
        assertEquals(ExitCode.DONE, change.exitCode(), change.err());
        assertTrue(change.out().contains("2 points were made with other settings"), change.out());
        assertEquals(2, change.out().lines().filter(l -> l.endsWith("stale")).count(), change.out());
        assertTrue(points("settings", in("clip.gyroflow")).out().startsWith("lpf=50.0 rotation=0.0,0.0,0.0 "));
        points("undo", in("clip.gyroflow"));
        assertFalse(points("list", in("clip.gyroflow")).out().contains("stale"));
        for (String[] wrong : new String[][] {
            {"--low-pass", "9"},
            {"--integration", "7"},
            {"--rotation", "1,2"},
            {"--orientation", "XXX"},
            {"--bias", "x,y,z"},
            {"--readout", "auto"}
        }) {
            CommandRun run = points("settings", wrong[0], wrong[1], in("clip.gyroflow"));
            assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
        }
        CommandRun none = points("settings", "--rotation", "1,2,3", in("clip.json"));
        assertEquals(ExitCode.FAILED, none.exitCode());
        assertTrue(none.err().contains("a Gyroflow project's"), none.err());
    }

    private CommandRun auto(AtomicReference<SyncJob> seen, boolean refused, String... args) {
        return CommandRun.of(
                (job, progress) -> {
                    seen.set(job);
                    assertTrue(job.input().lens() == null
                            || Files.exists(job.input().lens()));
                    return refused ? CommandRun.refused(job) : CommandRun.synced(job);
                },
                Stream.concat(Stream.of("points", "auto"), Stream.of(args)).toArray(String[]::new));
    }

    @Test
    void shouldSyncHereWithWhatTheProjectSays() throws IOException {
        AtomicReference<SyncJob> seen = new AtomicReference<>();
        CommandRun run = auto(seen, false, "--at", "3s", in("clip.gyroflow"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        SyncJob job = Objects.requireNonNull(seen.get());
        assertEquals(
                folder.resolve("clip.mp4"), job.input().video(), "beside the project: the path is another system's");
        assertEquals(folder.resolve("clip.gcsv"), job.input().log());
        assertEquals(List.of(Duration.ofSeconds(3)), job.options().at());
        assertEquals(
                new SyncOptions.Orientation.Given(new ImuOrientation("yXz")),
                job.options().orientation());
        assertEquals(null, job.options().search(), "only the log tells where Gyroflow's zero is");
        JsonNode offsets = MAPPER.readTree(bytes("clip.gyroflow")).path("offsets");
        assertEquals(-12_500, offsets.path("15500000").asDouble());
        assertEquals(5, offsets.path("4995000").asDouble());
    }

    @Test
    void shouldSyncHereAboutThePointsOfAResult() throws IOException {
        AtomicReference<SyncJob> seen = new AtomicReference<>();
        CommandRun lens = auto(seen, false, "--at", "3s", in("clip.json"));
        assertEquals(ExitCode.FAILED, lens.exitCode());
        assertTrue(lens.err().contains("name its file with --lens"), lens.err());
        Files.writeString(folder.resolve("lens.json"), "{}");
        CommandRun run = auto(seen, false, "--at", "3.05s", "--lens", in("lens.json"), in("clip.json"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        SyncJob job = Objects.requireNonNull(seen.get());
        assertEquals(
                new SyncOptions.Search(Duration.ofMillis(-12_500), Duration.ofSeconds(5)),
                job.options().search());
        SyncResult result = SyncResultJson.read(folder.resolve("clip.json"));
        assertEquals(1, result.points().size(), "the new one takes the place of the one that was there");
        assertEquals(0.991, result.points().getFirst().score());
    }

    @ParameterizedTest
    @CsvSource({"2.5s, 0.500 s after --at 2.500s", "3.2s, 0.200 s before --at 3.200s", "3.09s, ", "2.91s, "})
    void shouldSayThatThePointLiesElsewhere(String at, @Nullable String said) {
        // What these tests sync lies at 3 s.
        CommandRun run = auto(new AtomicReference<>(), false, "--at", at, in("clip.gyroflow"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String expected = "syncline: warning: the point is put at 3.000 s, " + said;
        assertEquals(said != null, run.err().contains("is put at"), run.err());
        assertTrue(said == null || run.err().contains(expected), run.err());
    }

    @Test
    void shouldLeaveTheFileWhereTheSyncRefuses() throws IOException {
        byte[] before = bytes("clip.gyroflow");
        CommandRun run = auto(new AtomicReference<>(), true, "--at", "3s", "-q", in("clip.gyroflow"));
        assertEquals(ExitCode.REFUSED, run.exitCode());
        assertTrue(run.err().contains("syncline: refused: the video does not rotate"), run.err());
        assertArrayEquals(before, bytes("clip.gyroflow"));
        assertFalse(names().contains("clip.gyroflow.bak"));
    }

    @Test
    void shouldSayWhatIsMissingForASyncHere() throws IOException {
        Files.delete(folder.resolve("clip.gcsv"));
        CommandRun log = auto(new AtomicReference<>(), false, "--at", "3s", in("clip.gyroflow"));
        assertEquals(ExitCode.FAILED, log.exitCode());
        assertTrue(log.err().contains("motion log 'clip.gcsv'") && log.err().contains("--gyro LOG"), log.err());
        // A project that holds the motion itself needs no other log.
        Files.writeString(
                folder.resolve("full.gyroflow"),
                PROJECT.replace(
                        "\"gyro_source\": {",
                        "\"gyro_source\": {\"raw_imu\": [{\"timestamp_ms\": 0, \"gyro\": [1, 2, 3]},"
                                + " {\"timestamp_ms\": 5, \"gyro\": [1, 2, 4]}], "));
        AtomicReference<SyncJob> seen = new AtomicReference<>();
        CommandRun full = auto(seen, false, "--at", "3s", in("full.gyroflow"));
        assertEquals(ExitCode.DONE, full.exitCode(), full.err());
        assertEquals(
                folder.resolve("full.gyroflow"),
                Objects.requireNonNull(seen.get()).input().log());
        Files.delete(folder.resolve("clip.mp4"));
        CommandRun video = auto(new AtomicReference<>(), false, "--at", "3s", in("clip.gyroflow"));
        assertTrue(video.err().contains("name it with --video VIDEO"), video.err());
    }
}
