package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.ClipSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sync} with several clips. */
class ManyClipsTest {
    /** Refuses clips named "still", fails on "broken", and syncs the others. */
    private static final ClipSync BY_NAME = (job, progress) -> {
        String name = job.input().video().getFileName().toString();
        if (name.startsWith("broken")) {
            throw new IOException(job.input().video() + ": cut off at byte 17");
        }
        return name.startsWith("still") ? CommandRun.refused(job) : CommandRun.synced(job);
    };

    @TempDir
    Path folder;

    @BeforeEach
    void makeClips() throws IOException {
        Files.createDirectories(folder.resolve("day2"));
        for (String name : List.of("a.mp4", "a.mov", "still.mp4", "broken.mp4", "day2/a.mp4")) {
            Files.writeString(folder.resolve(name), "not decoded in these tests");
        }
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> names(String where) throws IOException {
        try (Stream<Path> list = Files.list(folder.resolve(where))) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private static String lastLine(CommandRun run) {
        return run.out().lines().toList().getLast();
    }

    @Test
    void shouldGoOnBehindABadClipAndCountAll() throws IOException {
        CommandRun run =
                CommandRun.of(BY_NAME, "sync", in("broken.mp4"), in("missing.mp4"), in("a.mp4"), in("still.mp4"));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertEquals("4 clips: 1 synced, 1 refused, 2 failed", lastLine(run));
        assertEquals(5, run.out().lines().count());
        assertTrue(run.out().contains("synced   " + in("a.mp4") + ": "), run.out());
        assertTrue(run.out().contains("refused  " + in("still.mp4") + ": the video does not rotate"), run.out());
        assertTrue(run.err().contains("syncline: " + in("broken.mp4") + ": cut off at byte 17\n"), run.err());
        assertTrue(run.err().contains(in("missing.mp4")), run.err());
        List<String> there = names(".");
        assertTrue(there.containsAll(List.of("a.mp4.sync.json", "a.mp4.sync.gyroflow", "still.mp4.sync.json")));
        assertFalse(there.contains("still.mp4.sync.gyroflow"), there::toString);
        assertFalse(there.contains("broken.mp4.sync.json"), there::toString);
    }

    @Test
    void shouldEndAsTheWorstOfThem() {
        CommandRun fine = CommandRun.of(BY_NAME, "sync", in("a.mp4"), in("a.mov"));
        assertEquals(ExitCode.DONE, fine.exitCode(), fine.err());
        assertEquals("2 clips: 2 synced, 0 refused, 0 failed", lastLine(fine));
        CommandRun refused = CommandRun.of(BY_NAME, "sync", in("a.mp4"), in("still.mp4"));
        assertEquals(ExitCode.REFUSED, refused.exitCode());
    }

    @Test
    void shouldWriteIntoTheFolderThatIsNamed() throws IOException {
        CommandRun run = CommandRun.of(BY_NAME, "sync", "--out", in("new/out"), in("a.mp4"), in("a.mov"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(
                List.of("a.mov.sync.gyroflow", "a.mov.sync.json", "a.mp4.sync.gyroflow", "a.mp4.sync.json"),
                names("new/out"));
        assertEquals(
                1,
                CommandRun.of(BY_NAME, "sync", "--out", in("one"), in("a.mp4"))
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("1 clips: 1 synced"))
                        .count());
    }

    @Test
    void shouldBeginNothingWhereTwoClipsWouldWriteTheSameFiles() throws IOException {
        CommandRun run = CommandRun.of(
                CommandRun.UNREACHED, "sync", "--out", in("out"), in("a.mp4"), in("still.mp4"), in("day2/a.mp4"));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains(in("day2/a.mp4")), run.err());
        assertEquals(List.of(), names("out"));
        assertEquals(
                ExitCode.FAILED,
                CommandRun.of(CommandRun.UNREACHED, "sync", in("a.mp4"), in("day2/../a.mp4"))
                        .exitCode());
    }

    @Test
    void shouldNotWriteOverAnInput() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.mp4.sync.json"), folder.resolve("a.mp4"));
        CommandRun run = CommandRun.of(BY_NAME, "sync", in("a.mp4"), in("a.mov"));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertEquals("2 clips: 1 synced, 0 refused, 1 failed", lastLine(run));
        assertEquals("not decoded in these tests", Files.readString(folder.resolve("a.mp4")));
    }

    @Test
    void shouldTakeOneClipsOptionsForOneClipOnly() {
        for (List<String> wrong : List.of(
                List.of("--json", in("r.json")),
                List.of("--csv", in("r.csv")),
                List.of("--gyroflow", in("r.gyroflow")),
                List.of("--report", in("r.html")),
                List.of("--explain"),
                List.of("--jobs", "0"),
                List.of("--jobs", "1025"))) {
            String[] args = Stream.concat(Stream.of("sync", in("a.mp4"), in("a.mov")), wrong.stream())
                    .toArray(String[]::new);
            CommandRun run = CommandRun.of(CommandRun.UNREACHED, args);
            assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), wrong + ": " + run.err());
        }
        assertEquals(
                ExitCode.WRONG_USAGE,
                CommandRun.of(CommandRun.UNREACHED, "sync", in("a.mp4"), "--jobs", "2")
                        .exitCode());
    }

    @Test
    void shouldSyncAsManyAtOnceAsAskedFor() {
        CyclicBarrier both = new CyclicBarrier(2);
        Set<Integer> threads = ConcurrentHashMap.newKeySet();
        ClipSync meeting = (job, progress) -> {
            threads.add(job.threads());
            try {
                both.await(60, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IOException("the other clip did not come", e);
            }
            return CommandRun.synced(job);
        };
        CommandRun run = CommandRun.of(meeting, "sync", "--jobs", "2", "--threads", "5", in("a.mp4"), in("a.mov"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(Set.of(2), threads);
    }
}
