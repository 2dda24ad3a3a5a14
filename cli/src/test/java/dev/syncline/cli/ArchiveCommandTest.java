package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jerolba.carpet.CarpetReader;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCommandTest {
    @TempDir
    Path folder;

    private Path clips;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        clips = Files.createDirectories(folder.resolve("clips"));
        out = folder.resolve("out");
    }

    private CommandRun archive(String... more) {
        List<String> args = new ArrayList<>(List.of("archive", clips.toString(), "--out", out.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(new EngineSync(), args.toArray(String[]::new));
    }

    private Map<String, String> column(String name) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        try (Connection table = DriverManager.getConnection("jdbc:sqlite:" + out.resolve("archive.sqlite"));
                Statement statement = table.createStatement();
                ResultSet rows = statement.executeQuery("SELECT clip, " + name + " FROM clip")) {
            while (rows.next()) {
                values.put(rows.getString(1), rows.getString(2));
            }
        }
        return values;
    }

    private Path file(String name, String text) throws IOException {
        Path file = clips.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void shouldSyncWhatCanBeAndRedoOnlyWhatHasChanged() throws Exception {
        SmallClip.render(clips);
        file("day/empty.mp4", "");
        CommandRun first = archive();
        assertEquals(ExitCode.FAILED, first.exitCode(), first.err());
        assertTrue(first.out().endsWith("1 synced, 0 refused, 1 failed\n"), first.out());
        assertEquals(Map.of("clips/clip.mp4", "synced", "clips/day/empty.mp4", "failed"), column("status"));
        assertTrue(
                String.valueOf(column("reason").get("clips/day/empty.mp4")).contains("empty"),
                column("reason").toString());
        double offsetMs = Double.parseDouble(column("offset_ms").get("clips/clip.mp4"));
        assertEquals(SmallClip.OFFSET_S * 1000, offsetMs, 1);
        assertTrue(Files.exists(out.resolve("results/clips/clip.mp4.json")));
        assertTrue(Files.exists(out.resolve("results/clips/clip.mp4.gyroflow")));
        assertEquals(3, Files.readAllLines(out.resolve("clips.csv")).size());
        assertEquals(2, Files.readAllLines(out.resolve("clips.jsonl")).size());
        assertEquals(
                "[{clip=clips/clip.mp4, status=synced}, {clip=clips/day/empty.mp4, status=failed}]",
                new CarpetReader<>(out.resolve("clips.parquet").toFile(), Map.class)
                        .toList().stream()
                                .map(row -> Map.of("clip", row.get("clip"), "status", row.get("status")))
                                .map(TreeMap::new)
                                .toList()
                                .toString());
        assertTrue(Files.readString(out.resolve("summary.html")).contains("clips/day/empty.mp4"));

        Map<String, String> finished = column("finished_at || wall_s");
        CommandRun again = archive();
        assertTrue(again.err().contains("2 of 2 clips are done already"), again.err());
        assertEquals(finished, column("finished_at || wall_s"));
        assertEquals(first.out(), again.out());

        file("day/empty.mp4", "something else");
        CommandRun changed = archive();
        assertTrue(changed.err().contains("1 of 2 clips are done already"), changed.err());
        assertEquals(
                finished.get("clips/clip.mp4"), column("finished_at || wall_s").get("clips/clip.mp4"));
        assertFalse(String.valueOf(column("reason").get("clips/day/empty.mp4")).contains("empty;"));

        CommandRun retried = archive("--retry-failed");
        assertTrue(retried.err().contains("1 of 2 clips are done already"), retried.err());
    }

    @Test
    void shouldFailTheClipWhoseWorkerDiesAndSayHow() throws Exception {
        file("a.mp4", "a");
        CommandRun run = archive("--clip-memory", "1m");
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertEquals("failed", column("status").get("clips/a.mp4"));
        assertEquals("2", column("attempts").get("clips/a.mp4"));
        assertEquals(
                "the worker process ended with exit code 1, 2 times",
                column("reason").get("clips/a.mp4"));
        String log = column("worker_log").get("clips/a.mp4");
        assertTrue(Files.readString(out.resolve(log)).contains("heap"), log);
    }

    @Test
    void shouldStopAtWrongSyncOptions() throws Exception {
        file("a.mp4", "a");
        file("b.mp4", "b");
        CommandRun run = archive("--sync-options", "--points 0");
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode());
        assertTrue(run.err().contains("--sync-options"), run.err());
        assertEquals(Map.of(), column("status"));
    }

    @Test
    void shouldRefuseOptionsThatAreItsOwn() throws Exception {
        file("a.mp4", "a");
        for (String own : List.of("--json x", "--gyro=x", "--threads 3", "--lens x")) {
            CommandRun run = archive("--sync-options", own);
            assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), own);
        }
        assertEquals(
                ExitCode.DONE,
                archive("--dry-run", "--sync-options", "--points 5").exitCode());
        assertEquals(ExitCode.DONE, archive("--dry-run", "--lens", "none").exitCode());
        assertTrue(archive("--dry-run", "--lens", "missing.json").err().contains("missing.json: no such file"));
    }

    @Test
    void shouldSayWhereThereAreNoVideos() throws Exception {
        file("notes.txt", "none");
        CommandRun run = archive();
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("no videos in " + clips), run.err());
    }

    @Test
    void shouldListWithoutDoing() throws Exception {
        file("x/a.MP4", "a");
        file(".trash/b.mp4", "b");
        file("x/.hidden.mp4", "c");
        CommandRun run = archive("--dry-run");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out()
                .startsWith("clips/x/a.MP4\n1 clips, 0.00 GB; a sample of 1: 0 synced, 0 refused, 1 failed\n"));
        assertTrue(run.out().endsWith("nothing was kept\n"), run.out());
        assertFalse(Files.exists(out));
    }

    @Test
    void shouldTryTheLogsThatSeveralClipsShare() throws Exception {
        SmallClip clip = SmallClip.render(clips);
        Path day = Files.createDirectories(clips.resolve("day"));
        Files.move(clip.video(), day.resolve("GX020042.MP4"));
        Files.move(clip.log(), day.resolve("GX010042.gcsv"));
        Path flight = Files.createDirectories(clips.resolve("flight"));
        Files.copy(day.resolve("GX020042.MP4"), flight.resolve("cam.mp4"));
        Files.copy(day.resolve("GX010042.gcsv"), flight.resolve("LOG00002.gcsv"));
        Files.writeString(flight.resolve("LOG00001.gcsv"), "no log at all");
        CommandRun run = archive("--no-reports");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(
                Map.of("clips/day/GX020042.MP4", "GX010042.gcsv", "clips/flight/cam.mp4", "LOG00002.gcsv"),
                column("log"));
    }

    @Test
    void shouldStopWhereTheDiskIsFullAndGoOnWhenThereIsRoom() throws Exception {
        SmallClip.render(clips);
        Path small = Files.createDirectories(folder.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small.toString()) == 0,
                "a small disk needs root and mount");
        try {
            out = small.resolve("out");
            Path filler = Files.write(small.resolve("filler"), new byte[12 << 20]);
            CommandRun full = archive("--no-reports");
            assertEquals(ExitCode.FAILED, full.exitCode());
            assertTrue(full.err().contains("less than 16 MiB are left on this disk"), full.err());
            assertEquals(Map.of(), column("status"));
            Files.delete(filler);
            CommandRun after = archive("--no-reports");
            assertEquals(ExitCode.DONE, after.exitCode(), after.err());
            assertEquals(Map.of("clips/clip.mp4", "synced"), column("status"));
        } finally {
            assertEquals(0, run("umount", "-l", small.toString()));
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // There is no such command.
            return -1;
        }
    }

    @Test
    void shouldNotWorkBesideAnotherRun() throws Exception {
        file("a.mp4", "a");
        Files.createDirectories(out);
        try (var channel = java.nio.channels.FileChannel.open(
                        out.resolve("archive.lock"),
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertTrue(lock.isValid());
            CommandRun run = archive();
            assertEquals(ExitCode.FAILED, run.exitCode());
            assertTrue(run.err().contains("another run writes here"), run.err());
        }
    }

    @Test
    void shouldJoinPartsToWhatOneRunGives() throws Exception {
        for (int i = 0; i < 6; i++) {
            file(i + ".mp4", "");
        }
        assertEquals(ExitCode.FAILED, archive("--shard", "1/2").exitCode());
        CommandRun early = CommandRun.of(new EngineSync(), "archive-merge", out.toString());
        assertEquals(ExitCode.FAILED, early.exitCode());
        assertTrue(early.err().contains("found 1 tables of parts"), early.err());

        assertEquals(ExitCode.FAILED, archive("--shard", "2/2").exitCode());
        CommandRun joined = CommandRun.of(new EngineSync(), "archive-merge", out.toString());
        assertEquals("6 clips, 0.00 h: 0 synced, 0 refused, 6 failed\n", joined.out());
        Map<String, String> parts = column("status || reason");

        out = folder.resolve("one");
        archive();
        assertEquals(column("status || reason"), parts);
    }
}
