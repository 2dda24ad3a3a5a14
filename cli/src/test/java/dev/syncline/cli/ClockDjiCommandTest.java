package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.hardware.serial.PtyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockDjiCommandTest {
    @TempDir
    Path folder;

    private static CommandRun dji(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "clock";
        all[1] = "dji";
        System.arraycopy(args, 0, all, 2, args.length);
        return CommandRun.of(CommandRun.UNREACHED, all);
    }

    private static void assertUsage(String expected, String... args) {
        CommandRun run = dji(args);
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(expected), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    private void assertFails(String expected, String... args) {
        CommandRun run = dji(args);
        assertEquals(ExitCode.FAILED, run.exitCode(), run.err());
        assertTrue(run.err().contains(expected), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommand() {
        assertUsage("give either --port PORT or --replay FILE");
        assertUsage("give either --port PORT or --replay FILE", "--port", "a", "--replay", "b");
        assertUsage("--record needs a --port", "--replay", "b", "--record", "c");
        assertUsage("without pulses there is no host time", "--port", "a", "--out", "b");
        assertUsage("without pulses there is no host time", "--port", "a", "--live");
        assertUsage("a pulse frequency of 201 Hz: expected 0 (single pulses) to 200", "--port", "a", "--freq", "201");
        assertUsage("a tag of 65536: expected 0 to 65535", "--port", "a", "--tag", "65536");
        assertUsage(
                "400 packets a second do not fit on a line of 230400 Bd, which carries 200",
                "--port",
                "a",
                "--baud",
                "230400",
                "--packets",
                "400");
        assertUsage(
                "200 packets a second do not fit on a line of 115200 Bd, which carries 100: raise --baud (here and in DJI"
                        + " Assistant 2) or lower --freq",
                "--port",
                "a",
                "--baud",
                "115200",
                "--freq",
                "200");
        assertUsage("'gpio:' is no pulse line", "--port", "a", "--pulse", "gpio:");
    }

    @Test
    void shouldSayThatThePortIsMissing() {
        String port = folder.resolve("ttyUSB9").toString();
        assertFails("cannot open " + port + ": no such device; is it plugged in?", "--port", port);
        assertFails(
                "cannot open " + port + ": no such device; is it plugged in?", "--port", port, "--driver", "termios");
    }

    @Test
    void shouldSayThatAKeyIsNone() throws IOException {
        Path key = folder.resolve("key.txt");
        Files.writeString(key, "not a key\n");
        assertFails(
                key + " is no key: expected 64 hexadecimal digits, found 9 characters",
                "--port",
                "a",
                "--key-file",
                key.toString());
    }

    @Test
    void shouldWarnOfAKeyThatEveryUserCanRead() throws IOException {
        Path key = Files.writeString(folder.resolve("key.txt"), "0123456789abcdef".repeat(4));
        String port = folder.resolve("none").toString();
        for (String mode : new String[] {"rw-r--r--", "rw-------", "rw-r-----"}) {
            Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString(mode));
            CommandRun run = dji("--port", port, "--key-file", key.toString());
            assertEquals(ExitCode.FAILED, run.exitCode());
            assertEquals(mode.endsWith("r--"), run.err().contains("chmod 600 " + key), run.err());
        }
    }

    @Test
    void shouldSayThatARecordingIsNone() throws IOException {
        Path file = folder.resolve("raw.bin");
        Files.writeString(file, "something else");
        assertFails(file + " is no recorded session", "--replay", file.toString());
    }

    @Test
    void shouldFailWhereNobodyAnswers() throws IOException {
        try (PtyPair line = PtyPair.open(folder)) {
            Path log = folder.resolve("imu.gcsv");
            CommandRun run = dji(
                    "--port",
                    line.second(),
                    "--pulse",
                    "sim:" + folder.resolve("p"),
                    "--out",
                    log.toString(),
                    "-t",
                    "800ms");
            assertEquals(ExitCode.FAILED, run.exitCode());
            assertTrue(
                    run.err()
                            .lines()
                            .toList()
                            .getLast()
                            .startsWith("syncline: no packets: no answer: the version: no answer, not a byte: is the"
                                    + " controller on"),
                    run.err());
            assertFalse(Files.exists(log), "no log without samples");
            try (var left = Files.list(folder)) {
                assertTrue(left.noneMatch(file -> file.toString().endsWith(".part")));
            }
        }
    }
}
