package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Unwinding;
import dev.syncline.cli.sync.DemoClip;
import dev.syncline.cli.sync.Progress;
import dev.syncline.engine.api.SyncProgress;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static CommandRun run(String... args) {
        return CommandRun.of(CommandRun.UNREACHED, args);
    }

    @Test
    void shouldNameCommandsAndExitCodesInItsHelp() {
        CommandRun run = run("--help");
        assertEquals(ExitCode.DONE, run.exitCode());
        for (String part : List.of("sync", "demo", "doctor", "Exit codes:", "--version")) {
            assertTrue(run.out().contains(part), run.out());
        }
        assertTrue(run("sync", "--help").out().contains("--rough-offset"));
    }

    @Test
    void shouldPrintTheVersionThatTheBuildWroteIn() {
        CommandRun run = run("--version");
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().matches("syncline \\d+\\.\\d+.*\\R"), run.out());
    }

    @Test
    void shouldCallForACommand() {
        CommandRun run = run();
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode());
        assertEquals("syncline: name a command, such as sync (see syncline --help)\n", run.err());
        assertEquals(ExitCode.WRONG_USAGE, run("nonsense").exitCode());
    }

    @Test
    void shouldShowEachFactOfTheMachine() {
        CommandRun run = run("doctor");
        for (String fact : List.of("java", "kernels", "ffmpeg", "opencv")) {
            assertTrue(run.out().lines().anyMatch(l -> l.matches(fact + " +(ok|FAIL) .+")), run.out());
        }
        assertEquals(run.out().contains("FAIL") ? ExitCode.FAILED : ExitCode.DONE, run.exitCode(), run.out());
    }

    @Test
    void shouldCompareTheDemosTruthWithWhatWasFound(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("new/demo");
        CommandRun run = CommandRun.of(
                (job, progress) -> CommandRun.synced(job),
                (at, progress) -> new DemoClip(
                        Files.writeString(at.resolve("demo.mp4"), ""),
                        Files.writeString(at.resolve("demo.gcsv"), ""),
                        Files.writeString(at.resolve("demo.lens.json"), ""),
                        videoNs -> -12_500_010_000.0),
                "demo",
                "--out",
                out.toString(),
                "-q");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("-12500.010     -12500.000     +0.010  good"), run.out());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(
                            "demo.gcsv",
                            "demo.gyroflow",
                            "demo.lens.json",
                            "demo.mp4",
                            "points.csv",
                            "report.html",
                            "result.json"),
                    files.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    @Timeout(60)
    void shouldEndWith130AndLeaveNothingOnCtrlC(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no SIGINT to send here");
        Assumptions.assumeFalse(
                isInterruptIgnored(), "SIGINT is ignored here, as in a job that a script put behind it");
        Path video = Files.writeString(folder.resolve("clip.mp4"), "");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Blocking.class.getName(),
                        "sync",
                        video.toString(),
                        "--json",
                        folder.resolve("r.json").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.equals("at work")) {
                line = lines.readLine();
            }
            assertEquals("at work", line);
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it did not end");
            assertTrue(lines.lines().anyMatch(l -> l.equals("syncline: interrupted")));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(ExitCode.INTERRUPTED, process.exitValue());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(video), files.toList());
        }
    }

    /** A process that inherits an ignored SIGINT keeps it ignored, Java included. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(l -> l.startsWith("SigIgn:"))
                    .anyMatch(l -> (Long.parseUnsignedLong(l.substring(7).strip(), 16) & 2) != 0);
        }
    }

    /** The command with a sync that works until it is interrupted. */
    static final class Blocking {
        private Blocking() {}

        public static void main(String[] args) {
            Unwinding unwinding = Unwinding.of(Thread.currentThread());
            Main main = new Main(
                    (job, progress) -> {
                        progress.accept(new SyncProgress("at work", 0, 1));
                        new CountDownLatch(1).await();
                        return CommandRun.synced(job);
                    },
                    (at, progress) -> {
                        throw new IOException("no demo");
                    });
            int exitCode = main.runOnConsole(args);
            unwinding.done();
            System.exit(exitCode);
        }
    }

    @Test
    void shouldDrawABarThatEndsWhenItsStageEnds() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Progress bar = new Progress.Bar(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            bar.accept(new SyncProgress("following points", 0, 4));
            bar.accept(new SyncProgress("following points", 3, 4));
            bar.accept(new SyncProgress("refining", 1, 2));
            bar.accept(new SyncProgress("done", 1, 1));
        }
        String drawn = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(drawn.contains("following points 100%") && drawn.contains("refining 100%"), drawn);
        assertFalse(drawn.contains("done"), drawn);
        assertFalse(drawn.contains("\tat "), drawn);
    }
}
