package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.StandardOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that does not arrive is no result, whichever command it comes from. */
class StandardOutputTest {
    private static final String MESSAGES = """
            stream,sequence,timestamp_ms
            a,0,0
            b,0,1
            a,1,100
            b,1,101
            """;

    private static final String LOG = """
            GYROFLOW IMU LOG
            tscale,0.001
            gscale,0.01
            t,gx,gy,gz
            0,1,2,3
            10,2,1,3
            """;

    private static final String RIG = """
            name: right
            fps: 30
            exposure: 5ms
            devices: {oak: {board: OAK-D, cameras: {B: {sync: output}, C: {sync: input}}}}
            """;

    @TempDir
    Path folder;

    /** Takes so many bytes, then the disk is full. */
    private static OutputStream taking(int bytes) {
        return new OutputStream() {
            private int left = bytes;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("No space left on device");
                }
            }
        };
    }

    private record Run(int exitCode, String err) {}

    private static Run run(OutputStream out, String... args) {
        StringWriter err = new StringWriter();
        int exitCode = new Main((job, progress) -> CommandRun.synced(job), (folder, progress) -> {
                    throw new IOException("no demo in this test");
                })
                .run(new StandardOutput(out), StandardCharsets.UTF_8, new PrintWriter(err), args);
        return new Run(exitCode, err.toString());
    }

    private static void assertNeedsItsOutput(int exitCode, String... args) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Run whole = run(all, args);
        assertEquals(exitCode, whole.exitCode(), whole.err());
        assertTrue(all.size() > 10, "it prints something");
        for (int room : new int[] {0, all.size() - 1}) {
            Run cut = run(taking(room), args);
            assertEquals(ExitCode.FAILED, cut.exitCode(), String.join(" ", args) + " with room for " + room);
            assertTrue(
                    cut.err().endsWith("syncline: cannot write to standard output: No space left on device\n"),
                    cut.err());
        }
        assertEquals(exitCode, run(taking(all.size()), args).exitCode());
    }

    @Test
    void shouldFailWhereTheResultCannotBeWritten() throws IOException {
        String video = Files.writeString(folder.resolve("clip.mp4"), "video").toString();
        String messages = Files.writeString(folder.resolve("m.csv"), MESSAGES).toString();
        String rig = Files.writeString(folder.resolve("rig.yaml"), RIG).toString();
        assertNeedsItsOutput(ExitCode.DONE, "sync", video, "--json", "-");
        assertNeedsItsOutput(ExitCode.DONE, "match", messages, "--out", "-");
        assertNeedsItsOutput(ExitCode.DONE, "match", messages, "--stats");
        assertNeedsItsOutput(ExitCode.DONE, "--help");
        assertNeedsItsOutput(ExitCode.DONE, "rig", "check", "--json", rig);
        assertNeedsItsOutput(ExitCode.DONE, "rig", "simulate", rig, "--out", "-");
        String log = Files.writeString(folder.resolve("a.gcsv"), LOG).toString();
        assertNeedsItsOutput(ExitCode.DONE, "inspect", log, "--dump", "gcsv", "--out", "-");
        assertNeedsItsOutput(ExitCode.DONE, "inspect", log, "--dump", "csv", "--out", "-");
    }

    private void assertNeedsAName(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = run(out, args);
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), String.join(" ", args) + ": " + run.err());
        assertTrue(run.err().contains("'-'"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(0, out.size());
        assertFalse(Files.exists(Path.of("-")));
    }

    /** No command makes a file or a folder that is called so. */
    @Test
    void shouldAskForANameWhereAnOutputDoesNotGoToStandardOutput() throws IOException {
        String video = Files.writeString(folder.resolve("clip.mp4"), "video").toString();
        String rig = Files.writeString(folder.resolve("rig.yaml"), RIG).toString();
        String log = Files.writeString(folder.resolve("a.gcsv"), LOG).toString();
        assertNeedsAName("sync", video, "--csv", "-");
        assertNeedsAName("sync", video, "--report", "-");
        assertNeedsAName("sync", video, "--gyroflow", "-");
        assertNeedsAName("sync", video, log, "--out", "-");
        assertNeedsAName("demo", "--out", "-");
        assertNeedsAName("archive", folder.toString(), "--out", "-");
        assertNeedsAName("evaluate", folder.toString(), "--out", "-");
        assertNeedsAName("inspect", log, "--plot", "-");
        assertNeedsAName("rig", "plan", rig, "--svg", "-");
        assertNeedsAName("clock", "dji", "--replay", log, "--out", "-");
        assertNeedsAName("clock", "dji", "--replay", log, "--pairs", "-");
    }
}
